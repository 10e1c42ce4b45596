package dev.gen.server.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gen.error.InvalidRequestException;
import dev.gen.job.Job;
import dev.gen.job.JobJson;
import dev.gen.server.desk.Desk;
import dev.gen.server.desk.Event;
import dev.gen.server.desk.Picture;
import dev.gen.server.desk.Ticket;
import dev.gen.server.desk.Wish;
import dev.gen.server.http.ErrorShape;
import dev.gen.server.http.EventSink;
import dev.gen.server.http.HttpError;
import dev.gen.server.http.Reply;
import dev.gen.server.http.Request;
import dev.gen.server.http.Router;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/**
 * The server's own interface: jobs go in, ids come out, and each id tells how its job goes.
 *
 * @param desk takes the jobs
 */
public record Jobs(Desk desk) {

  private static final String ROOT = "/jobs/";
  private static final String EVENTS = "/events";
  private static final String PICTURES = "/pictures/";

  /** Adds the routes. */
  public void addTo(Router router) {
    router
        .at("POST", "/jobs", this::take)
        .at("GET", ROOT + "*", request -> Reply.json(told(ticket(request))))
        .at("DELETE", ROOT + "*", this::cancel)
        .at("GET", ROOT + "*" + EVENTS, request -> events(ticket(request)))
        .open("GET", PICTURES + "*", this::picture);
  }

  private Reply take(Request request) {
    List<String> lines = request.text().lines().filter(line -> !line.isBlank()).toList();
    if (lines.size() > 1 && isJson(lines.get(0))) {
      return takeAll(lines);
    }
    Ticket ticket = desk.take(Wish.of(job(request.text())));
    return Reply.json(202, told(ticket)).with("location", ROOT + ticket.id());
  }

  private static boolean isJson(String line) {
    try {
      Bodies.object(line);
      return true;
    } catch (HttpError e) {
      return false;
    }
  }

  /** Takes a job a line; one that cannot be taken fails alone, in its own line of the reply. */
  private Reply takeAll(List<String> lines) {
    StringBuilder answers = new StringBuilder();
    HttpError last = null;
    int taken = 0;
    for (String line : lines) {
      try {
        answers.append(told(desk.take(Wish.of(job(line)))));
        taken++;
      } catch (RuntimeException e) {
        last = HttpError.of(e);
        answers.append(ErrorShape.plain(last).put("status", last.status()));
      }
      answers.append('\n');
    }
    Reply reply =
        Reply.of(
            taken > 0 ? 202 : last.status(),
            "application/jsonl",
            answers.toString().getBytes(StandardCharsets.UTF_8));
    return last == null || !last.headers().containsKey("retry-after")
        ? reply
        : reply.with("retry-after", last.headers().get("retry-after"));
  }

  private static Job job(String json) {
    try {
      return JobJson.read(json);
    } catch (InvalidRequestException e) {
      throw HttpError.of(e);
    }
  }

  private Ticket ticket(Request request) {
    String id = request.path().split("/")[2];
    return desk.find(id)
        .orElseThrow(
            () -> HttpError.of(404, "not_found", "no job " + id + "; it may be forgotten"));
  }

  private Reply cancel(Request request) {
    Ticket ticket = ticket(request);
    desk.cancel(ticket);
    return Reply.json(202, told(ticket));
  }

  /** Returns what there is to say of a job. */
  private ObjectNode told(Ticket ticket) {
    ObjectNode json = Bodies.empty().put("id", ticket.id());
    json.put("state", ticket.state().name().toLowerCase(Locale.ROOT));
    if (ticket.state() == Ticket.State.QUEUED) {
      json.put("before", desk.position(ticket));
    }
    if (ticket.state() == Ticket.State.RUNNING) {
      int[] progress = ticket.progress();
      json.put("picture", progress[0]).put("step", progress[1]).put("steps", progress[2]);
    }
    json.put("events", ROOT + ticket.id() + EVENTS);
    json.set("job", Bodies.object(JobJson.write(ticket.job())));
    ArrayNode pictures = json.putArray("pictures");
    List<Picture> all = ticket.pictures();
    for (int i = 0; i < all.size(); i++) {
      Picture picture = all.get(i);
      ObjectNode one = pictures.addObject().put("url", ticket.url(i));
      one.put("seed", new BigInteger(picture.seed())).put("sha256", picture.sha256());
      one.put("seconds", picture.seconds());
      one.set("job", Bodies.object(JobJson.write(picture.record())));
    }
    ticket.error().ifPresent(error -> json.setAll(ErrorShape.plain(error)));
    return json;
  }

  private static Reply events(Ticket ticket) {
    return Reply.events(
        sink -> {
          Consumer<Event> watcher = event -> send(event, sink);
          sink.whenGone(() -> ticket.unwatch(watcher));
          ticket.watch(watcher);
        });
  }

  private static void send(Event event, EventSink sink) {
    String data = event.data().toString();
    if (event.isPassing()) {
      sink.sendIfReady(event.name(), data);
    } else {
      sink.send(event.name(), data);
    }
    if (event.isLast()) {
      sink.end();
    }
  }

  private Reply picture(Request request) {
    String name = request.path().substring(PICTURES.length());
    int hyphen = name.lastIndexOf('-');
    if (hyphen > 0 && name.substring(hyphen).matches("-\\d{1,5}\\.png")) {
      int index = Integer.parseInt(name.substring(hyphen + 1, name.length() - ".png".length()));
      List<Picture> pictures =
          desk.find(name.substring(0, hyphen)).map(Ticket::pictures).orElse(List.of());
      if (index < pictures.size()) {
        return Reply.of(200, "image/png", pictures.get(index).png())
            .with("cache-control", "private, max-age=86400, immutable");
      }
    }
    throw HttpError.of(404, "not_found", "no such picture; it may be forgotten");
  }
}
