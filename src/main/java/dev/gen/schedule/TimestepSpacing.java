package dev.gen.schedule;

import java.util.Arrays;

/**
 * Which of the training timesteps a run visits (Lin et al. 2023, arXiv:2305.08891, table 2).
 *
 * <p>All results descend. Values are whole numbers, except for {@link #LINSPACE} before rounding.
 */
public enum TimestepSpacing {
  /** From the last timestep to the first, both included. */
  LINSPACE {
    @Override
    public double[] inclusive(int trainSteps, int steps, int offset) {
      double[] points = new double[steps];
      for (int i = 0; i < steps; i++) {
        points[steps - 1 - i] = steps == 1 ? 0 : i * ((trainSteps - 1.0) / (steps - 1));
      }
      return points;
    }

    @Override
    public double[] exclusive(int trainSteps, int usable, int steps, int offset) {
      double[] points = new double[steps];
      for (int i = 0; i < steps; i++) {
        points[i] = Math.rint((steps - i) * ((usable - 1.0) / steps));
      }
      return points;
    }
  },
  /** Every k-th timestep from the first one on; never reaches the last. */
  LEADING {
    @Override
    public double[] inclusive(int trainSteps, int steps, int offset) {
      return multiples(trainSteps / steps, steps, steps - 1, offset, trainSteps);
    }

    @Override
    public double[] exclusive(int trainSteps, int usable, int steps, int offset) {
      return multiples(usable / (steps + 1), steps, steps, offset, trainSteps);
    }
  },
  /** Every k-th timestep from the last one on; never reaches the first. */
  TRAILING {
    @Override
    public double[] inclusive(int trainSteps, int steps, int offset) {
      return exclusive(trainSteps, trainSteps, steps, offset);
    }

    @Override
    public double[] exclusive(int trainSteps, int usable, int steps, int offset) {
      double ratio = (double) trainSteps / steps;
      int count = Math.min((int) Math.ceil(usable / ratio), steps);
      double[] points = new double[count];
      for (int i = 0; i < count; i++) {
        points[i] = Math.rint(usable - i * ratio) - 1;
      }
      return points;
    }
  };

  /**
   * Spaces the points so that the last of them is the end of the run's way.
   *
   * @param steps the number of points
   * @param offset added to each point of {@link #LEADING}
   */
  public abstract double[] inclusive(int trainSteps, int steps, int offset);

  /**
   * Spaces the points so that one more would be the end of the run's way.
   *
   * @param usable the timesteps from 0 that may be visited, at most {@code trainSteps}
   */
  public abstract double[] exclusive(int trainSteps, int usable, int steps, int offset);

  /** Returns the spacing that a scheduler's settings name. */
  public static TimestepSpacing of(SchedulerConfig config, TimestepSpacing absent) {
    String name = config.word("timestep_spacing", absent.name());
    for (TimestepSpacing spacing : values()) {
      if (spacing.name().equalsIgnoreCase(name)) {
        return spacing;
      }
    }
    throw SchedulerConfig.wrong("timestep_spacing", name, "linspace, leading or trailing");
  }

  /** An offset leads no further than to the last timestep. */
  private static double[] multiples(int ratio, int count, int highest, int offset, int trainSteps) {
    double[] points = new double[count];
    Arrays.setAll(points, i -> Math.min((double) (highest - i) * ratio + offset, trainSteps - 1));
    return points;
  }
}
