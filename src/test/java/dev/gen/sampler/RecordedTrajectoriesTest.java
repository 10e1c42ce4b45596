package dev.gen.sampler;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gen.denoise.NoisePredictor;
import dev.gen.denoise.Parameterization;
import dev.gen.denoise.PredictionDenoiser;
import dev.gen.schedule.ExplicitSigmas;
import dev.gen.schedule.SchedulerConfig;
import dev.gen.tensor.FloatTensor;
import dev.gen.tensor.Shape;
import dev.gen.testing.Agreement;
import dev.gen.testing.Golden;
import dev.gen.testing.Models;
import dev.gen.testing.Recorded;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;

/** Compares whole runs with those that the reference implementation recorded. */
class RecordedTrajectoriesTest {

  private static final Shape SHAPE = new Shape(1, 4, 8, 8);
  private static final FloatTensor NOISE = Golden.noise(1, SHAPE);
  private static final FloatTensor PATTERN = Golden.noise(2, SHAPE);
  private static final FloatTensor PICTURE = Golden.noise(3, SHAPE);

  /** Every setting of every sampler once; shipped with the project. */
  @TestFactory
  Stream<DynamicTest> walksAsRecordedWithEachSetting() {
    JsonNode walks = Golden.read(Models.resource("recorded/trajectories.json")).get("walks");
    return StreamSupport.stream(walks.spliterator(), false)
        .map(walk -> DynamicTest.dynamicTest(walk.get("name").asText(), () -> walk(walk)));
  }

  /** All that lie in the folder of recordings. */
  @TestFactory
  @Tag("golden")
  Stream<DynamicTest> walksAsRecorded() {
    return Golden.cases(Golden.path("schedulers")).stream()
        .map(
            file ->
                DynamicTest.dynamicTest(
                    file.getFileName().toString(), () -> walk(Golden.read(file))));
  }

  private static void walk(JsonNode recorded) {
    JsonNode kwargs = recorded.path("step_kwargs");
    String schedulerClass = recorded.get("class").asText();
    Map<String, Object> settings = new HashMap<>(Golden.map(recorded.get("config")));
    settings.put("_class_name", schedulerClass);
    SchedulerConfig config = SchedulerConfig.of(settings);
    Sampler sampler =
        SamplerKind.forSchedulerClass(schedulerClass).orElseThrow().create(config, options(kwargs));

    SamplingPath path = sampler.path(request(recorded));

    assertTimesteps(path, recorded);
    assertSteps(sampler, path, recorded, Parameterization.of(config));
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
      Sampler sampler, SamplingPath path, JsonNode recorded, Parameterization reading) {
    List<Float> firsts = new ArrayList<>();
    NoisePredictor toy = RecordedTrajectoriesTest::toy;
    SamplingRun run =
        new SamplingRun(
            new PredictionDenoiser(toy, reading),
            Golden.noiseFrom(1000),
            LatentConstraint.NONE,
            (done, total, latent) -> firsts.add(latent.get(0)));
    FloatTensor start =
        recorded.has("img2img") ? path.startFrom(PICTURE, NOISE) : path.startFrom(NOISE);
    TrajectoryAgreement.USUAL.check("start", List.of(start), Recorded.of(recorded.get("start")));

    FloatTensor end = sampler.sample(start, path, run);

    JsonNode steps = recorded.get("steps");
    assertThat(firsts).hasSize(steps.size()).hasSize(path.updates());
    Agreement agreement = TrajectoryAgreement.of(recorded);
    JsonNode last = recorded.get("final");
    String what = firstWrong(firsts, steps);
    if (last.isArray()) {
      agreement.check(what, end.values(), Golden.doubles(last));
    } else {
      agreement.check(what, List.of(end), Recorded.of(last));
    }
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
    JsonNode kwargs = recorded.path("set_timesteps_kwargs");
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
}
