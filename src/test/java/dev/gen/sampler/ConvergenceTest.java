package dev.gen.sampler;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gen.denoise.NoiseLevel;
import dev.gen.schedule.ExplicitSigmas;
import dev.gen.schedule.SchedulerConfig;
import dev.gen.tensor.FloatTensor;
import dev.gen.tensor.Shape;
import dev.gen.testing.GaussianWorld;
import dev.gen.testing.Golden;
import dev.gen.testing.TestConfigs;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Measures each solver's order against the exact path through unit normal data. */
class ConvergenceTest {

  /** So many steps that no solver lowers its order at the end of the path. */
  private static final int NO_END_IN_SIGHT = 10_000;

  /** Where most samplers start. */
  private static final double HIGH = 5;

  /** Below timestep 200, where SA-Solver adds no noise. */
  private static final double LOW = 0.5;

  private static final StepOptions WITHOUT_NOISE = StepOptions.DEFAULT.withEta(0);
  private static final FloatTensor UNIT = FloatTensor.of(new Shape(1, 1, 1, 1), 1);

  @ParameterizedTest
  @CsvSource({
    "EULER, 1, 1",
    "EULER_A, 1, 1",
    "HEUN, 2, 2",
    "DPM2, 2, 2",
    "DPM2_A, 2, 2",
    "LMS, 4, 4",
    "DPMPP_2M, 2, 2",
    "DPMPP_3M, 3, 2",
    "DPMPP_2S, 2, 2",
    "DPMPP_2S, 3, 3",
    "DPMPP_2S_A, 2, 2",
    "DPMPP_SDE, 2, 2",
    "DPM_SOLVER, 1, 1",
    "DPM_SOLVER, 2, 2",
    "DPM_SOLVER, 3, 2",
    "DEIS, 1, 1",
    "DEIS, 2, 2",
    "DEIS, 3, 3",
    "UNIPC, 1, 2",
    "UNIPC, 2, 3",
    "UNIPC, 3, 4"
  })
  void halvingTheStepsDividesTheErrorByTwoToTheOrder(SamplerKind kind, int solver, int order) {
    int steps = order < 4 ? 40 : 16;

    double coarse = errorAlongSigmas(kind, solver, steps);
    double fine = errorAlongSigmas(kind, solver, 2 * steps);

    assertThat(log2(coarse / fine)).isGreaterThan(order - 0.45);
  }

  @ParameterizedTest
  @CsvSource({"DDIM, 1", "TCD, 1", "PNDM, 2", "PLMS, 2"})
  void timestepSamplersConvergeAsWell(SamplerKind kind, int order) {
    double coarse = errorAlongTimesteps(kind, 50);
    double fine = errorAlongTimesteps(kind, 100);

    assertThat(log2(coarse / fine)).isGreaterThan(order - 0.3);
  }

  @ParameterizedTest
  @CsvSource({
    "data_prediction, 1, 1, 1", "data_prediction, 2, 2, 2", "data_prediction, 3, 3, 3",
    "data_prediction, 3, 4, 4", "noise_prediction, 1, 1, 1", "noise_prediction, 2, 2, 2",
    "noise_prediction, 3, 3, 3"
  })
  void saSolverConvergesWhereItAddsNoNoise(String form, int predictor, int corrector, int order) {
    Sampler sampler =
        SamplerKind.SA_SOLVER.create(
            config()
                .with("algorithm_type", form)
                .with("predictor_order", predictor)
                .with("corrector_order", corrector));
    int steps = order < 3 ? 40 : 12;

    double coarse = error(sampler, path(sampler, LOW, steps), new GaussianWorld(0.1));
    double fine = error(sampler, path(sampler, LOW, 2 * steps), new GaussianWorld(0.1));

    assertThat(log2(coarse / fine)).isGreaterThan(order - 0.45);
  }

  private static double errorAlongSigmas(SamplerKind kind, int solver, int steps) {
    SchedulerConfig config = config().with("solver_order", solver).with("solver_type", "heun");
    Sampler sampler = kind.create(config, WITHOUT_NOISE);
    return error(sampler, path(sampler, HIGH, steps), new GaussianWorld(1));
  }

  private static double errorAlongTimesteps(SamplerKind kind, int steps) {
    Sampler sampler = kind.create(config(), WITHOUT_NOISE);
    return error(sampler, sampler.path(PathRequest.ofSteps(steps)), new GaussianWorld(1));
  }

  /**
   * Returns a path down to a tenth of σ that has no end in sight, stepping evenly in the square
   * root of ln σ, so that the first steps, which multistep solvers take at low order, are too small
   * to matter.
   */
  private static SamplingPath path(Sampler sampler, double first, int steps) {
    List<Double> sigmas = new ArrayList<>();
    for (int i = 0; i <= steps; i++) {
      double share = (double) i / steps;
      sigmas.add(first * Math.pow(0.1, share * share));
    }
    SamplingPath path =
        sampler.path(PathRequest.ofSteps(steps).withSigmas(new ExplicitSigmas(sigmas)));
    int last = path.size() - 1;
    return new SamplingPath(
        path.levels().subList(0, last), path.level(last), path.beginning(), NO_END_IN_SIGHT, 0);
  }

  private static double error(Sampler sampler, SamplingPath path, GaussianWorld world) {
    NoiseLevel from = path.level(path.first());
    FloatTensor start = UNIT.times(world.deviation(from));
    SamplingRun run =
        new SamplingRun(world, Golden.noiseFrom(0), LatentConstraint.NONE, StepListener.NONE);

    FloatTensor end = sampler.sample(start, path, run);

    return Math.abs(end.get(0) / world.deviation(path.end()) - 1);
  }

  private static double log2(double value) {
    return Math.log(value) / Math.log(2);
  }

  private static SchedulerConfig config() {
    return TestConfigs.STABLE_DIFFUSION.with("original_inference_steps", 1000);
  }
}
