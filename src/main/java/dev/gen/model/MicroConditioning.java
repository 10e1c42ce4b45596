package dev.gen.model;

import dev.gen.tensor.FloatTensor;
import dev.gen.tensor.Shape;

/**
 * The sizes that SDXL is told (Podell et al. 2023, arXiv:2307.01952, section 2.2), in pixels.
 *
 * @param originalWidth width of the picture that the training data would have had
 * @param originalHeight its height
 * @param cropLeft how much of its left side a crop would have cut off
 * @param cropTop how much of its top
 * @param targetWidth width that is aimed at
 * @param targetHeight height that is aimed at
 */
public record MicroConditioning(
    int originalWidth,
    int originalHeight,
    int cropLeft,
    int cropTop,
    int targetWidth,
    int targetHeight) {

  /** Says that the picture was never larger and never cropped. */
  public static MicroConditioning ofSize(int widthPixels, int heightPixels) {
    return new MicroConditioning(widthPixels, heightPixels, 0, 0, widthPixels, heightPixels);
  }

  /** Returns {@code [1, 6]}: original height and width, crop top and left, target both. */
  public FloatTensor toTensor() {
    return FloatTensor.of(
        new Shape(1, 6),
        originalHeight,
        originalWidth,
        cropTop,
        cropLeft,
        targetHeight,
        targetWidth);
  }
}
