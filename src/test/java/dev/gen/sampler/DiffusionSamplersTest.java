package dev.gen.sampler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gen.denoise.Denoiser;
import dev.gen.denoise.Estimate;
import dev.gen.denoise.NoiseLevel;
import dev.gen.denoise.PredictionType;
import dev.gen.error.InvalidRequestException;
import dev.gen.error.ModelFormatException;
import dev.gen.schedule.SchedulerConfig;
import dev.gen.tensor.FloatTensor;
import dev.gen.testing.Golden;
import dev.gen.testing.TestConfigs;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** All samplers on a model like Stable Diffusion. */
class DiffusionSamplersTest implements SamplerContract {

  private static final FloatTensor PICTURE = Golden.noise(3, SHAPE);

  @Override
  public SchedulerConfig config() {
    return TestConfigs.STABLE_DIFFUSION;
  }

  @Override
  public Stream<SamplerKind> kinds() {
    return Stream.of(SamplerKind.values());
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void findsAPictureThatTheNetworkKnows(SamplerKind kind) {
    int steps = kind == SamplerKind.IPNDM ? 200 : kind == SamplerKind.PNDM ? 4 : 1;
    Sampler sampler = kind.create(config());
    SamplingPath path = sampler.path(PathRequest.ofSteps(steps));
    FloatTensor start = path.startFrom(PICTURE, Golden.noise(1, SHAPE));

    FloatTensor end =
        sampler.sample(
            start,
            path,
            new SamplingRun(
                new Knowing(), Golden.noiseFrom(0), LatentConstraint.NONE, StepListener.NONE));

    assertThat(Math.sqrt(meanSquare(end.minus(PICTURE)))).isLessThan(0.12);
  }

  /** The settings of SD1.5: every timestep, from one beyond the last. */
  @ParameterizedTest
  @MethodSource("kinds")
  void visitsEveryTimestepOrSaysThatItCannot(SamplerKind kind) {
    Sampler sampler =
        kind.create(config().with(Map.of("timestep_spacing", "leading", "steps_offset", 1)));
    FloatTensor end;
    try {
      end =
          run(
              sampler,
              1000,
              (x, t) -> {
                assertThat(t).isLessThan(1000);
                return x.times(0.5);
              },
              StepListener.NONE);
    } catch (InvalidRequestException e) {
      assertThat(e).hasMessageMatching(".*(ask for fewer|are too many).*");
      return;
    }

    assertThat(end.firstNonFinite()).isEmpty();
  }

  @Test
  void refusesToReachTheCleanPictureInTermsOfTheNoise() {
    SchedulerConfig noiseForm = config().with("algorithm_type", "dpmsolver");

    assertThatThrownBy(() -> SamplerKind.DPM_SOLVER.create(noiseForm))
        .isInstanceOf(ModelFormatException.class)
        .hasMessageContaining("final_sigmas_type")
        .hasMessageContaining("sigma_min");
  }

  private static double meanSquare(FloatTensor tensor) {
    double sum = 0;
    for (float value : tensor.values()) {
      sum += value * value;
    }
    return sum / tensor.size();
  }

  /** Knows the picture, and with it the noise. */
  private static final class Knowing implements Denoiser {

    @Override
    public FloatTensor predict(FloatTensor latent, NoiseLevel level) {
      double sigma = level.sigma();
      return FloatTensor.linear(1 / sigma, latent, -level.alpha() / sigma, PICTURE);
    }

    @Override
    public Estimate read(FloatTensor latent, FloatTensor prediction, NoiseLevel level) {
      return PredictionType.EPSILON.estimate(latent, prediction, level);
    }
  }
}
