package dev.gen.checkpoint.adapter;

import dev.gen.checkpoint.safetensors.StoredTensor;

/**
 * (IA)³: every output, or every input, is scaled by its own factor (Liu et al. 2022, arXiv
 * 2205.05638).
 *
 * @param factors one for each
 * @param onInput tells that inputs are scaled
 * @param neutral the factor that changes nothing
 */
record Scaling(StoredTensor factors, boolean onInput, int neutral) implements Change {

  /** LyCORIS', which scale by 1 + the factor. */
  static Scaling around0(StoredTensor factors, boolean onInput) {
    return new Scaling(factors, onInput, 0);
  }

  /** PEFT's, which scale by the factor. */
  static Scaling around1(StoredTensor factors, boolean onInput) {
    return new Scaling(factors, onInput, 1);
  }

  @Override
  public boolean fits(Layer layer) {
    return factors.shape().elements() == (onInput ? layer.in() : layer.out());
  }

  @Override
  public <T> T applied(Arithmetic<T> on, T weight, Layer layer, double strength) {
    int count = factors.shape().elements();
    T each = onInput ? on.stored(factors, 1, count, 1) : on.stored(factors, count, 1, 1);
    return on.multiply(weight, on.plus(on.scaled(each, strength), 1 - neutral * strength));
  }

  /** Outputs are scaled with their bias, where they have one. */
  @Override
  public boolean mayLackBias() {
    return true;
  }

  @Override
  public String kind() {
    return "(IA)³";
  }
}
