package dev.gen.model.family;

import dev.gen.denoise.Conditioning;
import dev.gen.model.Both;
import dev.gen.model.EncodedPrompts;
import dev.gen.model.LatentColours;
import dev.gen.model.MicroConditioning;
import dev.gen.model.ModelDefaults;
import dev.gen.model.ModelFamily;
import dev.gen.model.ModelSource;
import dev.gen.model.ModelSource.EarlierLayer;
import dev.gen.model.ReadPrompts;
import dev.gen.model.TextEncoder;
import dev.gen.model.TextPrompts;
import dev.gen.model.TokenizedPrompts;
import dev.gen.onnx.SessionPool;
import dev.gen.schedule.SchedulerConfig;
import dev.gen.text.TokenChunk;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Stable Diffusion 1.x and 2.x, and whatever keeps their contract: one text encoder, whose last
 * layer the denoiser attends to (Rombach et al. 2022, arXiv:2112.10752).
 */
final class StableDiffusion implements ModelFamily {

  @Override
  public String displayName() {
    return "Stable Diffusion";
  }

  @Override
  public Set<String> denoiserInputs() {
    return Set.of("sample", "timestep", "encoder_hidden_states");
  }

  /** Factors of SD 1.4 that keturn published: discuss.huggingface.co/t/23204. */
  @Override
  public Optional<LatentColours> colours() {
    return Optional.of(
        LatentColours.of(
            0.298, 0.207, 0.208, 0.187, 0.286, 0.173, -0.158, 0.189, 0.264, -0.184, -0.271, -0.473,
            0.0, 0.0, 0.0));
  }

  @Override
  public List<String> textEncoders() {
    return List.of("text_encoder");
  }

  @Override
  public double scalingFactor() {
    return 0.18215;
  }

  @Override
  public ModelDefaults defaults() {
    return new ModelDefaults(512, 512, 25, 7.5);
  }

  /** The first files said otherwise; the reference's pipeline corrects them in the same way. */
  @Override
  public SchedulerConfig corrected(SchedulerConfig config) {
    return config.with("steps_offset", 1).with("clip_sample", false);
  }

  @Override
  public List<TokenizedPrompts> tokenize(ModelSource source, TextPrompts prompts) {
    layer(source, prompts);
    Both<String> texts = new Both<>(prompts.prompt(), prompts.negative().orElse(""));
    return List.of(TokenizedPrompts.of(source, "tokenizer", texts, prompts.syntax(), 1));
  }

  @Override
  public EncodedPrompts encode(
      ModelSource source,
      ReadPrompts read,
      Both<MicroConditioning> sizes,
      NegativeSide negative,
      SessionPool networks) {
    TokenizedPrompts tokens = read.tokens().get(0);
    EarlierLayer layer =
        layer(source, read.prompts())
            .orElseGet(
                () -> new EarlierLayer(source.network("text_encoder"), TextEncoder.LAST_LAYER));
    try (TextEncoder encoder = TextEncoder.open(layer.network(), networks)) {
      // As in the reference, only the positive side leaves layers out.
      return new EncodedPrompts(
          conditioning(encoder, tokens.positive(), layer.output()),
          negative == NegativeSide.WANTED
              ? Optional.of(conditioning(encoder, tokens.negative(), TextEncoder.LAST_LAYER))
              : Optional.empty(),
          tokens.warnings(negative));
    }
  }

  private static Optional<EarlierLayer> layer(ModelSource source, TextPrompts prompts) {
    return Optional.of(prompts.clipSkip())
        .filter(skipped -> skipped > 0)
        .map(skipped -> source.textEncoderSkipping("text_encoder", skipped));
  }

  private static Conditioning conditioning(
      TextEncoder encoder, List<TokenChunk> chunks, String layer) {
    return new Conditioning(encoder.encode(chunks, layer, Optional.empty()).perToken(), Map.of());
  }
}
