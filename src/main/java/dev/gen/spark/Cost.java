package dev.gen.spark;

import dev.gen.job.Field;
import dev.gen.job.Job;

/**
 * How much longer one job takes than another, in no unit.
 *
 * <p>A step runs every weight for every pixel, once, or twice where it is guided; decoding is like
 * a few steps more. Only the ratios matter: they say how jobs are shared out.
 */
final class Cost {

  /** What encoding, decoding and writing take, in runs of the built-in model's denoiser. */
  private static final double RUNS_BESIDE = 3;

  private Cost() {}

  /**
   * Estimates one picture.
   *
   * @param job with its size and steps
   * @param modelBytes of the weights
   */
  static double ofPicture(Job job, long modelBytes) {
    double pixels =
        (double) job.whole(Field.WIDTH).orElse(512) * job.whole(Field.HEIGHT).orElse(512);
    int halves = job.decimal(Field.GUIDANCE_SCALE).orElse(7.5) > 1 ? 2 : 1;
    double runs = job.whole(Field.STEPS).orElse(30) * halves + RUNS_BESIDE;
    return pixels * runs * Math.max(modelBytes, 1);
  }
}
