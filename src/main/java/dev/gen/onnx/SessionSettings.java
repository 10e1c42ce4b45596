package dev.gen.onnx;

/**
 * How networks are run.
 *
 * @param threads that one network computes with, at least 1
 */
public record SessionSettings(int threads) {

  /** Uses as many threads as the machine has processors. */
  public static SessionSettings ofAllProcessors() {
    return new SessionSettings(Runtime.getRuntime().availableProcessors());
  }
}
