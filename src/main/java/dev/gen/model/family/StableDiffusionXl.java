package dev.gen.model.family;

import dev.gen.denoise.Conditioning;
import dev.gen.model.EncodedPrompts;
import dev.gen.model.MicroConditioning;
import dev.gen.model.ModelDefaults;
import dev.gen.model.ModelFamily;
import dev.gen.model.ModelSource;
import dev.gen.model.TextEncoder;
import dev.gen.model.TextPrompts;
import dev.gen.model.family.TokenizedPrompts.Texts;
import dev.gen.onnx.OnnxModel;
import dev.gen.onnx.SessionPool;
import dev.gen.tensor.FloatTensor;
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

  @Override
  public double scalingFactor() {
    return 0.13025;
  }

  @Override
  public ModelDefaults defaults() {
    return new ModelDefaults(1024, 1024, 25, 5);
  }

  @Override
  public EncodedPrompts encode(
      ModelSource source,
      TextPrompts prompts,
      MicroConditioning sizes,
      NegativeSide negative,
      SessionPool networks) {
    Texts first = new Texts(prompts.prompt(), prompts.negative().orElse(""));
    Texts second =
        new Texts(
            prompts.second().orElse(first.positive()),
            prompts.secondNegative().orElse(first.negative()));
    TokenizedPrompts two = TokenizedPrompts.of(source, "tokenizer_2", second, prompts.syntax(), 1);
    TokenizedPrompts one =
        TokenizedPrompts.of(source, "tokenizer", first, prompts.syntax(), two.chunks());
    if (one.chunks() > two.chunks()) {
      two = TokenizedPrompts.of(source, "tokenizer_2", second, prompts.syntax(), one.chunks());
    }
    Sides sides1 =
        sides(source.network("text_encoder"), one, Optional.empty(), prompts.clipSkip(), networks);
    Sides sides2 =
        sides(
            source.network("text_encoder_2"),
            two,
            Optional.of(POOLED),
            prompts.clipSkip(),
            networks);
    Conditioning positive = join(sides1.positive(), sides2.positive(), sizes);
    Optional<Conditioning> negativeSide = Optional.empty();
    if (negative == NegativeSide.WANTED) {
      negativeSide =
          Optional.of(
              negativeIsZero(source, prompts)
                  ? zeroed(positive)
                  : join(sides1.negative(), sides2.negative(), sizes));
    }
    return new EncodedPrompts(positive, negativeSide, one.warnings(negative));
  }

  private record Sides(TextEncoder.Encoded positive, TextEncoder.Encoded negative) {}

  private static Sides sides(
      OnnxModel network,
      TokenizedPrompts tokens,
      Optional<String> pooled,
      int clipSkip,
      SessionPool networks) {
    try (TextEncoder encoder = TextEncoder.open(network, networks)) {
      // As in the reference, only the positive side leaves layers out.
      return new Sides(
          encoder.encode(tokens.positive(), encoder.hiddenState(2 + clipSkip), pooled),
          encoder.encode(tokens.negative(), encoder.hiddenState(2), pooled));
    }
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

  private static Conditioning zeroed(Conditioning positive) {
    return new Conditioning(
        FloatTensor.zeros(positive.promptEmbeddings().shape()),
        Map.of(
            POOLED,
            FloatTensor.zeros(positive.added().get(POOLED).shape()),
            SIZES,
            positive.added().get(SIZES)));
  }
}
