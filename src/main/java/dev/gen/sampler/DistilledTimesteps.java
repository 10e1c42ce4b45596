package dev.gen.sampler;

import dev.gen.denoise.NoiseLevel;
import dev.gen.error.InvalidRequestException;
import dev.gen.schedule.SchedulerConfig;
import java.util.ArrayList;
import java.util.List;

/**
 * The timesteps of consistency models, chosen from those that they were distilled on.
 *
 * @param timesteps the timesteps and their ᾱ
 * @param distilled the number of timesteps used in distillation
 */
record DistilledTimesteps(DiscretePath timesteps, int distilled) {

  static DistilledTimesteps of(SchedulerConfig config) {
    DiscretePath timesteps = DiscretePath.of(config, true);
    int trainSteps = timesteps.schedule().trainSteps();
    int distilled = config.integer("original_inference_steps", 50);
    if (distilled < 1 || distilled > trainSteps) {
      throw SchedulerConfig.wrong("original_inference_steps", distilled, "1 to " + trainSteps);
    }
    return new DistilledTimesteps(timesteps, distilled);
  }

  /** Returns a path through evenly spread ones of the distilled timesteps, from the last on. */
  SamplingPath path(PathRequest request, NoiseLevel end) {
    int usable = (int) (distilled * request.distilledShare());
    int steps = request.steps();
    if (steps > usable) {
      throw new InvalidRequestException(
          steps
              + " steps are too many: this model was distilled on "
              + distilled
              + " timesteps, of which "
              + usable
              + " can be used");
    }
    int stride = timesteps.schedule().trainSteps() / distilled;
    List<NoiseLevel> levels = new ArrayList<>();
    for (int i = 0; i < steps; i++) {
      int skipped = (int) Math.floor(i * ((double) usable / steps));
      levels.add(timesteps.level((usable - skipped) * stride - 1));
    }
    return SamplingPath.of(levels, end, 1, request, 1);
  }
}
