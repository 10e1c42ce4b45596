package dev.gen.checkpoint.adapter;

import dev.gen.checkpoint.safetensors.StoredTensor;

/**
 * (IA)³: every output, or every input, is scaled by 1 + its own factor (Liu et al. 2022, arXiv
 * 2205.05638).
 *
 * @param factors one for each
 * @param onInput tells that inputs are scaled
 */
record Scaling(StoredTensor factors, boolean onInput) implements Change {

  @Override
  public boolean fits(Layer layer) {
    return factors.shape().elements() == (onInput ? layer.in() : layer.out());
  }

  @Override
  public <T> T delta(Arithmetic<T> on, T weight, Layer layer) {
    int count = factors.shape().elements();
    T each = onInput ? on.stored(factors, 1, count, 1) : on.stored(factors, count, 1, 1);
    return on.multiply(weight, each);
  }

  @Override
  public String kind() {
    return "(IA)³";
  }
}
