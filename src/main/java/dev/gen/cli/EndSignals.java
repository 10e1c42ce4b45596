package dev.gen.cli;

import sun.misc.Signal;

/**
 * Being told to end, by SIGTERM or Ctrl-C, as something that a command answers itself.
 *
 * <p>A shutdown hook would not do: hooks run all at once, and that of ONNX Runtime takes its
 * networks away while they are in use.
 */
final class EndSignals {

  private EndSignals() {}

  /** Calls back when the process is told to end; told again, it ends at once. */
  static void answer(Runnable told) {
    for (String name : new String[] {"TERM", "INT"}) {
      Signal.handle(
          new Signal(name),
          first -> {
            Signal.handle(first, again -> Runtime.getRuntime().halt(ExitCode.INTERRUPTED));
            told.run();
          });
    }
  }
}
