package dev.gen.studio.cost;

import dev.gen.job.Field;
import dev.gen.job.Job;
import java.util.ArrayList;
import java.util.List;

/**
 * What decides the costs of a picture.
 *
 * @param model the beginning of the sha256 of its weights
 * @param width pixels
 * @param height pixels
 * @param sampler by name, and whatever makes its steps cheaper or dearer
 * @param guided whether each step runs both halves
 * @param threads that networks compute with
 */
record Workload(String model, int width, int height, String sampler, boolean guided, int threads) {

  private static final int ENOUGH_DIGITS = 16;

  /** Takes it from a job with nothing left open. */
  static Workload of(Job job, int threads) {
    String sha256 = job.text(Field.MODEL_SHA256).orElse("-");
    return new Workload(
        sha256.substring(0, Math.min(ENOUGH_DIGITS, sha256.length())),
        job.whole(Field.WIDTH).orElseThrow(),
        job.whole(Field.HEIGHT).orElseThrow(),
        sampler(job),
        job.decimal(Field.GUIDANCE_SCALE).orElse(1.0) > 1,
        threads);
  }

  private static String sampler(Job job) {
    List<String> words = new ArrayList<>(job.text(Field.SAMPLER).stream().toList());
    job.text(Field.PRECISION).filter("int8"::equals).ifPresent(words::add);
    job.text(Field.GUIDANCE_INTERVAL).ifPresent(words::add);
    int reused = job.whole(Field.REUSE).orElse(1);
    if (reused > 1) {
      words.add("reuse" + reused);
    }
    job.text(Field.VAE_TILING).filter("small"::equals).ifPresent(words::add);
    return words.isEmpty() ? "-" : String.join("+", words).replace(' ', '-');
  }

  double pixels() {
    return (double) width * height;
  }

  /** Returns how unlike another one of the same model it is, 0 for the same. */
  double distance(Workload other) {
    return Math.abs(Math.log(pixels() / other.pixels()))
        + (sampler.equals(other.sampler) ? 0 : 1)
        + (guided == other.guided ? 0 : 2)
        + (threads == other.threads ? 0 : 2);
  }
}
