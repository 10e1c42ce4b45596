package dev.gen.model;

import java.util.Locale;
import java.util.Optional;

/**
 * About how much memory a picture takes at most, told from its size and the networks' weights.
 *
 * <p>A network takes its weights and what its widest layers hold at once; one is open at a time.
 * The factors are those that Stable Diffusion 1 and XL were measured with at 512 and 1024 pixels
 * (docs/performance.md), rounded up.
 *
 * @param denoiser bytes
 * @param decoder bytes
 */
public record MemoryNeed(long denoiser, long decoder) {

  /** The program itself. */
  private static final long PROGRAM = 250_000_000;

  /** How many values of the width of its outer level a denoiser holds for each latent cell. */
  private static final int VALUES_A_CELL = 24;

  /** How many values of the width of its last but one level a decoder holds for each pixel. */
  private static final int VALUES_A_PIXEL = 4;

  /**
   * The size of what a network works on.
   *
   * @param weights bytes that are in memory at once
   * @param width channels where the picture is largest
   * @param places cells or pixels, of all halves
   */
  public record Work(long weights, int width, long places) {

    private long bytes(int values) {
      return PROGRAM + weights + places * width * values * Float.BYTES;
    }
  }

  static MemoryNeed of(Work denoiser, Work decoder) {
    return new MemoryNeed(denoiser.bytes(VALUES_A_CELL), decoder.bytes(VALUES_A_PIXEL));
  }

  /**
   * Says that a machine has less, and what to do.
   *
   * @param machine its memory in bytes
   */
  public Optional<String> warning(long machine) {
    return most() <= machine
        ? Optional.empty()
        : Optional.of(
            "this picture takes about %s for its %s and the machine has %s, so it is very slow or fails: %s"
                .formatted(
                    gigabytes(most()),
                    denoiser > decoder ? "denoiser" : "decoder",
                    gigabytes(machine),
                    "spare memory (low_memory, vae_tiling on) or make it smaller"));
  }

  /** Returns the bytes of the larger of the two. */
  public long most() {
    return Math.max(denoiser, decoder);
  }

  private static String gigabytes(long bytes) {
    return String.format(Locale.ROOT, "%.1f GB", bytes / 1e9);
  }
}
