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
  /** As {@link #ON}, in tiles of half the side, which takes a quarter of the memory. */
  SMALL {
    @Override
    boolean applies(int cells) {
      return true;
    }

    @Override
    int side(int cells) {
      return cells / 2;
    }

    @Override
    public VaeTiling resolved(int cells) {
      return this;
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

  /** Returns the side of a tile where the usual one has so many cells. */
  int side(int cells) {
    return cells;
  }

  /** Returns what this comes to for latents of so many cells: on, off or small. */
  public VaeTiling resolved(int cells) {
    return applies(cells) ? ON : OFF;
  }
}
