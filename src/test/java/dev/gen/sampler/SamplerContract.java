package dev.gen.sampler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gen.denoise.NoisePredictor;
import dev.gen.denoise.Parameterization;
import dev.gen.denoise.PredictionDenoiser;
import dev.gen.schedule.SchedulerConfig;
import dev.gen.tensor.FloatTensor;
import dev.gen.tensor.Shape;
import dev.gen.testing.Golden;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every sampler promises, whatever the model. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
interface SamplerContract {

  /** The shape of the latents in these tests. */
  Shape SHAPE = new Shape(2, 4, 8, 8);

  /** Returns the settings of the model to drive. */
  SchedulerConfig config();

  /** Returns the samplers that drive it. */
  Stream<SamplerKind> kinds();

  /** Runs a sampler from pure noise with a network that halves its input. */
  default FloatTensor run(Sampler sampler, int steps, NoisePredictor network, StepListener ear) {
    SamplingPath path = sampler.path(PathRequest.ofSteps(steps));
    FloatTensor start = path.startFrom(Golden.noise(1, SHAPE));
    PredictionDenoiser denoiser = new PredictionDenoiser(network, Parameterization.of(config()));
    return sampler.sample(
        start, path, new SamplingRun(denoiser, Golden.noiseFrom(1000), LatentConstraint.NONE, ear));
  }

  @ParameterizedTest
  @MethodSource("kinds")
  default void staysFinite(SamplerKind kind) {
    for (int steps : new int[] {1, 2, 3, 4, 7, 16, 33}) {
      FloatTensor end =
          run(kind.create(config()), steps, (x, t) -> x.times(0.5), StepListener.NONE);

      assertThat(end.firstNonFinite()).as(steps + " steps").isEmpty();
      assertThat(end.shape()).isEqualTo(SHAPE);
    }
  }

  @ParameterizedTest
  @MethodSource("kinds")
  default void leavesItsInputAlone(SamplerKind kind) {
    Sampler sampler = kind.create(config());
    SamplingPath path = sampler.path(PathRequest.ofSteps(5));
    FloatTensor start = path.startFrom(Golden.noise(1, SHAPE));
    float[] before = start.values().clone();
    PredictionDenoiser denoiser =
        new PredictionDenoiser((x, t) -> x.times(0.5), Parameterization.of(config()));

    sampler.sample(
        start,
        path,
        new SamplingRun(denoiser, Golden.noiseFrom(0), LatentConstraint.NONE, StepListener.NONE));

    assertThat(start.values()).containsExactly(before);
  }

  @ParameterizedTest
  @MethodSource("kinds")
  default void repeatsItselfForTheSameNoise(SamplerKind kind) {
    Sampler sampler = kind.create(config());

    FloatTensor once = run(sampler, 6, (x, t) -> x.times(0.5), StepListener.NONE);
    FloatTensor again = run(sampler, 6, (x, t) -> x.times(0.5), StepListener.NONE);

    assertThat(again.values()).containsExactly(once.values());
  }

  @ParameterizedTest
  @MethodSource("kinds")
  default void evaluatesTheNetworkOnceForEachUpdateItAnnounces(SamplerKind kind) {
    Sampler sampler = kind.create(config());
    List<Double> timesteps = new ArrayList<>();
    List<Integer> updates = new ArrayList<>();
    NoisePredictor network =
        (x, t) -> {
          timesteps.add(t);
          return x.times(0.5);
        };

    run(sampler, 8, network, (done, total, latent) -> updates.add(done * 1000 + total));

    SamplingPath path = sampler.path(PathRequest.ofSteps(8));
    assertThat(timesteps).hasSize(path.updates());
    for (int i = 0; i < path.updates(); i++) {
      assertThat(timesteps.get(i)).isEqualTo(path.level(i).timestep());
      assertThat(updates.get(i)).isEqualTo((i + 1) * 1000 + path.updates());
    }
  }

  @ParameterizedTest
  @MethodSource("kinds")
  default void skipsWhatAPictureToStartFromMakesNeedless(SamplerKind kind) {
    Sampler sampler = kind.create(config());
    SamplingPath whole = sampler.path(PathRequest.ofSteps(8));

    SamplingPath half = sampler.path(PathRequest.ofSteps(8).withStrength(0.5));
    SamplingPath least = sampler.path(PathRequest.ofSteps(8).withStrength(0.01));

    assertThat(half.levels()).isEqualTo(whole.levels());
    assertThat(half.updates()).isBetween(4, whole.updates() - 1);
    assertThat(least.updates()).isPositive();
  }

  @ParameterizedTest
  @MethodSource("kinds")
  default void stopsWhenTheListenerThrows(SamplerKind kind) {
    Sampler sampler = kind.create(config());
    List<Double> evaluations = new ArrayList<>();
    NoisePredictor network =
        (x, t) -> {
          evaluations.add(t);
          return x;
        };
    StepListener impatient =
        (done, total, latent) -> {
          throw new IllegalStateException("enough");
        };

    assertThatThrownBy(() -> run(sampler, 6, network, impatient)).hasMessage("enough");

    assertThat(evaluations).hasSize(1);
  }

  @ParameterizedTest
  @MethodSource("kinds")
  default void handsEveryLatentThroughTheConstraint(SamplerKind kind) {
    Sampler sampler = kind.create(config());
    SamplingPath path = sampler.path(PathRequest.ofSteps(4));
    FloatTensor zeros = FloatTensor.zeros(SHAPE);
    PredictionDenoiser denoiser =
        new PredictionDenoiser((x, t) -> x.times(0.5), Parameterization.of(config()));

    FloatTensor end =
        sampler.sample(
            path.startFrom(Golden.noise(1, SHAPE)),
            path,
            new SamplingRun(
                denoiser, Golden.noiseFrom(0), (latent, next) -> zeros, StepListener.NONE));

    assertThat(end).isSameAs(zeros);
  }
}
