package dev.gen.denoise;

import dev.gen.schedule.SchedulerConfig;
import dev.gen.tensor.FloatTensor;
import java.util.Arrays;

/** Keeps the estimate of the clean picture within the range that pictures have. */
@FunctionalInterface
public interface DenoisedLimit {

  /** Leaves the estimate alone. */
  DenoisedLimit NONE = denoised -> denoised;

  /** Returns the limited estimate; the given one is not modified. */
  FloatTensor apply(FloatTensor denoised);

  /**
   * Returns the limit that a model's settings ask for.
   *
   * @param clipsUnlessTold what an absent {@code clip_sample} means
   */
  static DenoisedLimit of(SchedulerConfig config, boolean clipsUnlessTold) {
    DenoisedLimit thresholding = thresholdingOf(config);
    if (thresholding == NONE && config.flag("clip_sample", clipsUnlessTold)) {
      return range(config.number("clip_sample_range", 1));
    }
    return thresholding;
  }

  /** Returns the dynamic thresholding that a model's settings ask for, or {@link #NONE}. */
  static DenoisedLimit thresholdingOf(SchedulerConfig config) {
    return config.flag("thresholding", false)
        ? dynamicThreshold(
            config.number("dynamic_thresholding_ratio", 0.995),
            config.number("sample_max_value", 1))
        : NONE;
  }

  /** Clips every value to {@code [-range, range]}. */
  static DenoisedLimit range(double range) {
    return denoised -> denoised.map(v -> Math.min(Math.max(v, -range), range));
  }

  /**
   * Clips each picture to a quantile s of its own magnitudes and divides it by s (Saharia et al.
   * 2022, arXiv:2205.11487, section 2.3).
   *
   * @param ratio the quantile, 0 to 1
   * @param max the largest s, at least 1; the smallest is 1
   */
  static DenoisedLimit dynamicThreshold(double ratio, double max) {
    return denoised -> {
      float[] result = denoised.values().clone();
      int pictures = denoised.shape().size(0);
      int size = result.length / Math.max(pictures, 1);
      for (int p = 0; p < pictures; p++) {
        int from = p * size;
        double s = Math.min(Math.max(magnitude(result, from, from + size, ratio), 1), max);
        for (int i = from; i < from + size; i++) {
          result[i] = (float) (Math.min(Math.max(result[i], -s), s) / s);
        }
      }
      return FloatTensor.of(denoised.shape(), result);
    };
  }

  /** Returns the quantile of the magnitudes, interpolated linearly. */
  private static double magnitude(float[] values, int from, int to, double ratio) {
    float[] sorted = Arrays.copyOfRange(values, from, to);
    for (int i = 0; i < sorted.length; i++) {
      sorted[i] = Math.abs(sorted[i]);
    }
    Arrays.sort(sorted);
    double position = ratio * (sorted.length - 1);
    int low = (int) position;
    int high = Math.min(low + 1, sorted.length - 1);
    return sorted[low] + (position - low) * (sorted[high] - sorted[low]);
  }
}
