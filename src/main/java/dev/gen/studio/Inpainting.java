package dev.gen.studio;

import dev.gen.sampler.LatentConstraint;
import dev.gen.tensor.FloatTensor;
import dev.gen.tensor.Shape;

/** What a mask does to pictures and latents; 1 is painted anew, 0 stays. */
final class Inpainting {

  private Inpainting() {}

  /**
   * Returns the mask in latent cells, by the nearest pixel.
   *
   * @param mask {@code [1, 1, h, w]}
   * @param factor pixels per cell
   * @return {@code [1, 1, h/f, w/f]}
   */
  static FloatTensor latentMask(FloatTensor mask, int factor) {
    int width = mask.shape().size(3);
    Shape shape = new Shape(1, 1, mask.shape().size(2) / factor, width / factor);
    float[] values = new float[shape.elements()];
    for (int i = 0; i < values.length; i++) {
      int y = i / shape.size(3);
      int x = i % shape.size(3);
      values[i] = mask.get(y * factor * width + x * factor);
    }
    return FloatTensor.of(shape, values);
  }

  /** Returns the picture {@code [1, 3, h, w]} with 0, a middle grey, where it is painted anew. */
  static FloatTensor blanked(FloatTensor picture, FloatTensor mask) {
    float[] values = picture.values().clone();
    for (int i = 0; i < values.length; i++) {
      values[i] = mask.get(i % mask.size()) < 0.5f ? values[i] : 0;
    }
    return FloatTensor.of(picture.shape(), values);
  }

  /**
   * Puts back, after every update, what stays: the clean latent with noise of that level.
   *
   * @param clean {@code [1, c, h, w]}
   * @param noise unit normal, same shape
   * @param mask {@code [1, 1, h, w]} in latent cells
   */
  static LatentConstraint keeping(FloatTensor clean, FloatTensor noise, FloatTensor mask) {
    return (latent, next) -> {
      FloatTensor kept = FloatTensor.linear(next.alpha(), clean, next.sigma(), noise);
      float[] values = latent.values().clone();
      for (int i = 0; i < values.length; i++) {
        float m = mask.get(i % mask.size());
        values[i] = (1 - m) * kept.get(i) + m * values[i];
      }
      return FloatTensor.of(latent.shape(), values);
    };
  }
}
