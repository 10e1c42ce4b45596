package dev.gen.model.clip;

import dev.gen.error.ModelFormatException;
import dev.gen.model.ConfigFile;
import java.util.List;

/**
 * How a picture becomes what a network of CLIP sees, as {@code preprocessor_config.json} says:
 * scaled, cut to its middle, and each colour made {@code (value - mean) / deviation}.
 *
 * @param shortest what the shorter side is scaled to, in pixels; 0 if both are scaled to the cut
 * @param width of what is cut out, in pixels
 * @param height of what is cut out, in pixels
 * @param resample the filter, by Pillow's number
 * @param mean of red, green and blue, 0 to 1
 * @param deviation of red, green and blue
 */
public record Preprocessing(
    int shortest, int width, int height, int resample, List<Double> mean, List<Double> deviation) {

  private static final int MOST_PIXELS = 4096;
  private static final int BICUBIC = 3;

  /** As OpenAI's CLIP was trained. */
  private static final List<Double> MEAN = List.of(0.48145466, 0.4578275, 0.40821073);

  private static final List<Double> DEVIATION = List.of(0.26862954, 0.26130258, 0.27577711);

  /** Copies the lists. */
  public Preprocessing {
    mean = List.copyOf(mean);
    deviation = List.copyOf(deviation);
  }

  /**
   * Reads a config.
   *
   * @param side of the network's pictures, which holds where the config does not say it
   * @throws ModelFormatException if it asks for what is not done here
   */
  public static Preprocessing of(ConfigFile config, int side) {
    int[] cut = sizes(config, "crop_size", side);
    boolean cuts = config.flag("do_center_crop").orElse(true);
    int shortest =
        config.toMap().get("size") instanceof Number
            ? config.integer("size", 1, MOST_PIXELS).orElse(side)
            : config
                .section("size")
                .map(size -> size.integer("shortest_edge", 1, MOST_PIXELS).orElse(0))
                .orElse(side);
    Preprocessing read =
        new Preprocessing(
            cuts ? shortest : 0,
            cuts ? cut[0] : side,
            cuts ? cut[1] : side,
            config.integer("resample", 0, 5).orElse(BICUBIC),
            config.numbers("image_mean").orElse(MEAN),
            config.numbers("image_std").orElse(DEVIATION));
    if (read.shortest > 0 && read.shortest < Math.max(read.width, read.height)
        || read.mean.size() != 3
        || read.deviation.size() != 3) {
      throw new ModelFormatException(
          config + " cuts more than it scales to, or has not three colours; fetch it again");
    }
    return read;
  }

  private static int[] sizes(ConfigFile config, String key, int absent) {
    if (config.toMap().get(key) instanceof Number) {
      int both = config.integer(key, 1, MOST_PIXELS).orElse(absent);
      return new int[] {both, both};
    }
    return config
        .section(key)
        .map(
            size ->
                new int[] {
                  size.integer("width", 1, MOST_PIXELS).orElse(absent),
                  size.integer("height", 1, MOST_PIXELS).orElse(absent)
                })
        .orElse(new int[] {absent, absent});
  }
}
