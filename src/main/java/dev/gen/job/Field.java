package dev.gen.job;

import dev.gen.error.InvalidRequestException;
import dev.gen.error.Nearest;
import dev.gen.job.ValueType.Additions;
import dev.gen.job.ValueType.Choice;
import dev.gen.job.ValueType.Decimal;
import dev.gen.job.ValueType.Pair;
import dev.gen.job.ValueType.Range;
import dev.gen.job.ValueType.Seed;
import dev.gen.job.ValueType.Text;
import dev.gen.job.ValueType.Texts;
import dev.gen.job.ValueType.Whole;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Everything that a job can say, each by the name of the option that says it on the command line.
 *
 * <p>A new option of {@code gen} that changes pictures is a constant here. The constants stand in
 * the order in which a record is written.
 */
public enum Field {
  /** What the picture shows. */
  PROMPT(new Text()),
  /** The words that are drawn in place of the prompt, where the program chose or added some. */
  DRAWN_PROMPT(new Text()),
  /** Whether the program says what a short prompt leaves open. */
  COMPLETION(new Choice(List.of("on", "off"))),
  /** Whether the program chooses where a prompt has choices. */
  CHOICES(new Choice(List.of("on", "off"))),
  /** Which of the prompt's combinations of choices is drawn, from 1; by the seed where absent. */
  COMBINATION(new Whole(1, Integer.MAX_VALUE)),
  /** Names of styles, the last one outermost. */
  STYLE(new Texts()),
  /** What it should not show; absent is not the same as empty for some families. */
  NEGATIVE_PROMPT(new Text()),
  /** What is avoided in place of the negative prompt, where a style added to it. */
  DRAWN_NEGATIVE_PROMPT(new Text()),
  /** What a second text encoder reads instead of the prompt. */
  PROMPT_2(new Text()),
  /** What a second text encoder reads instead of the negative prompt. */
  NEGATIVE_PROMPT_2(new Text()),
  /** How weights and long prompts are read. */
  PROMPT_SYNTAX(new Choice(List.of("weighted", "plain"))),
  /** How many of the text encoder's last layers are left out, as in diffusers. */
  CLIP_SKIP(new Whole(0, 1000)),
  /** A path, or the name of a model. */
  MODEL(new Text()),
  /** Of the model's weights; a job that has it wants these very weights. */
  MODEL_SHA256(new Text()),
  /** A folder with a checkpoint's vocabulary. */
  TOKENIZER(new Text()),
  /** A model directory whose configs describe a checkpoint file. */
  CONFIGS(new Text()),
  /** The family of a checkpoint. */
  FAMILY(new Choice(List.of("sd1", "sd2", "sdxl"))),
  /** What the denoiser of a checkpoint predicts. */
  PREDICTION_TYPE(new Choice(List.of("epsilon", "v_prediction", "sample"))),
  /** A file or folder with another denoiser. */
  UNET(new Text()),
  /** Of that file. */
  UNET_SHA256(new Text()),
  /** A file or folder with another text encoder. */
  TEXT_ENCODER(new Text()),
  /** Of that file. */
  TEXT_ENCODER_SHA256(new Text()),
  /** A file or folder with another second text encoder. */
  TEXT_ENCODER_2(new Text()),
  /** Of that file. */
  TEXT_ENCODER_2_SHA256(new Text()),
  /** A file or folder with another autoencoder. */
  VAE(new Text()),
  /** Of that autoencoder's weights. */
  VAE_SHA256(new Text()),
  /** In which numbers the networks that draw compute. */
  PRECISION(new Choice(List.of("fp32", "int8"))),
  /** LoRAs, added in this order. */
  LORA(new Additions()),
  /** Textual inversions. */
  EMBEDDING(new Additions()),
  /** Pixels. */
  WIDTH(new Whole(Integer.MIN_VALUE, Integer.MAX_VALUE)),
  /** Pixels. */
  HEIGHT(new Whole(Integer.MIN_VALUE, Integer.MAX_VALUE)),
  /** A file: the picture to start from. */
  INIT_IMAGE(new Text()),
  /** Of that file. */
  INIT_IMAGE_SHA256(new Text()),
  /** A file that is white where the picture is painted anew. */
  MASK(new Text()),
  /** Of that file. */
  MASK_SHA256(new Text()),
  /** How much of the picture is changed. */
  STRENGTH(new Decimal(0, true, 1)),
  /** A sampler by any of its names. */
  SAMPLER(new Text()),
  /** A sigma schedule by name, or a falling list of noise levels. */
  SIGMAS(new Text()),
  /** Steps from noise to picture. */
  STEPS(new Whole(1, 1000)),
  /** How much fresh noise the sampler adds. */
  ETA(new Decimal(0, false, 1)),
  /** How closely the prompt is followed. */
  GUIDANCE_SCALE(new Decimal(-Double.MAX_VALUE, false, Double.MAX_VALUE)),
  /** The noise levels at which the prompt is followed more closely; all where it is absent. */
  GUIDANCE_INTERVAL(new Range()),
  /** In every so manyth evaluation the whole network runs; in all where it is absent. */
  REUSE(new Whole(1, 1000)),
  /** How much over-exposure is taken back. */
  GUIDANCE_RESCALE(new Decimal(0, false, 1)),
  /** Models of tokens: how far chance strays from the likeliest token; 0 takes that one. */
  TEMPERATURE(new Decimal(0, false, 100)),
  /** Models of tokens: how many of the likeliest tokens chance has; 0 for all. */
  TOP_K(new Whole(0, 1_000_000)),
  /** Models of tokens: how much of the probability chance has, from the likeliest token on. */
  TOP_P(new Decimal(0, true, 1)),
  /** SDXL: the size that the picture came from. */
  ORIGINAL_SIZE(new Pair()),
  /** SDXL: the size that is aimed at. */
  TARGET_SIZE(new Pair()),
  /** SDXL: how much was cut off at the left and top. */
  CROP(new Pair()),
  /** SDXL: the size that the negative side is told to come from. */
  NEGATIVE_ORIGINAL_SIZE(new Pair()),
  /** SDXL: the size that the negative side is told to aim at. */
  NEGATIVE_TARGET_SIZE(new Pair()),
  /** SDXL: how much the negative side is told was cut off. */
  NEGATIVE_CROP(new Pair()),
  /** Of the first picture. */
  SEED(new Seed()),
  /** How many pictures, with seeds that rise by one. */
  COUNT(new Whole(1, 100_000)),
  /** How many candidates are drawn, of which the best are kept. */
  BEST_OF(new Whole(1, 1000)),
  /** How many of the candidates are kept. */
  KEEP(new Whole(1, 1000)),
  /** A CLIP model that tells the best, by path or name. */
  RANKER(new Text()),
  /** Of that model's weights. */
  RANKER_SHA256(new Text()),
  /** How well the picture fits its prompt as that model sees it; only recorded. */
  SCORE(new Decimal(-Double.MAX_VALUE, false, Double.MAX_VALUE)),
  /** Whether the model's own safety checker blurs what it holds for unsafe, or only tells. */
  SAFETY(new Choice(List.of("on", "off", "report"))),
  /** The noise generator that the seed is for. */
  RNG(new Choice(List.of("torch", "numpy", "philox"))),
  /** Whether large pictures are decoded in parts. */
  VAE_TILING(new Choice(List.of("auto", "on", "off", "small"))),
  /** Where the picture goes; says nothing about its pixels, so no record keeps it. */
  OUTPUT(new Text()),
  /** Of this program, in a record. */
  VERSION(new Text()),
  /** What the processor can do, in a record, where that may change a pixel. */
  PROCESSOR(new Text());

  private static final Map<String, Field> BY_NAME =
      Arrays.stream(values()).collect(Collectors.toMap(Field::fieldName, Function.identity()));

  private final ValueType type;

  Field(ValueType type) {
    this.type = type;
  }

  /** Returns its name in JSON: that of its option, in snake_case. */
  public String fieldName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Returns the name of its option, without the hyphens before it. */
  public String optionName() {
    return fieldName().replace('_', '-');
  }

  /**
   * Returns the field with the sha256 of the file that this one names.
   *
   * @throws InvalidRequestException if this field names no such file
   */
  public Field hash() {
    return named(fieldName() + "_sha256");
  }

  /** Returns whether its values are files that are added to a model. */
  public boolean isList() {
    return type instanceof Additions;
  }

  /** Returns the words of which its value is one; empty where it is anything else. */
  public List<String> choices() {
    return type instanceof Choice choice ? choice.words() : List.of();
  }

  /** Returns whether its value is a number. */
  boolean isNumber() {
    return type instanceof Whole || type instanceof Decimal || type instanceof Seed;
  }

  /** Returns whether several values may be given. */
  public boolean isRepeated() {
    return isList() || type instanceof Texts;
  }

  /** Returns what values it takes, in words. */
  public String expected() {
    return type.expected();
  }

  /** Finds a field by its name in JSON or that of its option. */
  public static Optional<Field> find(String name) {
    return Optional.ofNullable(BY_NAME.get(name.replace('-', '_')));
  }

  /**
   * Finds a field by its name in JSON or that of its option.
   *
   * @throws InvalidRequestException if there is none, with the nearest name
   */
  public static Field named(String name) {
    return find(name)
        .orElseThrow(
            () ->
                new InvalidRequestException(
                    "a job has no field \"%s\"%s"
                        .formatted(name, Nearest.question(name, BY_NAME.keySet()).orElse(""))));
  }

  /**
   * Returns a value in its one form.
   *
   * @param raw a text, or what a JSON reader gives
   * @throws InvalidRequestException if the field has no such value
   */
  Object value(Object raw) {
    try {
      return type.of(raw);
    } catch (IllegalArgumentException | ArithmeticException | NullPointerException e) {
      String shown =
          raw instanceof String text
                  && !text.matches("-?[0-9.]+")
                  && !text.matches("-?(NaN|Infinity)")
              ? "\"" + text + "\""
              : String.valueOf(raw);
      throw new InvalidRequestException(fieldName(), "is " + shown + ", expected " + expected());
    }
  }

  /** Returns a value as JSON has it. */
  Object plain(Object value) {
    return type.plain(value);
  }
}
