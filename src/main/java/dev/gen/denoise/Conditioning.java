package dev.gen.denoise;

import dev.gen.tensor.FloatTensor;
import java.util.Map;

/**
 * What a denoising network is told about one picture besides its noise.
 *
 * @param promptEmbeddings {@code [1, tokens, dim]}
 * @param added further inputs by the name that the network gives them, such as {@code text_embeds
 *     [1, dim]}; empty for most families
 */
public record Conditioning(FloatTensor promptEmbeddings, Map<String, FloatTensor> added) {

  /** Copies the map. */
  public Conditioning {
    added = Map.copyOf(added);
  }
}
