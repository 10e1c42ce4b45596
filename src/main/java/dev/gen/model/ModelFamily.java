package dev.gen.model;

import dev.gen.onnx.SessionPool;
import dev.gen.schedule.SchedulerConfig;
import dev.gen.tensor.FloatTensor;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What tells one kind of model from another: its text encoders and what they tell the denoiser.
 *
 * <p>Everything else (prediction type, sizes, channels, schedule) is read from a model's own files.
 * Families are immutable; the registry lies beside them in {@code model.family}.
 */
public interface ModelFamily {

  /** Returns the name that users read. */
  String displayName();

  /** Returns the inputs that the denoising network has in every model of this family. */
  Set<String> denoiserInputs();

  /** Returns the networks that read prompts, by their names in the directory. */
  List<String> textEncoders();

  /** Returns the latent scale of models whose files do not state it. */
  double scalingFactor();

  /** Returns what latents of its autoencoder look like, where the models have one in common. */
  default Optional<LatentColours> colours() {
    return Optional.empty();
  }

  /** Returns what a run uses where neither the user nor the model's files say anything. */
  ModelDefaults defaults();

  /**
   * Returns a scheduler's config with what published models of this family are known to misstate.
   */
  default SchedulerConfig corrected(SchedulerConfig config) {
    return config;
  }

  /**
   * Says how the denoising network is called in one step.
   *
   * @param latents {@code [n, c, h, w]}, scaled, with what inpainting joins to them; not modified
   * @param timestep as the sampler counts
   */
  default NetworkCall call(FloatTensor latents, double timestep) {
    return NetworkCall.plain(latents, timestep);
  }

  /**
   * Reads prompts with the model's tokenizers.
   *
   * @return what each text encoder gets, in the order of {@link #textEncoders}
   * @throws dev.gen.error.InvalidRequestException if a prompt is too long, the user's tokenizer
   *     does not fit, or more layers are left out than a text encoder has
   */
  List<TokenizedPrompts> tokenize(ModelSource source, TextPrompts prompts);

  /**
   * Encodes prompts; the text encoders are on loan only while this runs.
   *
   * @param source the model
   * @param read what to encode
   * @param sizes told to the networks that listen
   * @param negative whether the negative side is wanted
   * @param networks lends the text encoders
   */
  EncodedPrompts encode(
      ModelSource source,
      ReadPrompts read,
      Both<MicroConditioning> sizes,
      NegativeSide negative,
      SessionPool networks);

  /** Whether guidance needs the negative side. */
  enum NegativeSide {
    WANTED,
    UNUSED
  }
}
