package dev.gen.checkpoint;

import dev.gen.checkpoint.safetensors.StoredTensor;
import dev.gen.tensor.Shape;
import java.util.List;

/**
 * A weight as a network sees it: stored bytes, how they lie, and what LoRA files add to them.
 *
 * @param tensor the stored part
 * @param layout how the stored matrix relates to the network's
 * @param updates what is added to it, in the order of the LoRA files; usually empty
 */
public record Weight(StoredTensor tensor, Layout layout, List<LowRankUpdate> updates) {

  /** How a stored matrix relates to the one that the network multiplies with. */
  public enum Layout {
    /** Rows are outputs, as PyTorch's Linear has them. */
    AS_STORED,
    /** Rows are inputs: the network's matrix is the transpose of the stored one. */
    TRANSPOSED
  }

  /** Copies the list of updates. */
  public Weight {
    updates = List.copyOf(updates);
  }

  /** Returns the shape that the network sees, rows first. */
  public Shape shape() {
    Shape stored = tensor.shape();
    return layout == Layout.AS_STORED ? stored : new Shape(stored.size(1), stored.size(0));
  }

  /** Returns rows {@code from} (inclusive) to {@code to} (exclusive); not for transposed ones. */
  public Weight rows(int from, int to) {
    List<LowRankUpdate> parts = updates.stream().map(update -> update.rows(from, to)).toList();
    return new Weight(tensor.rows(from, to), layout, parts);
  }

  /** Returns the same weight with another shape of as many elements; not for transposed ones. */
  public Weight reshaped(Shape shape) {
    return new Weight(tensor.reshaped(shape), layout, updates);
  }
}
