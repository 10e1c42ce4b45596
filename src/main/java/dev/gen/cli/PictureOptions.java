package dev.gen.cli;

import dev.gen.denoise.Guidance;
import dev.gen.error.InvalidRequestException;
import dev.gen.model.DiffusionModel;
import dev.gen.model.ModelDefaults;
import dev.gen.model.TextPrompts;
import dev.gen.model.VaeTiling;
import dev.gen.pipeline.GenerationRequest;
import dev.gen.pipeline.GenerationRequest.Seeds;
import dev.gen.pipeline.Sampling;
import dev.gen.random.NoiseKind;
import java.security.SecureRandom;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** How the pictures are made; what is not said comes from the model. */
final class PictureOptions {

  private static final int MOST_PICTURES = 1000;

  @Option(names = "--width", paramLabel = "PIXELS", description = "Width of the picture.")
  private Integer width;

  @Option(names = "--height", paramLabel = "PIXELS", description = "Height of the picture.")
  private Integer height;

  @Option(
      names = "--count",
      paramLabel = "N",
      defaultValue = "1",
      description =
          "Make N pictures, up to 1000, with the seeds S, S+1, ... (default: ${DEFAULT-VALUE}).")
  private int count;

  @Option(
      names = "--seed",
      paramLabel = "S",
      converter = SeedConverter.class,
      description =
          "A number up to 18446744073709551615; the same seed gives the same picture (default: drawn"
              + " by lot, and reported).")
  private Long seed;

  @Option(
      names = "--rng",
      paramLabel = "NAME",
      defaultValue = "torch",
      description = "Whose seeds these are: torch, numpy or philox (default: ${DEFAULT-VALUE}).")
  private String noise;

  @Option(names = "--steps", paramLabel = "N", description = "Steps from noise to picture.")
  private Integer steps;

  @Option(
      names = "--guidance-scale",
      paramLabel = "W",
      description = "How closely the prompt is followed; 1 and below follow it unguided.")
  private Double guidanceScale;

  @Option(
      names = "--guidance-rescale",
      paramLabel = "R",
      defaultValue = "0",
      description = "Soften what strong guidance over-exposes, 0 to 1 (default: 0).")
  private double guidanceRescale;

  @Option(
      names = "--vae-tiling",
      paramLabel = "WHEN",
      defaultValue = "auto",
      description =
          "auto, on or off: decode large pictures in parts, which takes less memory (default:"
              + " ${DEFAULT-VALUE}, from 1024x1024 on).")
  private VaeTiling tiling;

  @Mixin private final SamplerOptions sampler = new SamplerOptions();
  @Mixin private final SourceOptions source = new SourceOptions();
  @Mixin private final SizeHints hints = new SizeHints();

  /** Returns how many pictures are asked for, all of which a run holds in memory. */
  int count() {
    if (count < 1 || count > MOST_PICTURES) {
      throw new InvalidRequestException("--count is " + count + ", expected 1 to " + MOST_PICTURES);
    }
    return count;
  }

  GenerationRequest toRequest(TextPrompts prompts, DiffusionModel model) {
    ModelDefaults defaults = model.defaults();
    int widthPixels = width == null ? defaults.widthPixels() : width;
    int heightPixels = height == null ? defaults.heightPixels() : height;
    Sampling sampling =
        sampler.toSampling(model.schedulerConfig(), steps == null ? defaults.steps() : steps);
    return new GenerationRequest(
        prompts,
        widthPixels,
        heightPixels,
        guidance(defaults),
        sampling,
        new Seeds(firstSeed(), count, NoiseKind.named(noise)),
        hints.toMicroConditioning(widthPixels, heightPixels),
        source.toSourcePicture(widthPixels, heightPixels),
        tiling);
  }

  private Guidance guidance(ModelDefaults defaults) {
    double scale = guidanceScale == null ? defaults.guidanceScale() : guidanceScale;
    if (!Double.isFinite(scale)) {
      throw new InvalidRequestException(
          "--guidance-scale is " + scale + ", expected a finite number such as 7.5");
    }
    if (!(guidanceRescale >= 0 && guidanceRescale <= 1)) {
      throw new InvalidRequestException(
          "--guidance-rescale is " + guidanceRescale + ", expected 0 to 1");
    }
    return new Guidance(scale, guidanceRescale);
  }

  /** Draws seeds of 32 bits, which every program that knows seeds can take. */
  private long firstSeed() {
    return seed == null ? Integer.toUnsignedLong(new SecureRandom().nextInt()) : seed;
  }
}
