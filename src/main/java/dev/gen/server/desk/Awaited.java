package dev.gen.server.desk;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Waits for jobs. */
final class Awaited {

  private Awaited() {}

  /** Waits until a job ended, and says whether it did by a time of {@link System#nanoTime}. */
  static boolean by(long end, Ticket ticket) {
    try {
      ticket.finished().toCompletableFuture().get(end - System.nanoTime(), TimeUnit.NANOSECONDS);
      return true;
    } catch (TimeoutException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    } catch (ExecutionException e) {
      throw new IllegalStateException("a ticket ends without failure", e);
    }
  }
}
