package dev.gen.model.family;

import dev.gen.denoise.Conditioning;
import dev.gen.model.Both;
import dev.gen.model.EncodedPrompts;
import dev.gen.model.LatentColours;
import dev.gen.model.MicroConditioning;
import dev.gen.model.ModelDefaults;
import dev.gen.model.ModelFamily;
import dev.gen.model.ModelSource;
import dev.gen.model.ReadPrompts;
import dev.gen.model.TextEncoder;
import dev.gen.model.TextPrompts;
import dev.gen.model.TokenizedPrompts;
import dev.gen.onnx.OnnxModel;
import dev.gen.onnx.SessionPool;
import dev.gen.tensor.FloatTensor;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Stable Diffusion XL: two text encoders, whose next-to-last layers are joined, a pooled vector,
 * and the picture's sizes (Podell et al. 2023, arXiv:2307.01952).
 */
final class StableDiffusionXl implements ModelFamily {

  private static final String POOLED = "text_embeds";
  private static final String SIZES = "time_ids";

  @Override
  public String displayName() {
    return "Stable Diffusion XL";
  }

  @Override
  public Set<String> denoiserInputs() {
    return Set.of("sample", "timestep", "encoder_hidden_states", POOLED, SIZES);
  }

  /**
   * Factors that T. A. Vass published ("Explaining the SDXL latent space", 2023): weights of 60,
   * -60, 25, -70 for red and so on, and a constant of 150, 140, 130, all of 255.
   */
  @Override
  public Optional<LatentColours> colours() {
    return Optional.of(
        LatentColours.of(
            0.471, 0.471, 0.471, -0.471, -0.039, 0.078, 0.196, 0.118, -0.039, -0.549, -0.392,
            -0.275, 0.176, 0.098, 0.020));
  }

  @Override
  public List<String> textEncoders() {
    return List.of("text_encoder", "text_encoder_2");
  }

  @Override
  public double scalingFactor() {
    return 0.13025;
  }

  @Override
  public ModelDefaults defaults() {
    return new ModelDefaults(1024, 1024, 25, 5);
  }

  @Override
  public List<TokenizedPrompts> tokenize(ModelSource source, TextPrompts prompts) {
    if (prompts.clipSkip() > 0) {
      textEncoders().forEach(name -> layer(source.network(name), prompts.clipSkip()));
    }
    Both<String> first = new Both<>(prompts.prompt(), prompts.negative().orElse(""));
    Both<String> second =
        new Both<>(
            prompts.second().orElse(first.positive()),
            prompts.secondNegative().orElse(first.negative()));
    TokenizedPrompts two = TokenizedPrompts.of(source, "tokenizer_2", second, prompts.syntax(), 1);
    TokenizedPrompts one =
        TokenizedPrompts.of(source, "tokenizer", first, prompts.syntax(), two.chunks());
    if (one.chunks() > two.chunks()) {
      two = TokenizedPrompts.of(source, "tokenizer_2", second, prompts.syntax(), one.chunks());
    }
    return List.of(one, two);
  }

  @Override
  public EncodedPrompts encode(
      ModelSource source,
      ReadPrompts read,
      Both<MicroConditioning> sizes,
      NegativeSide negative,
      SessionPool networks) {
    boolean wanted = negative == NegativeSide.WANTED;
    boolean zero = negativeIsZero(source, read.prompts());
    List<Encoding> encodings = encodings(read, wanted && !zero);
    Sides one = encodings.get(0).run(source, networks);
    Sides two = encodings.get(1).run(source, networks);
    Conditioning positive = join(one.positive(), two.positive(), sizes.positive());
    Optional<Conditioning> other =
        one.negative().map(first -> join(first, two.negative().orElseThrow(), sizes.negative()));
    if (wanted && zero) {
      other = Optional.of(zeroed(positive, sizes.negative()));
    }
    Set<String> warnings = new LinkedHashSet<>();
    encodings.forEach(encoding -> warnings.addAll(encoding.tokens().warnings(negative)));
    return new EncodedPrompts(positive, other, List.copyOf(warnings));
  }

  private static List<Encoding> encodings(ReadPrompts read, boolean bothSides) {
    TokenizedPrompts one = read.tokens().get(0);
    TokenizedPrompts two = read.tokens().get(1);
    int skipped = read.prompts().clipSkip();
    return List.of(
        new Encoding("text_encoder", one, Optional.empty(), skipped, bothSides),
        new Encoding("text_encoder_2", two, Optional.of(POOLED), skipped, bothSides));
  }

  private record Sides(TextEncoder.Encoded positive, Optional<TextEncoder.Encoded> negative) {}

  /**
   * What one of the encoders is to do.
   *
   * @param network its name
   * @param tokens what it reads
   * @param pooled the output that stands for the whole prompt, if it is wanted
   * @param clipSkip how many layers more than usual the positive side leaves out
   * @param bothSides whether the negative side is encoded
   */
  private record Encoding(
      String network,
      TokenizedPrompts tokens,
      Optional<String> pooled,
      int clipSkip,
      boolean bothSides) {

    Sides run(ModelSource source, SessionPool networks) {
      OnnxModel model = source.network(network);
      try (TextEncoder encoder = TextEncoder.open(model, networks)) {
        // As in the reference, only the positive side leaves layers out.
        TextEncoder.Encoded positive =
            encoder.encode(tokens.positive(), layer(model, clipSkip), pooled);
        return new Sides(
            positive,
            bothSides
                ? Optional.of(encoder.encode(tokens.negative(), layer(model, 0), pooled))
                : Optional.empty());
      }
    }
  }

  private static String layer(OnnxModel encoder, int skipped) {
    return TextEncoder.hiddenState(encoder, 2 + skipped);
  }

  private static Conditioning join(
      TextEncoder.Encoded one, TextEncoder.Encoded two, MicroConditioning sizes) {
    return new Conditioning(
        FloatTensor.concat(2, List.of(one.perToken(), two.perToken())),
        Map.of(POOLED, two.pooled(), SIZES, sizes.toTensor()));
  }

  /** SDXL base was trained to see zeros, not an encoded empty text, where nothing is said. */
  private static boolean negativeIsZero(ModelSource source, TextPrompts prompts) {
    return prompts.negative().isEmpty()
        && prompts.secondNegative().isEmpty()
        && source.index().flag("force_zeros_for_empty_prompt").orElse(true);
  }

  private static Conditioning zeroed(Conditioning positive, MicroConditioning sizes) {
    return new Conditioning(
        FloatTensor.zeros(positive.promptEmbeddings().shape()),
        Map.of(
            POOLED,
            FloatTensor.zeros(positive.added().get(POOLED).shape()),
            SIZES,
            sizes.toTensor()));
  }
}
