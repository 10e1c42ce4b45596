package dev.gen.sampler;

import dev.gen.denoise.NoiseLevel;
import dev.gen.schedule.ContinuousGrid;
import dev.gen.schedule.DiscreteGrid;
import dev.gen.schedule.EdmGrid;
import dev.gen.schedule.FlowGrid;
import dev.gen.schedule.SigmaGrid;
import java.util.ArrayList;
import java.util.List;

/**
 * A grid of σ together with what σ means.
 *
 * @param grid spaces the steps
 * @param coordinates makes a level of a timestep and a σ
 * @param initialScale what unit noise is multiplied by, given the first σ
 */
record LevelGrid(Grid grid, Coordinates coordinates, InitialScale initialScale) implements Spacing {

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

  /** Chooses the second evaluation of a step. */
  @FunctionalInterface
  interface Between {
    /** Returns the point between a step's start and its end. */
    SigmaGrid.Point point(double from, SigmaGrid.Point to);
  }

  /** Returns a grid where the picture keeps weight 1. */
  static LevelGrid of(ContinuousGrid grid) {
    return new LevelGrid(
        r -> grid.grid(r.steps(), r.sigmas()), NoiseLevel::exploding, grid::initialScale);
  }

  /** Returns EDM's grid, where the picture keeps weight 1. */
  static LevelGrid of(EdmGrid grid) {
    return new LevelGrid(
        r -> grid.grid(r.steps(), r.sigmas()), NoiseLevel::exploding, sigma -> grid.initialScale());
  }

  /** Returns a grid of unit variance, or of straight paths for flow models. */
  static LevelGrid of(DiscreteGrid grid) {
    Coordinates coordinates = grid.isFlow() ? NoiseLevel::flow : NoiseLevel::preserving;
    return new LevelGrid(
        r -> grid.grid(r.steps(), r.sigmas(), r.dynamicShift()), coordinates, sigma -> 1);
  }

  /** Returns a grid of straight paths, which start from unit noise. */
  static LevelGrid of(FlowGrid grid) {
    return new LevelGrid(
        r -> grid.grid(r.steps(), r.sigmas(), r.dynamicShift()), NoiseLevel::flow, sigma -> 1);
  }

  /** Returns the path that a request asks for, with one evaluation for each step. */
  @Override
  public SamplingPath path(PathRequest request) {
    SigmaGrid steps = grid.of(request);
    return path(steps, steps.points(), request, 1);
  }

  /**
   * Returns the path that a request asks for, with a second evaluation in all but the last step.
   */
  SamplingPath path(PathRequest request, Between between) {
    SigmaGrid steps = grid.of(request);
    List<SigmaGrid.Point> points = new ArrayList<>(List.of(steps.points().get(0)));
    for (int i = 1; i < steps.points().size(); i++) {
      points.add(between.point(steps.sigma(i - 1), steps.points().get(i)));
      points.add(steps.points().get(i));
    }
    return path(steps, points, request, 2);
  }

  private SamplingPath path(
      SigmaGrid steps, List<SigmaGrid.Point> points, PathRequest request, int perStep) {
    List<NoiseLevel> levels =
        points.stream().map(p -> coordinates.level(p.timestep(), p.sigma())).toList();
    NoiseLevel end = coordinates.level(0, steps.end());
    return SamplingPath.of(levels, end, initialScale.of(steps.sigma(0)), request, perStep);
  }
}
