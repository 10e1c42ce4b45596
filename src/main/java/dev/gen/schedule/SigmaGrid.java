package dev.gen.schedule;

import java.util.ArrayList;
import java.util.List;

/**
 * The points in time and noise that a run visits, from noise to picture.
 *
 * @param points one for each step, in order; not empty
 * @param end the σ where the last step arrives
 */
public record SigmaGrid(List<Point> points, double end) {

  /**
   * One point of the grid.
   *
   * @param timestep the number that the network is told
   * @param sigma the noise level
   */
  public record Point(double timestep, double sigma) {}

  /** Copies the list. */
  public SigmaGrid {
    points = List.copyOf(points);
  }

  /** Pairs timesteps with noise levels, both as 32-bit floats, as the reference keeps them. */
  static SigmaGrid of(double[] timesteps, double[] sigmas, double end) {
    List<Point> points = new ArrayList<>();
    for (int i = 0; i < timesteps.length; i++) {
      points.add(new Point((float) timesteps[i], (float) sigmas[i]));
    }
    return new SigmaGrid(points, (float) end);
  }

  /** Returns the noise level at a step, or the end's after the last one. */
  public double sigma(int step) {
    return step < points.size() ? points.get(step).sigma() : end;
  }
}
