package dev.gen.checkpoint;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How a model draws that was distilled to few steps, told by words of its name: nothing in the
 * weights of such a file says it.
 *
 * <p>Settings are those of the models' own pages: Sauer et al. 2023 (arXiv 2311.17042), Lin et al.
 * 2024 (arXiv 2402.13929), Ren et al. 2024 (arXiv 2404.13686), Luo et al. 2023 (arXiv 2310.04378),
 * Yin et al. 2024 (arXiv 2405.14867).
 *
 * @param kind of distillation
 * @param steps that the model was made for
 * @param guidance scale, 0 and 1 for none
 * @param official whether the name is that of the first such model and not of one merged with it
 */
record FewSteps(Kind kind, int steps, double guidance, boolean official) {

  /** The ways in which models are distilled. */
  enum Kind {
    TURBO("EulerAncestralDiscreteScheduler", 4, 0),
    LIGHTNING("EulerDiscreteScheduler", 4, 0),
    HYPER("DDIMScheduler", 8, 0),
    LCM("LCMScheduler", 4, 1),
    DMD("LCMScheduler", 4, 0);

    private final String scheduler;
    private final int usualSteps;
    private final double guidance;

    Kind(String scheduler, int usualSteps, double guidance) {
      this.scheduler = scheduler;
      this.usualSteps = usualSteps;
      this.guidance = guidance;
    }

    /** Returns the word that names it. */
    String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private static final Pattern STEPS = Pattern.compile("(\\d{1,2})[ _-]?steps?(?![a-z])");
  private static final Pattern OFFICIAL = Pattern.compile("^sd([ _-]?xl)?[ _-]turbo");

  /** Where a name changes from one word to the next: at signs, digits and capitals. */
  private static final String BETWEEN_WORDS =
      "[^A-Za-z0-9]+|(?<=[a-z])(?=[A-Z0-9])|(?<=[0-9])(?=[A-Za-z])|(?<=[A-Z])(?=[A-Z][a-z])"
          + "|(?<=[A-Z])(?=[0-9])";

  /** Looks for a word in a name or title; parts of words do not count. */
  static Optional<FewSteps> of(String name) {
    List<String> words = words(name);
    return Arrays.stream(Kind.values())
        .filter(kind -> words.contains(kind.word()))
        .filter(kind -> kind != Kind.HYPER || !isHyperRealism(words))
        .findFirst()
        .map(kind -> of(kind, name.toLowerCase(Locale.ROOT)));
  }

  /** Returns the words of a name in lower case. */
  static List<String> words(String name) {
    return Arrays.stream(name.split(BETWEEN_WORDS))
        .map(word -> word.toLowerCase(Locale.ROOT))
        .toList();
  }

  private static boolean isHyperRealism(List<String> words) {
    int next = words.indexOf(Kind.HYPER.word()) + 1;
    return next < words.size() && words.get(next).startsWith("real");
  }

  private static FewSteps of(Kind kind, String name) {
    boolean official = kind == Kind.TURBO && OFFICIAL.matcher(name).find();
    Matcher stated = STEPS.matcher(name);
    int usual = official ? 1 : kind.usualSteps;
    int steps = stated.find() ? Math.max(1, Integer.parseInt(stated.group(1))) : usual;
    return new FewSteps(kind, steps, kind.guidance, official);
  }

  /**
   * Decides how a model draws, and notes what that was guessed from.
   *
   * @param isToldGuidance whether its UNet takes the guidance scale
   * @param named what its name or title says
   * @param source which of them, as a sentence has it
   */
  static Optional<FewSteps> decided(
      boolean isToldGuidance, Optional<FewSteps> named, String source, List<Guess> guesses) {
    if (isToldGuidance) {
      FewSteps told = toldGuidance(named);
      guesses.add(Guess.aside(told.told("its UNet's input for the guidance scale")));
      return Optional.of(told);
    }
    named.ifPresent(few -> guesses.add(Guess.deciding(few.sentence(source))));
    return named;
  }

  /**
   * Returns how a consistency model draws that is told the guidance scale: diffusers'
   * LatentConsistencyModelPipeline takes 8.5.
   *
   * @param named what the model's name says
   */
  private static FewSteps toldGuidance(Optional<FewSteps> named) {
    int steps = named.map(FewSteps::steps).orElse(Kind.LCM.usualSteps);
    return new FewSteps(Kind.LCM, steps, 8.5, false);
  }

  /** Returns the steps and the guidance scale as models of ours state them. */
  Map<String, Object> defaults() {
    return Map.of("default_steps", steps, "default_guidance_scale", guidance);
  }

  /** Returns the settings that the scheduler's config gets. */
  Map<String, Object> scheduler() {
    boolean hyperInOne = kind == Kind.HYPER && steps == 1;
    return switch (kind) {
      case TURBO, LIGHTNING, HYPER ->
          Map.of(
              "_class_name",
              hyperInOne ? Kind.LCM.scheduler : kind.scheduler,
              "timestep_spacing",
              "trailing");
      case LCM -> Map.of("_class_name", kind.scheduler);
      // The steps of its makers, 999, 749, 499 and 249, which are those of all timesteps.
      case DMD -> Map.of("_class_name", kind.scheduler, "original_inference_steps", 1000);
    };
  }

  /** Lightning in one step was trained to predict the picture itself. */
  boolean predictsThePicture() {
    return kind == Kind.LIGHTNING && steps == 1;
  }

  /** Says what was told by a word of a name or title. */
  private String sentence(String named) {
    return told("the word '%s' in %s".formatted(kind.word(), named));
  }

  /** Says what was told by what. */
  private String told(String source) {
    return "%d %s at guidance scale %s with %s, guessed from %s"
        .formatted(
            steps, steps == 1 ? "step" : "steps", guidance, scheduler().get("_class_name"), source);
  }
}
