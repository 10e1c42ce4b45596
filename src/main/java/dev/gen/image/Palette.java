package dev.gen.image;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/**
 * A picture in few colours, found by median cut (Heckbert 1982): the box of colours that errs most
 * is cut in two until there are as many as wanted; each stands for the mean of what lies in it.
 *
 * @param colours 0xRRGGBB, at most as many as were wanted
 * @param pixels an index into the colours for each pixel, rows from the top
 */
public record Palette(int[] colours, int[] pixels) {

  private static final int BITS = 5;
  private static final int LEVELS = 1 << BITS;

  /** Colours that differ in no leading bit, as one. */
  private record Bin(int key, long count, long[] sums) {

    double mean(int channel) {
      return (double) sums[channel] / count;
    }
  }

  private record Box(List<Bin> bins, double error, int channel) {

    static Box of(List<Bin> bins) {
      double[] errors = new double[RgbImage.CHANNELS];
      int worst = 0;
      for (int channel = 0; channel < errors.length; channel++) {
        double mean = Box.mean(bins, channel);
        for (Bin bin : bins) {
          double distance = bin.mean(channel) - mean;
          errors[channel] += bin.count * distance * distance;
        }
        worst = errors[channel] > errors[worst] ? channel : worst;
      }
      return new Box(bins, errors[worst], worst);
    }

    static double mean(List<Bin> bins, int channel) {
      long sum = bins.stream().mapToLong(bin -> bin.sums[channel]).sum();
      return (double) sum / bins.stream().mapToLong(Bin::count).sum();
    }

    /** Cuts at the mean of the channel that errs most, which leaves neither side empty. */
    List<Box> halves() {
      double mean = mean(bins, channel);
      List<Bin> low = bins.stream().filter(bin -> bin.mean(channel) <= mean).toList();
      List<Bin> high = bins.stream().filter(bin -> bin.mean(channel) > mean).toList();
      return List.of(of(low), of(high));
    }

    int colour() {
      int colour = 0;
      for (int channel = 0; channel < RgbImage.CHANNELS; channel++) {
        colour = colour << 8 | (int) Math.round(mean(bins, channel));
      }
      return colour;
    }
  }

  /**
   * Finds colours for a picture.
   *
   * @param most how many colours there may be, at least 1
   */
  public static Palette of(RgbImage image, int most) {
    PriorityQueue<Box> boxes = new PriorityQueue<>(Comparator.comparing(box -> -box.error));
    boxes.add(Box.of(bins(image)));
    while (boxes.size() < most && boxes.peek().error > 0) {
      boxes.addAll(boxes.remove().halves());
    }
    int[] colours = new int[boxes.size()];
    int[] index = new int[LEVELS * LEVELS * LEVELS];
    int next = 0;
    for (Box box : boxes) {
      colours[next] = box.colour();
      for (Bin bin : box.bins) {
        index[bin.key] = next;
      }
      next++;
    }
    int[] pixels = new int[image.width() * image.height()];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = index[key(image, i)];
    }
    return new Palette(colours, pixels);
  }

  private static List<Bin> bins(RgbImage image) {
    Bin[] byKey = new Bin[LEVELS * LEVELS * LEVELS];
    List<Bin> bins = new ArrayList<>();
    long[] counts = new long[byKey.length];
    for (int i = 0; i < image.width() * image.height(); i++) {
      counts[key(image, i)]++;
    }
    for (int i = 0; i < image.width() * image.height(); i++) {
      int key = key(image, i);
      if (byKey[key] == null) {
        byKey[key] = new Bin(key, counts[key], new long[RgbImage.CHANNELS]);
        bins.add(byKey[key]);
      }
      for (int channel = 0; channel < RgbImage.CHANNELS; channel++) {
        byKey[key].sums[channel] += level(image, i, channel);
      }
    }
    return bins;
  }

  private static int key(RgbImage image, int pixel) {
    int shift = 8 - BITS;
    return level(image, pixel, 0) >> shift << 2 * BITS
        | level(image, pixel, 1) >> shift << BITS
        | level(image, pixel, 2) >> shift;
  }

  private static int level(RgbImage image, int pixel, int channel) {
    return image.rgb()[pixel * RgbImage.CHANNELS + channel] & 0xFF;
  }
}
