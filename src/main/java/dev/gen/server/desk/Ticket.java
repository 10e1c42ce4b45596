package dev.gen.server.desk;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gen.job.Field;
import dev.gen.job.Job;
import dev.gen.server.http.HttpError;
import dev.gen.studio.Plan;
import java.math.BigInteger;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/** A job on its way: where it stands, and what came of it. Thread-safe. */
public final class Ticket {

  /** Where a job stands. */
  public enum State {
    /** It waits. */
    QUEUED,
    /** It is being drawn. */
    RUNNING,
    /** All its pictures are there. */
    DONE,
    /** It could not be drawn. */
    FAILED,
    /** Somebody did not want it any more. */
    CANCELLED
  }

  private static final SecureRandom RANDOM = new SecureRandom();
  private static final int ID_BYTES = 16;

  private final String id;
  private final Job job;
  private final List<Picture> pictures = new ArrayList<>();
  private final List<Event> kept = new ArrayList<>();
  private final List<Consumer<Event>> watchers = new ArrayList<>();
  private final CompletableFuture<Ticket> finished = new CompletableFuture<>();
  private Optional<Plan> plan;
  private State state = State.QUEUED;
  private Optional<HttpError> error = Optional.empty();
  private Optional<byte[]> preview = Optional.empty();
  private Event step;
  private volatile boolean unwanted;

  Ticket(Plan plan) {
    this.id = HexFormat.of().formatHex(random());
    this.job = plan.job();
    this.plan = Optional.of(plan);
    keep("accepted", data());
  }

  private static byte[] random() {
    byte[] bytes = new byte[ID_BYTES];
    RANDOM.nextBytes(bytes);
    return bytes;
  }

  /** Returns its name, 128 bits by lot: whoever knows it may see the pictures. */
  public String id() {
    return id;
  }

  /** Returns the job with nothing left open. */
  public Job job() {
    return job;
  }

  /** Returns the model that draws it. */
  String model() {
    return job.text(Field.MODEL).orElseThrow();
  }

  /** Returns how many pictures it makes. */
  public int count() {
    return job.whole(Field.COUNT).orElse(1);
  }

  synchronized Optional<Plan> plan() {
    return plan;
  }

  /** Returns where it stands. */
  public synchronized State state() {
    return state;
  }

  /** Returns the pictures that are there. */
  public synchronized List<Picture> pictures() {
    return List.copyOf(pictures);
  }

  /** Returns why it could not be drawn. */
  public synchronized Optional<HttpError> error() {
    return error;
  }

  /** Returns what the unfinished picture looks like, as PNG. */
  public synchronized Optional<byte[]> preview() {
    return preview;
  }

  /** Returns how far the picture at hand is: its index, its steps done, and all its steps. */
  public synchronized int[] progress() {
    return step == null
        ? new int[] {pictures.size(), 0, job.whole(Field.STEPS).orElse(1)}
        : new int[] {
          step.data().path("picture").asInt(),
          step.data().path("step").asInt(),
          step.data().path("steps").asInt()
        };
  }

  /** Completes with this ticket when it is done, failed or cancelled; never with a failure. */
  public CompletionStage<Ticket> finished() {
    return finished.minimalCompletionStage();
  }

  boolean isUnwanted() {
    return unwanted;
  }

  void want(boolean wanted) {
    unwanted = !wanted;
  }

  /** Tells everything that happened so far, and then all that happens. */
  public void watch(Consumer<Event> watcher) {
    synchronized (this) {
      kept.forEach(watcher);
      if (step != null && state == State.RUNNING) {
        watcher.accept(step);
      }
      if (!finished.isDone()) {
        watchers.add(watcher);
      }
    }
  }

  /** Tells no more. */
  public synchronized void unwatch(Consumer<Event> watcher) {
    watchers.remove(watcher);
  }

  synchronized void started() {
    state = State.RUNNING;
    keep("started", data());
  }

  synchronized void stepped(int picture, int done, int total) {
    step = new Event("step", data().put("picture", picture).put("step", done).put("steps", total));
    tell(step);
  }

  synchronized void previewed(byte[] png) {
    preview = Optional.of(png);
    tell(new Event("preview", data().put("png", png)));
  }

  synchronized void warned(String sentence) {
    keep("warned", data().put("message", sentence));
  }

  synchronized void completed(int picture, String words) {
    keep("completed", data().put("picture", picture).put("words", words));
  }

  synchronized void written(Picture picture) {
    pictures.add(picture);
    preview = Optional.empty();
    ObjectNode data = data().put("url", url(pictures.size() - 1));
    data.put("seed", new BigInteger(picture.seed()));
    keep("written", data.put("sha256", picture.sha256()).put("seconds", picture.seconds()));
  }

  void done() {
    end(State.DONE, "done", data(), Optional.empty());
  }

  void cancelled() {
    end(State.CANCELLED, "cancelled", data(), Optional.empty());
  }

  void failed(HttpError failure) {
    ObjectNode data = data().put("kind", failure.kind());
    failure.field().ifPresent(field -> data.put("field", field));
    data.put("message", failure.getMessage());
    end(State.FAILED, "failed", data, Optional.of(failure));
  }

  private void end(State end, String name, ObjectNode data, Optional<HttpError> why) {
    synchronized (this) {
      state = end;
      error = why;
      plan = Optional.empty();
      preview = Optional.empty();
      keep(name, data);
      watchers.clear();
    }
    finished.complete(this);
  }

  private void keep(String name, ObjectNode data) {
    Event event = new Event(name, data);
    kept.add(event);
    tell(event);
  }

  private void tell(Event event) {
    List.copyOf(watchers).forEach(watcher -> watcher.accept(event));
  }

  private ObjectNode data() {
    return JsonNodeFactory.instance.objectNode().put("id", id);
  }

  /** Returns where a picture is, from the root of the server. */
  public String url(int picture) {
    return "/pictures/" + id + "-" + picture + ".png";
  }
}
