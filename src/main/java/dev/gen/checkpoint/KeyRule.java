package dev.gen.checkpoint;

import dev.gen.checkpoint.Weight.Layout;
import java.util.List;

/** How a dialect of checkpoints names the weights that diffusers names otherwise. */
interface KeyRule {

  /** The rule of a diffusers folder: every weight has its own name. */
  KeyRule SAME_NAMES = name -> List.of(Source.of(name));

  /** Returns where a weight may be found, best first; the name is diffusers'. */
  List<Source> sources(String name);

  /**
   * Where a weight lies.
   *
   * @param key the key in the file
   * @param part which part of the rows it is, 0-based
   * @param parts into how many equal parts the rows are divided
   * @param layout how the stored matrix relates to the network's
   */
  record Source(String key, int part, int parts, Layout layout) {

    /** Returns the source that is the whole tensor of that key. */
    static Source of(String key) {
      return new Source(key, 0, 1, Layout.AS_STORED);
    }

    /** Returns the weight, given the tensor that has the key. */
    Weight in(StoredTensor tensor) {
      int rows = parts == 1 ? 0 : tensor.shape().size(0) / parts;
      StoredTensor view = parts == 1 ? tensor : tensor.rows(part * rows, (part + 1) * rows);
      return new Weight(view, layout, List.of());
    }
  }
}
