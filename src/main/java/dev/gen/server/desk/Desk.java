package dev.gen.server.desk;

import dev.gen.server.http.HttpError;
import dev.gen.studio.Plan;
import dev.gen.studio.Studio;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Where jobs wait and from where they are drawn: in their order, one picture at a time a model.
 *
 * <p>Thread-safe. What is finished is kept for a while, the oldest forgotten first.
 */
public final class Desk implements AutoCloseable {

  /** Finished jobs that are remembered, however small their pictures. */
  private static final int MOST_KEPT = 1000;

  private static final int LONGEST_RETRY_SECONDS = 600;

  private final Studio studio;
  private final Limits limits;
  private final Reception reception;
  private final DeskMetrics metrics;
  private final ExecutorService painters =
      Executors.newCachedThreadPool(
          work -> {
            Thread thread = new Thread(work, "gen-painter");
            thread.setDaemon(true);
            return thread;
          });

  private final Map<String, Ticket> known = new LinkedHashMap<>();
  private final Deque<Ticket> waiting = new ArrayDeque<>();
  private final Map<String, Ticket> running = new HashMap<>();
  private final Deque<Ticket> ended = new ArrayDeque<>();
  private long keptBytes;
  private int arriving;
  private double usualSeconds = 1;
  private boolean closing;

  /**
   * Opens a desk.
   *
   * @param studio draws; closed by whoever opened it
   * @param catalog of what clients may name
   * @param limits of what they may ask for
   * @param registry where jobs are counted
   */
  public Desk(Studio studio, Catalog catalog, Limits limits, PrometheusRegistry registry) {
    this.studio = studio;
    this.limits = limits;
    this.reception = new Reception(studio, catalog, limits);
    this.metrics = new DeskMetrics(registry, this::waitingCount, this::runningCount);
  }

  /**
   * Takes a job: checks it, plans it, and puts it at the end of the queue.
   *
   * @throws HttpError 429 if the queue is full, 503 if the server is closing, 400 or 404 if the job
   *     asks for what is not offered
   * @throws dev.gen.error.GenException if it cannot be drawn
   */
  public Ticket take(Wish wish) {
    reserve();
    try {
      Plan plan = reception.plan(wish);
      Ticket ticket = new Ticket(plan);
      ticket.finished().thenAccept(this::ended);
      synchronized (this) {
        requireOpen();
        known.put(ticket.id(), ticket);
        waiting.add(ticket);
      }
      return ticket;
    } finally {
      synchronized (this) {
        arriving--;
      }
      dispatch();
    }
  }

  private synchronized void reserve() {
    requireOpen();
    if (waiting.size() + arriving >= limits.queue()) {
      metrics.refused();
      double wait = usualSeconds * Math.max(1, waiting.size()) / limits.modelsAtOnce();
      throw HttpError.of(429, "busy", "the queue of " + limits.queue() + " jobs is full; try later")
          .with("retry-after", "" + (int) Math.ceil(Math.min(LONGEST_RETRY_SECONDS, wait)));
    }
    arriving++;
  }

  private void requireOpen() {
    if (closing) {
      throw HttpError.of(503, "closing", "the server is closing and takes no more jobs");
    }
  }

  /** Gives the painters what they may begin with. */
  private synchronized void dispatch() {
    Iterator<Ticket> next = waiting.iterator();
    while (next.hasNext() && running.size() < limits.modelsAtOnce()) {
      Ticket ticket = next.next();
      if (!closing && !running.containsKey(ticket.model())) {
        next.remove();
        running.put(ticket.model(), ticket);
        painters.execute(() -> draw(ticket));
      }
    }
  }

  private void draw(Ticket ticket) {
    Plan plan = ticket.plan().orElseThrow();
    Optional<HttpError> failure = Optional.empty();
    boolean whole = false;
    try {
      ticket.started();
      studio.draw(plan, new Ear(ticket, plan, s -> drawn(ticket, s), reception));
      whole = true;
    } catch (Unwanted e) {
      failure = isClosing() ? Optional.of(stopped()) : Optional.empty();
    } catch (RuntimeException | Error e) {
      failure = Optional.of(reception.shown(HttpError.of(e)));
    } finally {
      synchronized (this) {
        running.remove(ticket.model());
      }
    }
    end(ticket, whole, failure);
    dispatch();
  }

  private static void end(Ticket ticket, boolean whole, Optional<HttpError> failure) {
    if (whole) {
      ticket.done();
    } else if (failure.isPresent()) {
      ticket.failed(failure.get());
    } else {
      ticket.cancelled();
    }
  }

  private synchronized void drawn(Ticket ticket, double seconds) {
    metrics.drawn(ticket.model(), seconds);
    usualSeconds += (seconds - usualSeconds) / 4;
  }

  /** Forgets the oldest of what ended, beyond what is kept. */
  private synchronized void ended(Ticket ticket) {
    metrics.ended(ticket);
    ended.add(ticket);
    keptBytes += bytes(ticket);
    while (ended.size() > MOST_KEPT || keptBytes > limits.keptBytes() && ended.size() > 1) {
      Ticket oldest = ended.remove();
      keptBytes -= bytes(oldest);
      known.remove(oldest.id());
    }
  }

  private static long bytes(Ticket ticket) {
    return ticket.pictures().stream().mapToLong(picture -> picture.png().length).sum();
  }

  /**
   * Says what a model is like.
   *
   * @throws HttpError 404 if there is none of that name
   * @throws dev.gen.error.GenException if it cannot draw
   */
  public ModelCard card(String model) {
    return reception.card(model);
  }

  /** Finds a job that is known still. */
  public synchronized Optional<Ticket> find(String id) {
    return Optional.ofNullable(known.get(id));
  }

  /** Returns how many jobs are drawn before one; 0 where it waits no more. */
  public synchronized int position(Ticket ticket) {
    int before = running.size();
    for (Ticket other : waiting) {
      if (other == ticket) {
        return before;
      }
      before++;
    }
    return 0;
  }

  /** Returns the jobs that are drawn now. */
  public synchronized List<Ticket> running() {
    return List.copyOf(running.values());
  }

  /** Ends a job: at once where it waits, within a step where it is drawn. */
  public void cancel(Ticket ticket) {
    ticket.want(false);
    boolean waited;
    synchronized (this) {
      waited = waiting.remove(ticket);
    }
    if (waited) {
      ticket.cancelled();
    }
  }

  /** Returns how many jobs wait. */
  public synchronized int waitingCount() {
    return waiting.size();
  }

  private synchronized int runningCount() {
    return running.size();
  }

  /**
   * Takes no more jobs and lets those that are being drawn finish, for so long.
   *
   * @return the jobs that were not done
   */
  public List<Ticket> drain(Duration grace) {
    List<Ticket> undone = new ArrayList<>();
    List<Ticket> drawn;
    synchronized (this) {
      closing = true;
      undone.addAll(waiting);
      waiting.clear();
      drawn = List.copyOf(running.values());
    }
    undone.forEach(ticket -> ticket.failed(stopped()));
    long end = System.nanoTime() + grace.toNanos();
    for (Ticket ticket : drawn) {
      if (!Awaited.by(end, ticket)) {
        undone.add(0, ticket);
        ticket.want(false);
      }
    }
    return undone;
  }

  private synchronized boolean isClosing() {
    return closing;
  }

  private static HttpError stopped() {
    return HttpError.of(503, "closing", "the server was stopped before it was drawn");
  }

  @Override
  public void close() {
    synchronized (this) {
      closing = true;
    }
    running().forEach(ticket -> ticket.want(false));
    long end = System.nanoTime() + Duration.ofSeconds(10).toNanos();
    running().forEach(ticket -> Awaited.by(end, ticket));
    painters.shutdown();
  }
}
