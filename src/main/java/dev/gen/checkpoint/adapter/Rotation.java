package dev.gen.checkpoint.adapter;

import dev.gen.checkpoint.safetensors.StoredTensor;
import dev.gen.tensor.FloatTensor;
import dev.gen.tensor.Shape;
import java.util.Optional;

/**
 * OFT and BOFT: outputs are rotated in blocks, in one stage or in several with the outputs shuffled
 * between them (Qiu et al. 2023, arXiv 2306.07280; Liu et al. 2023, arXiv 2311.06243).
 *
 * <p>Blocks are made into rotations by Cayley's transform; stored rotations ({@code oft_diag}) are
 * taken as they are.
 *
 * @param blocks {@code [count, size, size]}, or {@code [stages, count, size, size]}
 * @param cayley how they become rotations, unless they are
 * @param rescale a factor for each output, where there is one
 */
record Rotation(StoredTensor blocks, Optional<Cayley> cayley, Optional<StoredTensor> rescale)
    implements Change.Way {

  @Override
  public boolean fits(Layer layer) {
    Shape shape = blocks.shape();
    int axes = shape.rank();
    return (axes == 3 || axes == 4)
        && shape.elements() > 0
        && shape.size(axes - 1) == shape.size(axes - 2)
        && (long) count() * size() == layer.out()
        && (axes == 3 || canShuffle(layer))
        && rescale.map(factors -> factors.shape().elements() == layer.out()).orElse(true);
  }

  private boolean canShuffle(Layer layer) {
    return size() % 2 == 0
        && stages() < Integer.SIZE
        && layer.out() % ((long) size() << stages() - 1) == 0;
  }

  private int stages() {
    return blocks.shape().rank() == 4 ? blocks.shape().size(0) : 1;
  }

  private int count() {
    return blocks.shape().size(blocks.shape().rank() - 3);
  }

  private int size() {
    return blocks.shape().size(blocks.shape().rank() - 1);
  }

  @Override
  public <T> T end(Arithmetic<T> on, T weight, Layer layer) {
    T rotated = blocks.shape().rank() == 3 ? once(on, weight, layer) : stepwise(on, weight, layer);
    return rescale
        .map(factors -> on.multiply(rotated, on.stored(factors, layer.out(), 1, 1)))
        .orElse(rotated);
  }

  private <T> T once(Arithmetic<T> on, T weight, Layer layer) {
    T rotations = on.numbers(rotations(layer).reshaped(new Shape(count(), size(), size())));
    T rows = on.reshaped(weight, count(), size(), layer.row());
    T rotated = on.einsum("bij,bir->bjr", rotations, rows);
    return on.reshaped(rotated, layer.out(), layer.in(), layer.kernel());
  }

  private <T> T stepwise(Arithmetic<T> on, T weight, Layer layer) {
    FloatTensor all = rotations(layer);
    T rows = weight;
    for (int stage = 0; stage < stages(); stage++) {
      int half = (size() / 2) << stage;
      int groups = layer.out() / 2 / half;
      T apart = on.reshaped(rows, groups, 2, half, layer.row());
      T paired = on.reshaped(on.einsum("cgkr->ckgr", apart), count(), size(), layer.row());
      FloatTensor own = all.rows(stage * count(), (stage + 1) * count());
      T turned = on.einsum("bij,bjr->bir", on.numbers(own), paired);
      T grouped = on.reshaped(turned, groups, half, 2, layer.row());
      rows = on.einsum("ckgr->cgkr", grouped);
    }
    return on.reshaped(rows, layer.out(), layer.in(), layer.kernel());
  }

  /** Returns all rotations, {@code [stages * count, size, size]}. */
  private FloatTensor rotations(Layer layer) {
    float[] values = blocks.read().values().clone();
    Shape shape = new Shape(stages() * count(), size(), size());
    cayley.ifPresent(transform -> transform.rotateInPlace(values, size(), layer.out()));
    return FloatTensor.of(shape, values);
  }

  @Override
  public String kind() {
    return blocks.shape().rank() == 4 ? "BOFT" : "OFT";
  }
}
