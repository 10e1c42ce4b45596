package dev.gen.sampler;

import dev.gen.denoise.NoiseLevel;
import dev.gen.tensor.FloatTensor;
import java.util.List;

/**
 * The noise levels that one run visits, from noise to picture.
 *
 * <p>A run that starts from a picture skips the first levels, but keeps them: where a solver stands
 * on the whole path decides its order.
 *
 * @param levels one for each evaluation of the network from pure noise on, in order; not empty
 * @param end where the last update arrives
 * @param beginning how the first latent is made
 * @param steps the number of steps asked for, skipped ones included
 * @param first the index of the first level that is visited
 */
public record SamplingPath(
    List<NoiseLevel> levels, NoiseLevel end, Beginning beginning, int steps, int first) {

  /**
   * How the first latent is made.
   *
   * @param noiseScale what unit noise is multiplied by to start from pure noise
   * @param level the level up to which noise is added to start from a picture
   */
  public record Beginning(double noiseScale, NoiseLevel level) {}

  /** Copies the list. */
  public SamplingPath {
    levels = List.copyOf(levels);
  }

  /**
   * Returns the path that a request asks for.
   *
   * @param perStep how many levels belong to each step but the last
   */
  static SamplingPath of(
      List<NoiseLevel> levels,
      NoiseLevel end,
      double noiseScale,
      PathRequest request,
      int perStep) {
    int available = (levels.size() + perStep - 1) / perStep;
    int first = request.skippedSteps(available) * perStep;
    Beginning beginning = new Beginning(noiseScale, levels.get(first));
    return new SamplingPath(levels, end, beginning, available, first);
  }

  /** Returns this path with another level up to which noise is added to a picture. */
  SamplingPath startingAt(NoiseLevel level) {
    return new SamplingPath(
        levels, end, new Beginning(beginning.noiseScale(), level), steps, first);
  }

  /** Returns the number of levels, skipped ones included. */
  public int size() {
    return levels.size();
  }

  /** Returns the number of updates that a run makes, which is that of evaluations. */
  public int updates() {
    return levels.size() - first;
  }

  /** Returns the level of evaluation {@code index}, or the end after the last one. */
  public NoiseLevel level(int index) {
    return index < levels.size() ? levels.get(index) : end;
  }

  /** Returns pure noise as this path starts from it. */
  public FloatTensor startFrom(FloatTensor noise) {
    return noise.times(beginning.noiseScale());
  }

  /** Returns a clean latent with noise up to the first level. */
  public FloatTensor startFrom(FloatTensor clean, FloatTensor noise) {
    NoiseLevel level = beginning.level();
    return FloatTensor.linear(level.alpha(), clean, level.sigma(), noise);
  }
}
