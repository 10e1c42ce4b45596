package dev.gen.model;

import dev.gen.denoise.Parameterization;
import dev.gen.onnx.TensorSpec;
import dev.gen.schedule.NoiseProcess;
import dev.gen.schedule.SchedulerConfig;
import dev.gen.tensor.Shape;
import java.util.Map;

/**
 * What decides how a model's latents are denoised: read once from its files, never from a sampler.
 *
 * @param process how picture and noise are mixed
 * @param reading what the network's input and output mean
 * @param guidance how a guidance scale reaches the network
 * @param isConsistent whether the network was distilled to find the picture in a step from anywhere
 *     (Song et al. 2023, arXiv:2303.01469)
 * @param patch the side in latent cells of what is one token to the network, at least 1
 */
public record Denoising(
    NoiseProcess process,
    Parameterization reading,
    GuidanceStyle guidance,
    boolean isConsistent,
    int patch) {

  /**
   * Reads what a model's files say.
   *
   * @param scheduler its settings
   * @param inputs of its denoising network
   * @param patch see the component
   */
  static Denoising of(SchedulerConfig scheduler, Map<String, TensorSpec> inputs, int patch) {
    GuidanceStyle guidance = GuidanceStyle.of(inputs);
    return new Denoising(
        NoiseProcess.of(scheduler),
        Parameterization.of(scheduler),
        guidance,
        // Latent consistency models are the only ones that are told their guidance in this way.
        guidance == GuidanceStyle.AS_EMBEDDING,
        patch);
  }

  /** Returns how many tokens the network makes of a latent {@code [n, c, h, w]}. */
  public int tokens(Shape latent) {
    return (latent.size(2) / patch) * (latent.size(3) / patch);
  }
}
