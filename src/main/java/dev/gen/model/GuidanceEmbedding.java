package dev.gen.model;

import dev.gen.tensor.FloatTensor;
import dev.gen.tensor.Shape;

/** The guidance scale as a vector, for networks that were distilled with it as an input. */
final class GuidanceEmbedding {

  private GuidanceEmbedding() {}

  /**
   * Returns sines, then cosines, of {@code 1000 (w - 1)} at falling frequencies.
   *
   * <p>Luo et al. 2023, arXiv:2310.04378, section 4.2; the frequencies are those of Vaswani et al.
   * 2017, arXiv:1706.03762, section 3.5, with {@code dim / 2 - 1} in the exponent. Angles run into
   * the thousands, so they are rounded to floats where the reference rounds them.
   *
   * @param guidanceScale w
   * @param dim the vector's length; an odd one ends in a zero
   * @return {@code [1, dim]}
   */
  static FloatTensor of(double guidanceScale, int dim) {
    int half = dim / 2;
    float[] values = new float[dim];
    float told = (float) (guidanceScale - 1) * 1000;
    float step = (float) (-Math.log(10000) / (half - 1));
    for (int i = 0; i < half; i++) {
      float angle = told * (float) Math.exp(i * step);
      values[i] = (float) Math.sin(angle);
      values[half + i] = (float) Math.cos(angle);
    }
    return FloatTensor.of(new Shape(1, dim), values);
  }
}
