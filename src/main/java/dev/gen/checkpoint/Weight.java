package dev.gen.checkpoint;

import dev.gen.checkpoint.adapter.Update;
import dev.gen.checkpoint.safetensors.StoredTensor;
import dev.gen.tensor.Shape;
import java.util.List;

/**
 * A weight as a network sees it: stored bytes, how they lie, and what adapters do to them.
 *
 * @param tensor the stored part
 * @param layout how the stored matrix relates to the network's
 * @param updates what is done to it, in the order of the files; usually nothing
 */
public record Weight(StoredTensor tensor, Layout layout, List<Update> updates) {

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

  /**
   * Returns rows {@code from} (inclusive) to {@code to} (exclusive) of one that nothing changes.
   */
  public Weight rows(int from, int to) {
    return new Weight(tensor.rows(from, to), layout, List.of());
  }

  /** Returns the same weight with another shape of as many elements; not for transposed ones. */
  public Weight reshaped(Shape shape) {
    return new Weight(tensor.reshaped(shape), layout, updates);
  }
}
