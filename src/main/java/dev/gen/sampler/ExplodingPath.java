package dev.gen.sampler;

import dev.gen.denoise.NoiseLevel;
import dev.gen.schedule.ContinuousGrid;
import dev.gen.schedule.SigmaGrid;
import java.util.ArrayList;
import java.util.List;

/** Makes the paths of samplers that keep the picture's weight at 1. */
final class ExplodingPath {

  /** Chooses the σ of a step's second evaluation. */
  @FunctionalInterface
  interface Between {
    /** Returns the level between a step's start and its end. */
    NoiseLevel level(double sigma, SigmaGrid.Point next);
  }

  private ExplodingPath() {}

  /** Returns a path with one evaluation for each step. */
  static SamplingPath plain(ContinuousGrid grid, PathRequest request) {
    SigmaGrid steps = grid.grid(request.steps(), request.sigmas());
    return finish(grid, steps, steps.points().stream().map(ExplodingPath::level).toList(), request);
  }

  /** Returns a path with a second evaluation for each step but the last. */
  static SamplingPath twofold(ContinuousGrid grid, PathRequest request, Between between) {
    SigmaGrid steps = grid.grid(request.steps(), request.sigmas());
    List<NoiseLevel> levels = new ArrayList<>();
    for (int i = 0; i < steps.points().size(); i++) {
      if (i > 0) {
        levels.add(between.level(steps.sigma(i - 1), steps.points().get(i)));
      }
      levels.add(level(steps.points().get(i)));
    }
    return finish(grid, steps, levels, request);
  }

  private static SamplingPath finish(
      ContinuousGrid grid, SigmaGrid steps, List<NoiseLevel> levels, PathRequest request) {
    NoiseLevel end = NoiseLevel.exploding(0, steps.end());
    double scale = grid.initialScale(steps.sigma(0));
    int perStep = levels.size() > steps.points().size() ? 2 : 1;
    return SamplingPath.of(levels, end, scale, request, perStep);
  }

  private static NoiseLevel level(SigmaGrid.Point point) {
    return NoiseLevel.exploding(point.timestep(), point.sigma());
  }
}
