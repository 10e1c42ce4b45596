package dev.gen.sampler;

import dev.gen.error.InvalidRequestException;
import dev.gen.error.Nearest;
import dev.gen.schedule.NoiseProcess;
import dev.gen.schedule.SchedulerConfig;
import dev.gen.schedule.SigmaKind;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The samplers, by the names that the command line knows.
 *
 * <p>Each constant is one row of the list that users see. A model's settings apply to every kind,
 * as far as the kind knows them; variants fix some of them.
 */
public enum SamplerKind {
  /** Euler's method. */
  EULER(
      "euler",
      "Euler",
      "first order; plain and fast",
      Recipe.of("EulerDiscreteScheduler", Euler::of)
          .edm("EDMEulerScheduler", Euler::edm)
          .flow("FlowMatchEulerDiscreteScheduler", Euler::flow),
      "flow_euler"),
  /** Euler's method with fresh noise. */
  EULER_A(
      "euler_a",
      "Euler a",
      "first order with fresh noise; keeps changing with more steps",
      Recipe.of("EulerAncestralDiscreteScheduler", EulerAncestral::of),
      "euler_ancestral"),
  /** Heun's method. */
  HEUN(
      "heun",
      "Heun",
      "second order, two evaluations a step",
      Recipe.ofLatent("HeunDiscreteScheduler", Heun::of)
          .flow("FlowMatchHeunDiscreteScheduler", Heun::flow),
      "flow_heun"),
  /** The midpoint method. */
  DPM2(
      "dpm2",
      "DPM2",
      "second order midpoint, two evaluations a step",
      Recipe.ofLatent("KDPM2DiscreteScheduler", Dpm2::plain),
      "dpm_2"),
  /** The midpoint method with fresh noise. */
  DPM2_A(
      "dpm2_a",
      "DPM2 a",
      "DPM2 with fresh noise",
      Recipe.ofLatent("KDPM2AncestralDiscreteScheduler", Dpm2::ancestral),
      "dpm_2_ancestral"),
  /** Linear multistep along σ. */
  LMS(
      "lms",
      "LMS",
      "fourth order multistep along sigma",
      Recipe.of("LMSDiscreteScheduler", Lms::of),
      "k_lms"),
  /** DPM-Solver++ of second order. */
  DPMPP_2M(
      "dpm++2m",
      "DPM++ 2M",
      "second order multistep; good from 15 steps on",
      multistep().fixing(settings("dpmsolver++", 2, "midpoint")),
      "dpmpp_2m"),
  /** Stochastic DPM-Solver++ of second order. */
  DPMPP_2M_SDE(
      "dpm++2m_sde",
      "DPM++ 2M SDE",
      "DPM++ 2M with fresh noise",
      multistep().fixing(settings("sde-dpmsolver++", 2, "midpoint")),
      "dpmpp_2m_sde"),
  /** Stochastic DPM-Solver++ of second order, weighed as in Heun's method. */
  DPMPP_2M_SDE_HEUN(
      "dpm++2m_sde_heun",
      "DPM++ 2M SDE Heun",
      "DPM++ 2M SDE with the exact weight of the slope",
      multistep().fixing(settings("sde-dpmsolver++", 2, "heun")),
      "dpmpp_2m_sde_heun"),
  /** DPM-Solver++ of third order. */
  DPMPP_3M(
      "dpm++3m",
      "DPM++ 3M",
      "third order multistep; for guidance scales below 5",
      multistep().fixing(settings("dpmsolver++", 3, "midpoint")),
      "dpmpp_3m"),
  /** Stochastic DPM-Solver++ of third order. */
  DPMPP_3M_SDE(
      "dpm++3m_sde",
      "DPM++ 3M SDE",
      "DPM++ 3M with fresh noise",
      multistep().fixing(settings("sde-dpmsolver++", 3, "midpoint")),
      "dpmpp_3m_sde"),
  /** Singlestep DPM-Solver++. */
  DPMPP_2S(
      "dpm++2s",
      "DPM++ 2S",
      "second order singlestep",
      Recipe.of("DPMSolverSinglestepScheduler", DpmSinglestep::of).alsoFlow(),
      "dpmpp_2s"),
  /** Singlestep DPM-Solver++ with fresh noise. */
  DPMPP_2S_A(
      "dpm++2s_a",
      "DPM++ 2S a",
      "second order with fresh noise, two evaluations a step",
      Recipe.of(DpmAncestral::plusPlus2S),
      "dpmpp_2s_a",
      "dpmpp_2s_ancestral"),
  /** Stochastic DPM-Solver++ with two evaluations a step. */
  DPMPP_SDE(
      "dpm++sde",
      "DPM++ SDE",
      "second order with fresh noise, two evaluations a step",
      Recipe.ofLatent("DPMSolverSDEScheduler", DpmAncestral::sde),
      "dpmpp_sde"),
  /** Multistep DPM-Solver as the model's settings describe it. */
  DPM_SOLVER(
      "dpmsolver", "DPM-Solver", "multistep DPM-Solver as the model's settings say", multistep()),
  /** DEIS. */
  DEIS(
      "deis",
      "DEIS",
      "exponential multistep in terms of the noise",
      Recipe.of("DEISMultistepScheduler", Deis::of).alsoFlow()),
  /** UniPC. */
  UNIPC(
      "unipc",
      "UniPC",
      "multistep predictor and corrector; good from 10 steps on",
      Recipe.of("UniPCMultistepScheduler", UniPc::of).alsoFlow(),
      "uni_pc",
      "uni_pc_bh2"),
  /** SA-Solver. */
  SA_SOLVER(
      "sa_solver",
      "SA-Solver",
      "stochastic predictor and corrector",
      Recipe.of("SASolverScheduler", SaSolver::of)),
  /** DDIM. */
  DDIM(
      "ddim",
      "DDIM",
      "first order, without noise unless eta asks for it",
      Recipe.of("DDIMScheduler", Ddim::of)),
  /** DDIM from the very last timestep on. */
  DDIM_TRAILING(
      "ddim_trailing",
      "DDIM trailing",
      "DDIM that starts at the last timestep",
      Recipe.of(Ddim::of).fixing(Map.of("timestep_spacing", "trailing"))),
  /** DDPM. */
  DDPM(
      "ddpm",
      "DDPM",
      "the original sampler; wants many steps",
      Recipe.of("DDPMScheduler", Ddpm::of)),
  /** PNDM. */
  PNDM(
      "pndm",
      "PNDM",
      "fourth order multistep, the default of Stable Diffusion 1",
      Recipe.of("PNDMScheduler", Pndm::of)),
  /** PNDM without the Runge-Kutta start. */
  PLMS(
      "plms",
      "PLMS",
      "PNDM with its short start",
      Recipe.of(Pndm::of).fixing(Map.of("skip_prk_steps", true))),
  /** Improved PNDM for velocity models with their own schedule. */
  IPNDM(
      "ipndm_velocity",
      "iPNDM velocity",
      "multistep for velocity models with a cosine of their own",
      Recipe.of("IPNDMScheduler", Ipndm::of)),
  /** Latent consistency models. */
  LCM(
      "lcm",
      "LCM",
      "for latent consistency models; 2 to 8 steps",
      Recipe.ofDistilled("LCMScheduler", Lcm::of)),
  /** Trajectory consistency models. */
  TCD(
      "tcd",
      "TCD",
      "for trajectory consistency models; eta is its gamma",
      Recipe.ofDistilled("TCDScheduler", Tcd::of));

  private final String cliName;
  private final String displayName;
  private final String description;
  private final Recipe recipe;
  private final List<String> aliases;

  SamplerKind(
      String cliName, String displayName, String description, Recipe recipe, String... aliases) {
    this.cliName = cliName;
    this.displayName = displayName;
    this.description = description;
    this.recipe = recipe;
    this.aliases = List.of(aliases);
  }

  private static Recipe multistep() {
    return Recipe.of("DPMSolverMultistepScheduler", DpmMultistep::of)
        .edm("EDMDPMSolverMultistepScheduler", DpmMultistep::edm)
        .alsoFlow();
  }

  private static Map<String, Object> settings(String algorithm, int order, String rule) {
    return Map.of("algorithm_type", algorithm, "solver_order", order, "solver_type", rule);
  }

  /**
   * Finds a kind by any name that a popular program gives it: {@code euler_a}, {@code Euler a},
   * {@code dpm++2m}, {@code DPM++ 2M Karras}, {@code EulerDiscreteScheduler}.
   *
   * <p>A noise level choice at the end is ignored here; {@link SigmaKind#atEndOf} finds it.
   */
  public static Optional<SamplerKind> named(String name) {
    String whole = plain(name);
    return Arrays.stream(values())
        .filter(kind -> kind.names().anyMatch(whole::equals))
        .findFirst()
        .or(
            () ->
                SigmaKind.atEndOf(name)
                    .map(sigmas -> plain(name).replaceFirst(plain(sigmas.optionName()) + "$", ""))
                    .flatMap(SamplerKind::named));
  }

  /** Returns the kind whose name is most like the given one, for "did you mean". */
  public static SamplerKind nearest(String name) {
    String wanted = plain(name);
    return Arrays.stream(values())
        .min(
            Comparator.comparingInt(
                k -> k.names().mapToInt(n -> Nearest.edits(n, wanted)).min().orElse(0)))
        .orElseThrow();
  }

  /** Finds the kind that does what a scheduler class of diffusers does. */
  public static Optional<SamplerKind> forSchedulerClass(String name) {
    return Arrays.stream(values())
        .filter(kind -> kind.recipe.schedulerClasses().contains(name))
        .findFirst();
  }

  /** Finds the kind that does what a model's scheduler does, by the name that people know. */
  public static Optional<SamplerKind> forScheduler(SchedulerConfig config) {
    Optional<SamplerKind> kind = forSchedulerClass(config.className());
    if (!kind.equals(Optional.of(DPM_SOLVER))) {
      return kind;
    }
    Map<String, Object> settings =
        settings(
            config.word("algorithm_type", "dpmsolver++"),
            config.integer("solver_order", 2),
            config.word("solver_type", "midpoint"));
    return Arrays.stream(values())
        .filter(variant -> variant.recipe.fixed().equals(settings))
        .findFirst()
        .or(() -> kind);
  }

  /** Returns the name as the command line lists it. */
  public String cliName() {
    return cliName;
  }

  /** Returns the name as people write it. */
  public String displayName() {
    return displayName;
  }

  /** Returns what is special about it, in a few words. */
  public String description() {
    return description;
  }

  /**
   * Returns how much fresh noise it adds where nobody says: its own amount, except that DDIM and
   * TCD add none, as in the pipelines of the reference.
   */
  public StepOptions usualOptions() {
    return this == DDIM || this == TCD ? StepOptions.DEFAULT.withEta(0) : StepOptions.DEFAULT;
  }

  /** Returns whether it goes to the picture and back in every step, as consistency models want. */
  public boolean isForConsistentModels() {
    return this == LCM || this == TCD;
  }

  /** Creates the sampler over a model's settings. */
  public Sampler create(SchedulerConfig config) {
    return create(config, StepOptions.DEFAULT);
  }

  /**
   * Creates the sampler over a model's settings, with a say in how much noise it adds.
   *
   * @throws InvalidRequestException if the sampler cannot drive such a model
   */
  public Sampler create(SchedulerConfig config, StepOptions options) {
    return recipe
        .create(config, options)
        .orElseThrow(
            () ->
                new InvalidRequestException(
                    "Sampler %s cannot drive this %s model; try %s"
                        .formatted(cliName, NoiseProcess.of(config).displayName(), EULER.cliName)));
  }

  /** Returns all names of this kind, written plainly. */
  private Stream<String> names() {
    Stream<String> own = Stream.of(cliName, displayName, name());
    return Stream.of(own, aliases.stream(), recipe.schedulerClasses().stream())
        .flatMap(names -> names)
        .map(SamplerKind::plain);
  }

  /** Reduces a name to what all its spellings have in common. */
  private static String plain(String name) {
    return name.toLowerCase(Locale.ROOT)
        .replace("++", "pp")
        .replaceAll("^(sample|k)[ _-]", "")
        .replaceAll("[^a-z0-9]", "");
  }
}
