package dev.gen.sampler;

import dev.gen.denoise.NoiseLevel;
import dev.gen.schedule.DiscreteGrid;
import dev.gen.schedule.SigmaGrid;
import java.util.List;

/**
 * A grid of σ together with what σ means.
 *
 * @param grid spaces the steps
 * @param coordinates makes a level of a timestep and a σ
 * @param initialScale what unit noise is multiplied by, given the first σ
 */
record LevelGrid(Grid grid, Coordinates coordinates, InitialScale initialScale) {

  /** Spaces the steps of a request. */
  @FunctionalInterface
  interface Grid {
    /** Returns the points that a run visits. */
    SigmaGrid of(PathRequest request);
  }

  /** Makes a level of a timestep and a σ. */
  @FunctionalInterface
  interface Coordinates {
    /** Returns the level. */
    NoiseLevel level(double timestep, double sigma);
  }

  /** Scales unit noise to the first level. */
  @FunctionalInterface
  interface InitialScale {
    /** Returns the factor. */
    double of(double sigma);
  }

  static LevelGrid of(DiscreteGrid grid) {
    Coordinates coordinates = grid.isFlow() ? NoiseLevel::flow : NoiseLevel::preserving;
    return new LevelGrid(
        r -> grid.grid(r.steps(), r.sigmas(), r.dynamicShift()), coordinates, sigma -> 1);
  }

  /** Returns the path that a request asks for, with one evaluation for each step. */
  SamplingPath path(PathRequest request) {
    SigmaGrid steps = grid.of(request);
    List<NoiseLevel> levels =
        steps.points().stream().map(p -> coordinates.level(p.timestep(), p.sigma())).toList();
    NoiseLevel end = coordinates.level(0, steps.end());
    return SamplingPath.of(levels, end, initialScale.of(steps.sigma(0)), request, 1);
  }
}
