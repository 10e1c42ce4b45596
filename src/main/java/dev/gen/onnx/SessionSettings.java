package dev.gen.onnx;

import java.util.Optional;

/**
 * How networks are run.
 *
 * @param threads that one network computes with, at least 1
 * @param prepared where networks are kept as they are once they have been opened, if anywhere; the
 *     numbers that come out are the same
 */
public record SessionSettings(int threads, Optional<PreparedNetworks> prepared) {

  /** Keeps no prepared networks. */
  public SessionSettings(int threads) {
    this(threads, Optional.empty());
  }

  /**
   * From this size of its weights on, in bytes, a network opens without the optimizations that copy
   * them.
   *
   * <p>At its highest level, ONNX Runtime lays the weights of all convolutions out anew for the
   * processor. For a denoiser of 3.4 GB that takes longer than one or two of its steps and puts
   * gigabytes beside the pages of the file, while the steps gain 0 to 15 %, depending on the
   * processor: docs/performance.md has the figures. Small networks open at once either way and keep
   * the gain. Decoders of usual size (0.2 GB) are small in this sense.
   */
  static final long LARGE_WEIGHTS = 256L << 20;

  /** Uses as many threads as the machine has processors, and keeps no prepared networks. */
  public static SessionSettings ofAllProcessors() {
    return new SessionSettings(Runtime.getRuntime().availableProcessors());
  }
}
