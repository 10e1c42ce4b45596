package dev.gen.studio;

import dev.gen.model.DiffusionModel;
import dev.gen.sampler.PathRequest;
import dev.gen.sampler.Sampler;
import dev.gen.sampler.SamplerKind;
import java.util.Optional;

/**
 * How the noise is removed.
 *
 * @param kind of the sampler
 * @param sigmas the name of the chosen noise levels, if they are not the model's own
 * @param sampler made for the model's schedule
 * @param path how many steps, and over which noise levels, from pure noise on
 */
public record Sampling(
    SamplerKind kind, Optional<String> sigmas, Sampler sampler, PathRequest path) {

  /** Returns what people call the sampler with its noise levels, such as {@code Euler a karras}. */
  public String name() {
    return sigmas.map(chosen -> kind.displayName() + " " + chosen).orElse(kind.displayName());
  }

  /** Returns what the user should know of this choice for this model. */
  Optional<String> warning(DiffusionModel model) {
    return model.denoising().isConsistent() && !kind.isForConsistentModels()
        ? Optional.of(
            "%s is a consistency model, which %s does not drive well; use the sampler lcm"
                .formatted(model.name(), kind.displayName()))
        : Optional.empty();
  }
}
