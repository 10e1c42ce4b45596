package dev.gen.sampler;

import dev.gen.denoise.NoiseLevel;
import dev.gen.schedule.NoiseSchedule;
import dev.gen.schedule.SchedulerConfig;
import dev.gen.schedule.TimestepSpacing;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The whole timesteps of the variance-preserving samplers that work on ᾱ directly.
 *
 * @param schedule the training-time schedule
 * @param spacing which timesteps are visited
 * @param offset added to each with leading spacing
 * @param endAlpha ᾱ beyond the first timestep: 1, or that of the first timestep
 */
record DiscretePath(NoiseSchedule schedule, TimestepSpacing spacing, int offset, double endAlpha)
    implements Spacing {

  static DiscretePath of(SchedulerConfig config, boolean endsCleanUnlessTold) {
    NoiseSchedule schedule = NoiseSchedule.of(config);
    boolean endsClean = config.flag("set_alpha_to_one", endsCleanUnlessTold);
    return new DiscretePath(
        schedule,
        TimestepSpacing.of(config, TimestepSpacing.LEADING),
        config.integer("steps_offset", 0),
        endsClean ? 1 : schedule.alphaCumprod(0));
  }

  /** Returns the timesteps of a run, descending. */
  List<NoiseLevel> levels(int steps) {
    List<NoiseLevel> levels = new ArrayList<>();
    double[] timesteps = spacing.inclusive(schedule.trainSteps(), steps, offset);
    Arrays.stream(timesteps).forEach(t -> levels.add(level((int) Math.rint(t))));
    return levels;
  }

  /** Returns the level of a timestep; below 0 it is the end, above the last it is the last. */
  NoiseLevel level(int timestep) {
    int known = Math.min(timestep, schedule.trainSteps() - 1);
    double alpha = known < 0 ? endAlpha : schedule.alphaCumprod(known);
    return new NoiseLevel(known, Math.sqrt(alpha), Math.sqrt(1 - alpha));
  }

  /** Returns the path that a request asks for. */
  @Override
  public SamplingPath path(PathRequest request) {
    return SamplingPath.of(levels(request.steps()), level(-1), 1, request, 1);
  }

  /** Returns the level that lies one stride of the run below the given timestep. */
  NoiseLevel oneStrideBelow(double timestep, SamplingPath path) {
    return level((int) timestep - stride(path.steps()));
  }

  /** Returns the timesteps from one step to the next, if the run divides the training evenly. */
  int stride(int steps) {
    return schedule.trainSteps() / steps;
  }
}
