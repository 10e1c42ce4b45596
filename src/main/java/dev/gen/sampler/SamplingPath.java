package dev.gen.sampler;

import dev.gen.denoise.NoiseLevel;
import dev.gen.tensor.FloatTensor;
import java.util.List;

/**
 * The noise levels that one run visits, from noise to picture.
 *
 * @param levels one for each evaluation of the network, in order; not empty
 * @param end where the last update arrives
 * @param initialScale what unit noise is multiplied by to start from pure noise
 */
public record SamplingPath(List<NoiseLevel> levels, NoiseLevel end, double initialScale) {

  /** Copies the list. */
  public SamplingPath {
    levels = List.copyOf(levels);
  }

  /** Returns the number of updates, which is that of evaluations. */
  public int updates() {
    return levels.size();
  }

  /** Returns the level of evaluation {@code index}, or the end after the last one. */
  public NoiseLevel level(int index) {
    return index < levels.size() ? levels.get(index) : end;
  }

  /** Returns pure noise as this path starts from it. */
  public FloatTensor startFrom(FloatTensor noise) {
    return noise.times(initialScale);
  }

  /** Returns a clean latent with noise up to the first level. */
  public FloatTensor startFrom(FloatTensor clean, FloatTensor noise) {
    NoiseLevel first = levels.get(0);
    return FloatTensor.linear(first.alpha(), clean, first.sigma(), noise);
  }
}
