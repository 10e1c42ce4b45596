package dev.gen.model;

import dev.gen.tensor.FloatTensor;
import dev.gen.tensor.Shape;

/**
 * A picture after the encoder: the latents that it may stand for.
 *
 * <p>Encoding takes as long as decoding and drawing takes nothing, so a batch encodes once.
 */
@FunctionalInterface
public interface EncodedPicture {

  /**
   * Draws a latent around the mean.
   *
   * @param noise unit normal, of the result's shape; zeros take the mean itself, and encoders that
   *     have drawn already ignore it
   * @return {@code [1, c, h/f, w/f]}, as a sampler takes it
   */
  FloatTensor latent(FloatTensor noise);

  /**
   * Returns mean + exp(logvar / 2) · noise, with the log-variance kept within -30 to 20.
   *
   * @param parameters {@code [1, 2c, h, w]}: means, then log-variances
   * @param noise {@code [1, c, h, w]}
   */
  static FloatTensor draw(FloatTensor parameters, FloatTensor noise) {
    int half = parameters.size() / 2;
    Shape shape = parameters.shape().with(1, parameters.shape().size(1) / 2);
    float[] values = new float[half];
    for (int i = 0; i < half; i++) {
      double logVariance = Math.min(20, Math.max(-30, parameters.get(half + i)));
      values[i] = (float) (parameters.get(i) + Math.exp(logVariance / 2) * noise.get(i));
    }
    return FloatTensor.of(shape, values);
  }
}
