package dev.gen.cli;

import java.io.PrintWriter;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import sun.misc.Signal;

/**
 * What is said when the process is told to end, by Ctrl-C or otherwise.
 *
 * <p>The process ends at once, whatever its networks do: pictures are on disk as soon as they are
 * finished, and files appear whole or not at all. Who is told twice while this is said says no
 * more. The exit code is that of the JVM itself, 128 and the number of the signal.
 */
final class Interruption {

  private volatile Supplier<String> goingOn = () -> "what was not finished is lost";
  private volatile Runnable clearing = () -> {};
  private volatile boolean told;

  /** Sets what is said of what is done and how to go on. */
  void says(Supplier<String> sentence) {
    goingOn = sentence;
  }

  /** Sets what takes away what moves. */
  void clears(Runnable moving) {
    clearing = moving;
  }

  /** Says it. */
  void tell(PrintWriter err) {
    told = true;
    for (String name : new String[] {"INT", "TERM"}) {
      Signal.handle(
          new Signal(name), signal -> Runtime.getRuntime().halt(128 + signal.getNumber()));
    }
    clearing.run();
    err.println("gen: interrupted; " + goingOn.get());
  }

  /** Keeps a thread for good that would say more: what fails while the process ends is no fault. */
  void holdOnceTold() {
    while (told) {
      LockSupport.park();
    }
  }
}
