package dev.gen.cli;

import dev.gen.job.Field;
import dev.gen.job.Job;
import dev.gen.model.WishedModel;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * The options that say what a picture is like: one for each field of a job, under the field's name.
 *
 * <p>Values are read by the fields themselves, so that an option, a line of a batch and a request
 * take the same spellings and refuse the same mistakes.
 */
public enum JobOptions {
  NEGATIVE_PROMPT("TEXT", "What the picture should not show.", "-n"),
  STYLE(
      "NAME", "Put a style's words around the prompt; may be given several times; see gen styles."),
  WIDTH("PIXELS", "Width of the picture."),
  HEIGHT("PIXELS", "Height of the picture."),
  COUNT("N", "Make N pictures, up to 100000, with the seeds S, S+1, ... (default: 1)."),
  SEED(
      "S",
      "A number up to 18446744073709551615; the same seed gives the same picture (default: drawn by"
          + " lot, and reported)."),
  STEPS("N", "Steps from noise to picture."),
  GUIDANCE_SCALE("W", "How closely the prompt is followed; 1 and below follow it unguided."),
  SAMPLER("NAME", "The sampler; gen samplers lists them (default: the model's own)."),
  SIGMAS(
      "NAME",
      "The noise levels that are visited: a schedule such as karras, exponential or beta, or a"
          + " falling list such as 14.6,3.2,0.7 (default: the model's own)."),
  ETA(
      "E",
      "How much fresh noise the sampler adds, 0 to 1 (default: the sampler's own; none for ddim"
          + " and tcd)."),
  RNG("NAME", "Whose seeds these are: torch, numpy or philox (default: torch)."),
  INIT_IMAGE(
      "FILE",
      "Start from this picture instead of noise; it is scaled to cover the size that is made, and"
          + " its middle is taken."),
  MASK("FILE", "Paint only where this picture, as large as the first, is white."),
  STRENGTH("S", "How much of the picture is changed, above 0 to 1 (default: 0.8; with a mask 1)."),
  BEST_OF("N", "Draw N candidates, with the seeds S, S+1, ..., and keep the best."),
  KEEP("K", "How many of the candidates are kept, the best first (default: 1)."),
  RANKER(
      "MODEL",
      "The CLIP model that tells the best: a folder or a name (default: storybook-ranker for"
          + " models of its world)."),
  SAFETY(
      "WHEN",
      "on, off or report: whether the safety checker of a diffusers directory blurs what it holds"
          + " for unsafe, or only tells (default: on where the model's index names one)."),
  MODEL(
      "MODEL",
      "A model directory, a .safetensors file, or the name of one in models/ beside the program,"
          + " in $GEN_MODELS or in ~/.local/share/gen/models (default: storybook).",
      "-m"),
  LORA(
      "FILE[:SCALE]", "Add a LoRA to a checkpoint; may be given several times (default scale: 1)."),
  EMBEDDING("FILE", "Add a textual-inversion embedding; its name then stands for it in prompts."),
  UNET("FILE", "Use the UNet in this file; without --model it is the model."),
  TEXT_ENCODER("FILE", "Use the text encoder in this file or folder with a checkpoint."),
  TEXT_ENCODER_2("FILE", "Use the second text encoder in this file or folder (SDXL)."),
  VAE("FILE", "Use another autoencoder with a checkpoint: a file or folder, TAESD included."),
  TOKENIZER("FOLDER", "Where a checkpoint's vocabulary lies (default: that of any model found)."),
  CONFIGS("FOLDER", "A model directory whose configs describe a checkpoint file."),
  FAMILY("NAME", "sd1, sd2 or sdxl, where a checkpoint's family is guessed wrong."),
  PREDICTION_TYPE("NAME", "epsilon or v_prediction, where a checkpoint's is guessed wrong."),
  MODEL_SHA256("HASH", "Refuse a model whose weights have another sha256, or beginning of it."),
  GUIDANCE_RESCALE("R", "Soften what strong guidance over-exposes, 0 to 1 (default: 0)."),
  GUIDANCE_INTERVAL(
      "LOW..HIGH",
      "Guide only where the noise is more than LOW and at most HIGH times as strong as the picture;"
          + " the other steps cost half (default: everywhere)."),
  REUSE(
      "N",
      "Run the whole denoiser of a checkpoint in every Nth step only; the others reuse its deep"
          + " features (default: 1, in all)."),
  TEMPERATURE(
      "T",
      "Models of tokens: how far chance strays from the likeliest token; 0 takes that one"
          + " (default: the model's own)."),
  TOP_K(
      "K", "Models of tokens: choose among the K likeliest, 0 for all (default: the model's own)."),
  TOP_P(
      "P",
      "Models of tokens: choose among the likeliest that make up this share of the probability,"
          + " above 0 to 1 (default: the model's own)."),
  CLIP_SKIP(
      "N",
      "Leave out the text encoder's last N layers, counted as in diffusers (0 leaves out none;"
          + " other programs may call that 1)."),
  PROMPT_SYNTAX(
      "NAME",
      "weighted or plain: plain reads (word:1.3), [word], BREAK and <lora:name:1> as they stand,"
          + " and cuts long prompts (default: weighted)."),
  PROMPT_2("TEXT", "What a second text encoder reads instead of the prompt (SDXL)."),
  NEGATIVE_PROMPT_2(
      "TEXT", "What a second text encoder reads instead of the negative prompt (SDXL)."),
  ORIGINAL_SIZE("WxH", "SDXL: the size that the picture came from (default: its own size)."),
  TARGET_SIZE("WxH", "SDXL: the size that is aimed at (default: its own size)."),
  CROP("LEFT,TOP", "SDXL: how much was cut off at the left and top (default: 0,0)."),
  NEGATIVE_ORIGINAL_SIZE(
      "WxH", "SDXL: the same for what the picture should not look like; needs the next as well."),
  NEGATIVE_TARGET_SIZE("WxH", "SDXL: the size that is aimed at, for the negative side."),
  NEGATIVE_CROP("LEFT,TOP", "SDXL: what was cut off, for the negative side (default: 0,0)."),
  PRECISION(
      "NAME",
      "fp32 or int8: int8 multiplies numbers of a byte, which is faster and changes the picture a"
          + " little (default: fp32)."),
  VAE_TILING(
      "WHEN",
      "auto, on, small or off: decode large pictures in parts, or in parts of half the side, which"
          + " takes less memory (default: auto, from 1024x1024 on).");

  private static final String PLAIN = "--no-prompt-weights";
  private static final String AS_GIVEN = "--no-completion";
  private static final String NO_CHOICES = "--no-choices";

  private final String label;
  private final String description;
  private final List<String> shortNames;

  JobOptions(String label, String description, String... shortNames) {
    this.label = label;
    this.description = description;
    this.shortNames = List.of(shortNames);
  }

  private Field field() {
    return Field.valueOf(name());
  }

  /** Adds all of them to a command, and help that tells of all. */
  public static void addTo(CommandSpec command) {
    command.addOption(
        OptionSpec.builder("--help-all")
            .type(boolean.class)
            .usageHelp(true)
            .description("Show every option and exit.")
            .build());
    for (JobOptions option : values()) {
      command.addOption(option.spec());
    }
    command.addOption(
        OptionSpec.builder(PLAIN)
            .type(boolean.class)
            .description("The same as --prompt-syntax plain.")
            .build());
    command.addOption(
        OptionSpec.builder(AS_GIVEN)
            .type(boolean.class)
            .description(
                "Draw a short prompt as it stands; otherwise a model that says what goes with what"
                    + " adds a colour, a place and the light where the prompt names none.")
            .build());
    command.addOption(
        OptionSpec.builder(NO_CHOICES)
            .type(boolean.class)
            .description("Read {a|b} and __name__ in the prompt as they stand.")
            .build());
  }

  /** Adds those that say which model draws. */
  static void addModelTo(CommandSpec command) {
    Arrays.stream(values())
        .filter(option -> WishedModel.FIELDS.contains(option.field()))
        .filter(option -> option != MODEL && option != PRECISION)
        .forEach(option -> command.addOption(option.spec()));
  }

  private OptionSpec spec() {
    OptionSpec.Builder builder =
        OptionSpec.builder("--" + field().optionName(), shortNames.toArray(String[]::new))
            .paramLabel(label)
            .description(description);
    if (!field().choices().isEmpty()) {
      builder.completionCandidates(field().choices());
    }
    return field().isRepeated()
        ? builder.type(List.class).auxiliaryTypes(String.class).build()
        : builder.type(String.class).build();
  }

  /**
   * Returns what the options of a command line say.
   *
   * @throws dev.gen.error.InvalidRequestException if a field has no such value
   */
  public static Job read(CommandSpec command) {
    Job job = Job.EMPTY;
    for (OptionSpec option : command.commandLine().getParseResult().matchedOptions()) {
      Optional<Field> field = Field.find(option.longestName().substring(2));
      if (option.longestName().equals(PLAIN)) {
        job = job.with(Field.PROMPT_SYNTAX, "plain");
      } else if (option.longestName().equals(AS_GIVEN)) {
        job = job.with(Field.COMPLETION, "off");
      } else if (option.longestName().equals(NO_CHOICES)) {
        job = job.with(Field.CHOICES, "off");
      } else if (field.isPresent() && field.get() != Field.OUTPUT) {
        job = job.with(field.get(), (Object) option.getValue());
      }
    }
    return job;
  }
}
