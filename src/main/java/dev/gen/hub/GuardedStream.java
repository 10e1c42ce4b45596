package dev.gen.hub;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** A body that ends with a failure where nothing comes for some time. */
final class GuardedStream extends FilterInputStream {

  private static final ScheduledExecutorService CLOCK =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "gen-hub-clock");
            thread.setDaemon(true);
            return thread;
          });

  private final Duration longest;
  private volatile boolean stalled;

  GuardedStream(InputStream in, Duration longest) {
    super(in);
    this.longest = longest;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    Future<?> alarm = CLOCK.schedule(this::giveUp, longest.toMillis(), TimeUnit.MILLISECONDS);
    int count;
    try {
      count = in.read(buffer, offset, length);
    } catch (IOException e) {
      throw stalled ? new IOException("nothing came for " + longest.toSeconds() + " s", e) : e;
    } finally {
      alarm.cancel(false);
    }
    if (stalled) {
      throw new IOException("nothing came for " + longest.toSeconds() + " s");
    }
    return count;
  }

  /** Closing is what ends a read that waits. */
  private void giveUp() {
    stalled = true;
    try {
      in.close();
    } catch (IOException e) {
      // The read that waited fails and says so.
    }
  }
}
