package dev.gen.sampler;

import dev.gen.schedule.SchedulerConfig;
import dev.gen.testing.Fuzz;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;

class SchedulerFuzzTest {

  private static final Map<String, Object> GOOD =
      Map.of(
          "num_train_timesteps",
          1000,
          "beta_start",
          0.00085,
          "beta_end",
          0.012,
          "beta_schedule",
          "scaled_linear",
          "steps_offset",
          1,
          "timestep_spacing",
          "leading",
          "prediction_type",
          "epsilon");

  private static final List<String> FIELDS =
      List.of(
          """
          num_train_timesteps num_train_timesteps trained_betas trained_betas beta_start beta_end
          beta_schedule steps_offset timestep_spacing prediction_type rescale_betas_zero_snr
          use_karras_sigmas use_exponential_sigmas use_beta_sigmas use_flow_sigmas flow_shift shift
          sigma_min sigma_max rho solver_order solver_type algorithm_type final_sigmas_type
          lambda_min_clipped original_inference_steps predictor_order corrector_order
          disable_corrector interpolation_type timestep_type shift_terminal use_dynamic_shifting
          clip_sample_range thresholding variance_type skip_prk_steps _class_name sigma_schedule
          """
              .strip()
              .split("\\s+"));

  private static final List<String> CLASSES =
      List.of("PNDMScheduler", "FlowMatchEulerDiscreteScheduler", "EDMEulerScheduler");

  @Test
  @Timeout(value = 600, threadMode = ThreadMode.SEPARATE_THREAD)
  void derivesAPathOrRefusesASpoiledConfig() {
    SamplerKind[] kinds = SamplerKind.values();

    Fuzz.run(
        3000,
        luck -> {
          SchedulerConfig config =
              SchedulerConfig.of(GOOD)
                  .with("_class_name", CLASSES.get(luck.nextInt(3)))
                  .with(Fuzz.spoiled(GOOD, FIELDS, luck));
          int steps = luck.nextInt(8) == 0 ? 1000 : 1 + luck.nextInt(30);
          kinds[luck.nextInt(kinds.length)].create(config).path(PathRequest.ofSteps(steps));
        });
  }
}
