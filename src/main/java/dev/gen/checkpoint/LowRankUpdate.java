package dev.gen.checkpoint;

import java.util.Optional;

/**
 * What a LoRA file adds to one weight W: {@code scale * up * down}, of low rank.
 *
 * <p>For a convolution the kernel belongs to {@code down}, or to {@code middle} where the file is a
 * LoCon with a core (Yeh et al. 2023, arXiv 2309.14859, section 3.2).
 *
 * @param up {@code [out, rank]}, maybe followed by axes of size 1
 * @param down {@code [rank, in]} or {@code [rank, in, kernel, kernel]}
 * @param middle the core {@code [rank, rank, kernel, kernel]}, where there is one
 * @param scale the user's weight times alpha / rank; any finite number
 */
public record LowRankUpdate(
    StoredTensor up, StoredTensor down, Optional<StoredTensor> middle, float scale) {

  /** Returns the rank of the update. */
  public int rank() {
    return down.shape().size(0);
  }

  /** Returns the number of elements of the weight that this fits. */
  public long elements() {
    long inputs = down.shape().elements() / rank();
    long kernel = middle.map(core -> (long) core.shape().size(2) * core.shape().size(3)).orElse(1L);
    return up.shape().size(0) * inputs * kernel;
  }

  /** Returns the update of rows {@code from} (inclusive) to {@code to} (exclusive) of W. */
  public LowRankUpdate rows(int from, int to) {
    return new LowRankUpdate(up.rows(from, to), down, middle, scale);
  }
}
