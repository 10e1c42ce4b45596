package dev.gen.onnx;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Keeps networks open within a budget of bytes.
 *
 * <p>A network is on loan to one thread at a time; another that wants it waits. Sizes are those of
 * the weights, which is most of what an open network holds between two runs.
 */
final class KeepingPool implements SessionPool {

  private final SessionSettings settings;
  private final long budget;

  /** Open networks, the one that was given back last at the end. */
  private final Map<OnnxModel, Kept> open = new LinkedHashMap<>();

  KeepingPool(SessionSettings settings, long budget) {
    this.settings = settings;
    this.budget = budget;
  }

  private static final class Kept {
    private OnnxSession session;
    private boolean lent = true;
  }

  @Override
  public Loan lend(OnnxModel network) {
    Kept kept = taken(network);
    if (kept.session == null) {
      try {
        kept.session = network.open(settings);
      } catch (RuntimeException | Error e) {
        forget(network);
        throw e;
      }
    }
    return new Loan() {
      @Override
      public OnnxSession session() {
        return kept.session;
      }

      @Override
      public void close() {
        giveBack(network, kept);
      }
    };
  }

  /** Marks the network as lent, and makes room for it if it is not open yet. */
  private synchronized Kept taken(OnnxModel network) {
    while (open.containsKey(network) && open.get(network).lent) {
      awaitReturn();
    }
    Kept kept = open.get(network);
    if (kept == null) {
      shrinkTo(budget - network.weightBytes());
      kept = new Kept();
      open.put(network, kept);
    }
    kept.lent = true;
    return kept;
  }

  private void awaitReturn() {
    try {
      wait();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while another thread used a network", e);
    }
  }

  private synchronized void giveBack(OnnxModel network, Kept kept) {
    kept.lent = false;
    open.remove(network);
    open.put(network, kept);
    shrinkTo(budget);
    notifyAll();
  }

  private synchronized void forget(OnnxModel network) {
    open.remove(network);
    notifyAll();
  }

  private void shrinkTo(long bytes) {
    long sum = open.keySet().stream().mapToLong(OnnxModel::weightBytes).sum();
    for (Map.Entry<OnnxModel, Kept> entry : new ArrayList<>(open.entrySet())) {
      if (sum > bytes && !entry.getValue().lent) {
        open.remove(entry.getKey());
        entry.getValue().session.close();
        sum -= entry.getKey().weightBytes();
      }
    }
  }

  @Override
  public boolean keeps() {
    return true;
  }

  @Override
  public boolean isSparing() {
    return false;
  }

  @Override
  public synchronized void close() {
    List<Kept> all = List.copyOf(open.values());
    open.clear();
    all.forEach(kept -> kept.session.close());
  }
}
