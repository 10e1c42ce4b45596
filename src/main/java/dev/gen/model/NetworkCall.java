package dev.gen.model;

import dev.gen.tensor.FloatTensor;
import dev.gen.tensor.Shape;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * What one run of a denoising network is given besides the prompt, and where its answer is.
 *
 * @param inputs by the network's own names: the latent as the network wants it, the time, ...
 * @param output the name of what the network returns
 * @param toLatent makes a latent {@code [n, c, h, w]} of it
 */
public record NetworkCall(
    Map<String, FloatTensor> inputs, String output, UnaryOperator<FloatTensor> toLatent) {

  /** The input of networks that take latents as they are. */
  public static final String SAMPLE = "sample";

  /** The input that tells networks of the time, {@code []}. */
  public static final String TIMESTEP = "timestep";

  /** The input with the prompt's vectors, {@code [n, tokens, dim]}. */
  public static final String PROMPT = "encoder_hidden_states";

  private static final String OUTPUT = "out_sample";

  /** Copies the map. */
  public NetworkCall {
    inputs = Map.copyOf(inputs);
  }

  /**
   * Calls a network that takes latents and timesteps as they are.
   *
   * @param latents {@code [n, c, h, w]}
   * @param timestep as the sampler counts
   */
  public static NetworkCall plain(FloatTensor latents, double timestep) {
    FloatTensor time = FloatTensor.of(new Shape(), (float) timestep);
    return new NetworkCall(
        Map.of(SAMPLE, latents, TIMESTEP, time), OUTPUT, UnaryOperator.identity());
  }
}
