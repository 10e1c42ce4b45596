package dev.gen.image;

/** How pixels are mixed where a picture gets another size: Pillow's filters. */
public enum ResizeFilter {
  /** A window of three lobes of the sinc function. */
  LANCZOS(3) {
    @Override
    double weight(double x) {
      return sinc(x) * sinc(x / 3);
    }

    private double sinc(double x) {
      return x == 0 ? 1 : Math.sin(Math.PI * x) / (Math.PI * x);
    }
  },
  /** A triangle. */
  BILINEAR(1) {
    @Override
    double weight(double x) {
      return 1 - Math.abs(x);
    }
  },
  /** Keys' cubic convolution with a = -1/2 (1981, doi:10.1109/TASSP.1981.1163711). */
  BICUBIC(2) {
    @Override
    double weight(double x) {
      double d = Math.abs(x);
      return d < 1 ? (1.5 * d - 2.5) * d * d + 1 : ((-0.5 * d + 2.5) * d - 4) * d + 2;
    }
  };

  private final double reach;

  ResizeFilter(double reach) {
    this.reach = reach;
  }

  /** Returns up to what distance a pixel counts. */
  double reach() {
    return reach;
  }

  /** Returns how much a pixel counts at a distance within the reach. */
  abstract double weight(double x);
}
