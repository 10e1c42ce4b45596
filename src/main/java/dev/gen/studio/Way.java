package dev.gen.studio;

import dev.gen.image.RgbImage;
import dev.gen.image.Snow;
import dev.gen.tensor.FloatTensor;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * The way of one picture from noise on, kept so that it can be shown afterwards.
 *
 * <p>A frame is what the network took for the picture at a moment, decoded, under as much snow as
 * there was noise: {@code alpha x0 + sigma e}, as its latent was mixed. Not thread-safe.
 */
public final class Way {

  /** More moments than these are thinned out; latents are small, but runs may be long. */
  private static final int MOST_MOMENTS = 512;

  private final List<Moment> moments = new ArrayList<>();
  private int stride = 1;
  private int heard;

  /** Keeps a moment. */
  public void add(Moment moment) {
    if (heard++ % stride == 0) {
      moments.add(moment);
    }
    if (moments.size() == MOST_MOMENTS) {
      stride *= 2;
      for (int i = 1; i < moments.size(); i++) {
        moments.remove(i);
      }
    }
  }

  /**
   * Shows the way in frames at even distances.
   *
   * @param count of frames, at least 2; the last is the finished picture
   * @param finished the picture that it led to
   * @param decoder of latents
   */
  public List<RgbImage> frames(
      int count, RgbImage finished, Function<FloatTensor, RgbImage> decoder) {
    List<RgbImage> frames = new ArrayList<>();
    for (int i = 0; i < count - 1; i++) {
      frames.add(frame((double) i * moments.size() / (count - 1), i, decoder));
    }
    frames.add(finished);
    return frames;
  }

  /** Shows a moment, or what lies between two of them. */
  private RgbImage frame(double at, int index, Function<FloatTensor, RgbImage> decoder) {
    Moment before = moments.get((int) at);
    Moment after = moments.get(Math.min((int) at + 1, moments.size() - 1));
    double share = at - (int) at;
    double sigma = (1 - share) * before.snow() + share * after.snow();
    FloatTensor latent =
        share == 0
            ? before.denoised()
            : FloatTensor.linear(1 - share, before.denoised(), share, after.denoised());
    return Snow.over(decoder.apply(latent), Math.sqrt(1 - sigma * sigma), sigma, index);
  }
}
