package dev.gen.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gen.denoise.EdmParameterization;
import dev.gen.denoise.PredictionType;
import dev.gen.onnx.ElementType;
import dev.gen.onnx.TensorSpec;
import dev.gen.schedule.NoiseProcess;
import dev.gen.schedule.SchedulerConfig;
import dev.gen.tensor.Shape;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DenoisingTest {

  private static Denoising of(Map<String, Object> scheduler, String... inputs) {
    Map<String, TensorSpec> specs = new HashMap<>();
    for (String input : inputs) {
      specs.put(input, new TensorSpec(input, ElementType.FLOAT, List.of()));
    }
    return Denoising.of(SchedulerConfig.of(scheduler), specs, 2);
  }

  @Test
  void readsProcessAndPredictionFromTheSchedulersSettings() {
    Denoising velocity = of(Map.of("prediction_type", "v_prediction"));
    Denoising edm = of(Map.of("_class_name", "EDMEulerScheduler"));
    Denoising flow = of(Map.of("_class_name", "FlowMatchEulerDiscreteScheduler"));
    Denoising flagged =
        of(Map.of("_class_name", "UniPCMultistepScheduler", "use_flow_sigmas", true));

    assertThat(velocity.process()).isEqualTo(NoiseProcess.DIFFUSION);
    assertThat(velocity.reading()).isEqualTo(PredictionType.V_PREDICTION);
    assertThat(edm.process()).isEqualTo(NoiseProcess.EDM);
    assertThat(edm.reading()).isInstanceOf(EdmParameterization.class);
    for (Denoising each : List.of(flow, flagged)) {
      assertThat(each.process()).isEqualTo(NoiseProcess.FLOW);
      assertThat(each.reading()).isEqualTo(PredictionType.FLOW);
    }
  }

  @Test
  void toldItsGuidanceANetworkNeedNotBeAConsistencyModel() {
    Denoising plain = of(Map.of(), "sample");
    Denoising consistent = of(Map.of(), "sample", "timestep_cond");
    Denoising told = of(Map.of(), "sample", "guidance");

    assertThat(plain.guidance().isInput()).isFalse();
    assertThat(consistent.guidance()).isEqualTo(GuidanceStyle.AS_EMBEDDING);
    assertThat(consistent.isConsistent()).isTrue();
    assertThat(told.guidance().isInput()).isTrue();
    assertThat(told.isConsistent()).isFalse();
    assertThat(told.guidance().told(3.5, Map.of()).get("guidance").values()).containsExactly(3.5f);
  }

  @Test
  void countsThePatchesOfALatent() {
    assertThat(of(Map.of()).tokens(new Shape(1, 16, 64, 96))).isEqualTo(32 * 48);
  }
}
