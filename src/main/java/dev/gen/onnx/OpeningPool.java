package dev.gen.onnx;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * Opens each network anew and closes it when it is given back.
 *
 * <p>Small networks that are expected open on a thread of their own, one after the other, beside
 * what else is done; they take little memory.
 */
final class OpeningPool implements SessionPool {

  private final SessionSettings settings;
  private final boolean isSparing;
  private final Map<OnnxModel, CompletableFuture<OnnxSession>> expected = new HashMap<>();
  private CompletableFuture<?> last = CompletableFuture.completedFuture(null);

  OpeningPool(SessionSettings settings, boolean isSparing) {
    this.settings = settings;
    this.isSparing = isSparing;
  }

  @Override
  public synchronized void expect(OnnxModel network) {
    if (!isSparing && !network.usesWeightsInPlace() && !expected.containsKey(network)) {
      CompletableFuture<OnnxSession> opening =
          last.handleAsync((before, failure) -> network.open(settings), OpeningPool::start);
      expected.put(network, opening);
      last = opening;
    }
  }

  private static void start(Runnable task) {
    Thread thread = new Thread(task, "opening networks");
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public Loan lend(OnnxModel network) {
    CompletableFuture<OnnxSession> opening = taken(network);
    return new Opened(opening == null ? network.open(settings) : opened(opening));
  }

  private synchronized CompletableFuture<OnnxSession> taken(OnnxModel network) {
    return expected.remove(network);
  }

  private static OnnxSession opened(CompletableFuture<OnnxSession> opening) {
    try {
      return opening.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof RuntimeException failure) {
        throw failure;
      }
      throw e;
    }
  }

  private record Opened(OnnxSession session) implements Loan {
    @Override
    public void close() {
      session.close();
    }
  }

  @Override
  public boolean keeps() {
    return false;
  }

  @Override
  public boolean isSparing() {
    return isSparing;
  }

  @Override
  public synchronized void close() {
    for (CompletableFuture<OnnxSession> opening : expected.values()) {
      Optional.ofNullable(opening.exceptionally(failure -> null).join())
          .ifPresent(OnnxSession::close);
    }
    expected.clear();
  }
}
