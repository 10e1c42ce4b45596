package dev.gen.checkpoint;

import dev.gen.checkpoint.safetensors.StoredTensor;
import dev.gen.tensor.Shape;
import java.util.Optional;

/**
 * What a LoRA file adds to one weight W: {@code scale * up * down}, of low rank (Hu et al. 2021,
 * arXiv 2106.09685).
 *
 * <p>For a convolution the kernel belongs to {@code down}, or to {@code middle} where the file is a
 * LoCon with a core (Yeh et al. 2023, arXiv 2309.14859).
 *
 * @param up {@code [out, rank]}, maybe followed by axes of size 1
 * @param down {@code [rank, in]} or {@code [rank, in, kernel, kernel]}
 * @param middle the core {@code [rank, rank, kernel, kernel]}, where there is one
 * @param scale the user's scale times alpha / rank; any finite number
 */
public record LowRankUpdate(
    StoredTensor up, StoredTensor down, Optional<StoredTensor> middle, float scale) {

  /** Returns the rank of the update. */
  public int rank() {
    return down.shape().size(0);
  }

  /** Tells whether this can be added to a weight of that shape, outputs first. */
  boolean fits(Shape weight) {
    if (up.shape().rank() < 2 || down.shape().rank() < 2 || down.shape().elements() == 0) {
      return false;
    }
    int out = weight.size(0);
    long inputs = (long) down.shape().elements() / rank();
    return up.shape().size(0) == out
        && up.shape().elements() == (long) out * rank()
        && middle.map(core -> isSquareCore(core.shape())).orElse(true)
        && out * inputs * kernel() == weight.elements();
  }

  /** Returns the update of rows {@code from} (inclusive) to {@code to} (exclusive) of W. */
  public LowRankUpdate rows(int from, int to) {
    return new LowRankUpdate(up.rows(from, to), down, middle, scale);
  }

  private boolean isSquareCore(Shape core) {
    return core.rank() == 4 && core.size(0) == rank() && core.size(1) == rank();
  }

  private long kernel() {
    return middle.map(core -> (long) core.shape().size(2) * core.shape().size(3)).orElse(1L);
  }
}
