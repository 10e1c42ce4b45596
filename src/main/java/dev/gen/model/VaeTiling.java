package dev.gen.model;

/** Whether a large latent is decoded in overlapping parts, which bounds the decoder's memory. */
public enum VaeTiling {
  /** Only latents of more than {@value #WHOLE_CELLS} cells, 1024 x 1024 pixels for most models. */
  AUTO {
    @Override
    boolean applies(int cells) {
      return cells > WHOLE_CELLS;
    }
  },
  /** Every latent larger than one tile. */
  ON {
    @Override
    boolean applies(int cells) {
      return true;
    }
  },
  /** Never: whatever the memory, there are no seams. */
  OFF {
    @Override
    boolean applies(int cells) {
      return false;
    }
  };

  private static final int WHOLE_CELLS = 128 * 128;

  abstract boolean applies(int cells);

  /** Returns what this comes to for latents of so many cells: on or off. */
  public VaeTiling resolved(int cells) {
    return applies(cells) ? ON : OFF;
  }
}
