package dev.gen.sampler;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gen.denoise.NoisePredictor;
import dev.gen.denoise.PredictionDenoiser;
import dev.gen.schedule.ExplicitSigmas;
import dev.gen.schedule.SchedulerConfig;
import dev.gen.tensor.FloatTensor;
import dev.gen.tensor.Shape;
import dev.gen.testing.Golden;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;

/** Compares whole runs with those that the reference implementation recorded. */
@Tag("golden")
class RecordedTrajectoriesTest {

  private static final Shape SHAPE = new Shape(1, 4, 8, 8);
  private static final FloatTensor NOISE = Golden.noise(1, SHAPE);
  private static final FloatTensor PATTERN = Golden.noise(2, SHAPE);
  private static final FloatTensor PICTURE = Golden.noise(3, SHAPE);

  @TestFactory
  Stream<DynamicTest> walksAsRecorded() {
    return Golden.cases(Golden.path("schedulers")).stream()
        .map(file -> DynamicTest.dynamicTest(file.getFileName().toString(), () -> walk(file)));
  }

  private static void walk(Path file) {
    JsonNode recorded = Golden.read(file);
    JsonNode kwargs = recorded.get("step_kwargs");
    String schedulerClass = recorded.get("class").asText();
    Map<String, Object> settings = new HashMap<>(Golden.map(recorded.get("config")));
    settings.put("_class_name", schedulerClass);
    Sampler sampler =
        SamplerKind.forSchedulerClass(schedulerClass)
            .orElseThrow()
            .create(SchedulerConfig.of(settings), options(kwargs));

    SamplingPath path = sampler.path(request(recorded));

    assertTimesteps(path, recorded);
    assertSteps(sampler, path, recorded, tolerance(file.getFileName().toString()));
  }

  private static void assertTimesteps(SamplingPath path, JsonNode recorded) {
    double[] timesteps = Golden.doubles(recorded.get("timesteps"));
    assertThat(path.levels()).as("timesteps").hasSameSizeAs(timesteps);
    for (int i = 0; i < timesteps.length; i++) {
      double off = Math.abs(path.level(i).timestep() - timesteps[i]);
      assertThat(off).as("timestep " + i).isLessThanOrEqualTo(2e-5 * Math.abs(timesteps[i]) + 2e-4);
    }
  }

  private static void assertSteps(
      Sampler sampler, SamplingPath path, JsonNode recorded, double tolerance) {
    List<Float> firsts = new ArrayList<>();
    NoisePredictor toy = RecordedTrajectoriesTest::toy;
    SamplingRun run =
        new SamplingRun(
            new PredictionDenoiser(toy, sampler.parameterization()),
            Golden.noiseFrom(1000),
            LatentConstraint.NONE,
            (done, total, latent) -> firsts.add(latent.get(0)));
    FloatTensor start =
        recorded.has("img2img") ? path.startFrom(PICTURE, NOISE) : path.startFrom(NOISE);
    Golden.assertClose(
        start.values(), Golden.doubles(recorded.get("start").get("first8")), 1e-5, i -> "start");

    FloatTensor end = sampler.sample(start, path, run);

    JsonNode steps = recorded.get("steps");
    assertThat(firsts).hasSize(steps.size()).hasSize(path.updates());
    double[] expected = Golden.doubles(recorded.get("final"));
    Golden.assertClose(
        end.values(), expected, tolerance, i -> "value " + i + ", " + firstWrong(firsts, steps));
  }

  private static String firstWrong(List<Float> firsts, JsonNode steps) {
    for (int i = 0; i < firsts.size(); i++) {
      double expected = steps.get(i).get("out8").get(0).asDouble();
      if (Math.abs(firsts.get(i) - expected) > 1e-4 * Math.abs(expected) + 1e-5) {
        return "wrong from step " + i + " on (" + firsts.get(i) + " for " + expected + ")";
      }
    }
    return "wrong nowhere in particular";
  }

  private static FloatTensor toy(FloatTensor input, double timestep) {
    float wave = (float) (0.1 * Math.sin(timestep / 100));
    float[] result = new float[input.size()];
    for (int i = 0; i < result.length; i++) {
      result[i] = 0.3f * input.get(i) + wave + 0.2f * PATTERN.get(i);
    }
    return FloatTensor.of(SHAPE, result);
  }

  private static StepOptions options(JsonNode kwargs) {
    OptionalDouble eta =
        kwargs.has("eta")
            ? OptionalDouble.of(kwargs.get("eta").asDouble())
            : OptionalDouble.empty();
    StepOptions absent = StepOptions.DEFAULT;
    return new StepOptions(
        eta,
        kwargs.path("s_churn").asDouble(absent.churn()),
        kwargs.path("s_tmin").asDouble(absent.churnMin()),
        kwargs.path("s_tmax").asDouble(absent.churnMax()),
        kwargs.path("s_noise").asDouble(absent.noiseScale()));
  }

  private static PathRequest request(JsonNode recorded) {
    JsonNode kwargs = recorded.get("set_timesteps_kwargs");
    int steps = recorded.get("num_steps").asInt();
    PathRequest request = PathRequest.ofSteps(steps);
    if (recorded.has("img2img")) {
      request = request.withStrength(recorded.get("img2img").get("strength").asDouble());
    }
    if (kwargs.has("mu")) {
      request = request.withDynamicShift(kwargs.get("mu").asDouble());
    }
    if (kwargs.has("sigmas")) {
      assertThat(kwargs.get("sigmas").asText()).isEqualTo("linspace(1,1/n,n)");
      List<Double> sigmas = new ArrayList<>();
      for (int i = 0; i < steps; i++) {
        sigmas.add((double) (steps - i) / steps);
      }
      request = request.withSigmas(new ExplicitSigmas(sigmas));
    }
    return request;
  }

  /** Returns the share of the largest value by which runs of the reference itself differ. */
  private static double tolerance(String name) {
    boolean fewSteps = name.contains("__1.json") || name.contains("__4.json");
    if ((fewSteps && name.matches("Euler.*zerosnr.*")) || name.contains("continuous_v__1.json")) {
      return 1e-3;
    }
    return name.matches("EDMEuler.*__1.json|(DEIS|UniPC).*flow.*|.*beta__4.json") ? 1e-4 : 2e-5;
  }
}
