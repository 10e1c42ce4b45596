package dev.gen.sampler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gen.error.InvalidRequestException;
import dev.gen.schedule.SchedulerConfig;
import dev.gen.schedule.SigmaKind;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The samplers that drive a model like Stable Diffusion 3. */
class FlowSamplersTest implements SamplerContract {

  @Override
  public SchedulerConfig config() {
    return SchedulerConfig.of(
        Map.of("_class_name", "FlowMatchEulerDiscreteScheduler", "shift", 3.0));
  }

  @Override
  public Stream<SamplerKind> kinds() {
    return Stream.of(
        SamplerKind.EULER,
        SamplerKind.HEUN,
        SamplerKind.DPMPP_2M,
        SamplerKind.DPMPP_2M_SDE,
        SamplerKind.DPMPP_3M,
        SamplerKind.DPMPP_2S,
        SamplerKind.DEIS,
        SamplerKind.UNIPC);
  }

  @Test
  void tellsWhichSamplersCannotDriveFlowModels() {
    assertThatThrownBy(() -> SamplerKind.LCM.create(config()))
        .isInstanceOf(InvalidRequestException.class)
        .hasMessageContaining("lcm")
        .hasMessageContaining("flow");
  }

  @Test
  void needsTheSizeOfThePictureForADynamicShift() {
    Sampler sampler = SamplerKind.EULER.create(config().with("use_dynamic_shifting", true));

    assertThatThrownBy(() -> sampler.path(PathRequest.ofSteps(4)))
        .isInstanceOf(InvalidRequestException.class);
    assertThat(sampler.path(PathRequest.ofSteps(4).withDynamicShift(0.8)).updates()).isEqualTo(4);
  }

  @Test
  void spacesByNameWithinTheShiftedRange() {
    for (SigmaKind kind : new SigmaKind[] {SigmaKind.KARRAS, SigmaKind.BETA, SigmaKind.SIMPLE}) {
      Sampler sampler = SamplerKind.EULER.create(config());

      SamplingPath path = sampler.path(PathRequest.ofSteps(6).withSigmas(kind));

      assertThat(path.level(0).sigma()).isBetween(0.99, 1.0);
      assertThat(path.level(5).sigma()).isBetween(0.0, 0.5);
    }
  }

  @Test
  void refusesNoiseLevelsMadeForOtherModels() {
    Sampler sampler = SamplerKind.EULER.create(config());

    assertThatThrownBy(() -> sampler.path(PathRequest.ofSteps(6).withSigmas(SigmaKind.AYS)))
        .isInstanceOf(InvalidRequestException.class)
        .hasMessageContaining("at most 1");
  }
}
