package dev.gen.sampler;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gen.schedule.SchedulerConfig;
import dev.gen.schedule.SigmaKind;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class SamplerKindTest {

  @ParameterizedTest
  @CsvSource({
    "euler_a, EULER_A",
    "Euler a, EULER_A",
    "euler-ancestral, EULER_A",
    "k_euler_a, EULER_A",
    "EulerAncestralDiscreteScheduler, EULER_A",
    "Euler, EULER",
    "k_euler, EULER",
    "heun, HEUN",
    "FlowMatchEulerDiscreteScheduler, EULER",
    "LMS, LMS",
    "k_lms, LMS",
    "LMS Karras, LMS",
    "DPM2, DPM2",
    "dpm_2, DPM2",
    "k_dpm_2, DPM2",
    "DPM2 Karras, DPM2",
    "DPM2 a, DPM2_A",
    "dpm_2_ancestral, DPM2_A",
    "DPM2 a Karras, DPM2_A",
    "dpm++2m, DPMPP_2M",
    "DPM++ 2M, DPMPP_2M",
    "DPM++ 2M Karras, DPMPP_2M",
    "dpmpp_2m, DPMPP_2M",
    "DPM++ 2M SDE, DPMPP_2M_SDE",
    "DPM++ 2M SDE Karras, DPMPP_2M_SDE",
    "DPM++ 2M SDE Exponential, DPMPP_2M_SDE",
    "DPM++ 2M SDE Heun, DPMPP_2M_SDE_HEUN",
    "DPM++ 3M SDE Karras, DPMPP_3M_SDE",
    "DPM++ SDE, DPMPP_SDE",
    "DPM++ SDE Karras, DPMPP_SDE",
    "dpmpp_sde, DPMPP_SDE",
    "DPM++ 2S a, DPMPP_2S_A",
    "dpm++2s_a, DPMPP_2S_A",
    "DPM++ 2S a Karras, DPMPP_2S_A",
    "ddim, DDIM",
    "DDIM, DDIM",
    "ddim_trailing, DDIM_TRAILING",
    "PLMS, PLMS",
    "pndm, PNDM",
    "UniPC, UNIPC",
    "uni_pc, UNIPC",
    "lcm, LCM",
    "tcd, TCD",
    "deis, DEIS",
    "ddpm, DDPM",
    "DPMSolverMultistepScheduler, DPM_SOLVER",
    "SASolverScheduler, SA_SOLVER"
  })
  void knowsTheSpellingsOfOtherPrograms(String name, SamplerKind expected) {
    assertThat(SamplerKind.named(name)).contains(expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "karras", "dpm fast", "Restart", "res_multistep", "eulerr"})
  void doesNotGuess(String name) {
    assertThat(SamplerKind.named(name)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"eulr, EULER", "eulera_, EULER_A", "dpm++3m_sd, DPMPP_3M_SDE", "ddimm, DDIM"})
  void suggestsWhatIsSpelledAlmostTheSame(String name, SamplerKind expected) {
    assertThat(SamplerKind.nearest(name)).isEqualTo(expected);
  }

  @ParameterizedTest
  @EnumSource(SamplerKind.class)
  void isFoundByItsOwnNames(SamplerKind kind) {
    assertThat(SamplerKind.named(kind.cliName())).contains(kind);
    assertThat(SamplerKind.named(kind.displayName())).contains(kind);
    assertThat(SamplerKind.named(kind.name())).contains(kind);
    assertThat(kind.description()).isNotBlank().doesNotEndWith(".");
  }

  @Test
  void givesEveryKindANameOfItsOwn() {
    assertThat(Arrays.stream(SamplerKind.values()).map(SamplerKind::cliName))
        .doesNotHaveDuplicates();
  }

  @Test
  void findsTheNoiseLevelsThatANameEndsIn() {
    assertThat(SigmaKind.atEndOf("DPM++ 2M Karras")).contains(SigmaKind.KARRAS);
    assertThat(SigmaKind.atEndOf("dpm++2m_exponential")).contains(SigmaKind.EXPONENTIAL);
    assertThat(SigmaKind.atEndOf("DPM++ 2M")).isEmpty();
  }

  @Test
  void standsForEverySchedulerClassThatModelsShip() {
    assertThat(SamplerKind.forSchedulerClass("PNDMScheduler")).contains(SamplerKind.PNDM);
    assertThat(SamplerKind.forSchedulerClass("EDMEulerScheduler")).contains(SamplerKind.EULER);
    assertThat(SamplerKind.forSchedulerClass("KarrasVeScheduler")).isEmpty();
  }

  @Test
  void callsAModelsMultistepSolverByTheNameThatPeopleKnow() {
    Map<String, Object> plain = Map.of("_class_name", "DPMSolverMultistepScheduler");
    SchedulerConfig config = SchedulerConfig.of(plain);

    assertThat(SamplerKind.forScheduler(config)).contains(SamplerKind.DPMPP_2M);
    assertThat(SamplerKind.forScheduler(config.with("algorithm_type", "sde-dpmsolver++")))
        .contains(SamplerKind.DPMPP_2M_SDE);
    assertThat(SamplerKind.forScheduler(config.with("algorithm_type", "dpmsolver")))
        .contains(SamplerKind.DPM_SOLVER);
    assertThat(SamplerKind.forScheduler(config.with("_class_name", "PNDMScheduler")))
        .contains(SamplerKind.PNDM);
  }
}
