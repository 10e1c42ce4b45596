package dev.gen.sampler;

import dev.gen.schedule.SchedulerConfig;
import java.util.Map;
import java.util.stream.Stream;

/** The samplers that drive a model like Playground 2.5. */
class EdmSamplersTest implements SamplerContract {

  @Override
  public SchedulerConfig config() {
    return SchedulerConfig.of(Map.of("_class_name", "EDMEulerScheduler"));
  }

  @Override
  public Stream<SamplerKind> kinds() {
    return Stream.of(
        SamplerKind.EULER,
        SamplerKind.DPMPP_2M,
        SamplerKind.DPMPP_2M_SDE,
        SamplerKind.DPMPP_3M,
        SamplerKind.DPM_SOLVER);
  }
}
