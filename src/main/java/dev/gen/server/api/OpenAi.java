package dev.gen.server.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gen.job.Field;
import dev.gen.job.Job;
import dev.gen.job.JobJson;
import dev.gen.server.desk.Catalog;
import dev.gen.server.desk.Desk;
import dev.gen.server.desk.Picture;
import dev.gen.server.desk.Ticket;
import dev.gen.server.desk.Wish;
import dev.gen.server.http.Forms;
import dev.gen.server.http.HttpError;
import dev.gen.server.http.Reply;
import dev.gen.server.http.Request;
import dev.gen.server.http.Router;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.CompletionStage;

/**
 * The images part of OpenAI's HTTP interface, with every field of a job beside its own.
 *
 * <p>Documented at platform.openai.com/docs/api-reference/images. What names a quality or a style
 * is taken and named in the header {@code x-gen-warning}, since no model here knows such things.
 *
 * @param desk takes the jobs
 * @param catalog names the models
 */
public record OpenAi(Desk desk, Catalog catalog) {

  private static final List<String> WITHOUT_EFFECT =
      List.of("quality", "style", "user", "moderation", "output_compression", "input_fidelity");

  /** Adds the routes. */
  public void addTo(Router router) {
    router
        .errors("/v1/", OpenAi::error)
        .at("GET", "/v1/models", request -> models())
        .at("GET", "/v1/models/*", request -> Reply.json(model(found(request))))
        .at("GET", "/v1/models/*/*", request -> Reply.json(model(found(request))))
        .add("POST", "/v1/images/generations", this::generate)
        .add("POST", "/v1/images/edits", this::edit);
  }

  private static ObjectNode error(HttpError error) {
    ObjectNode json = Bodies.empty();
    ObjectNode inner = json.putObject("error").put("message", error.getMessage());
    inner.put("type", type(error.status()));
    inner.put("param", error.field().map(OpenAi::parameter).orElse(null));
    inner.put("code", error.kind());
    return json;
  }

  private static String type(int status) {
    return switch (status) {
      case 401 -> "authentication_error";
      case 403 -> "permission_error";
      case 429 -> "rate_limit_error";
      default -> status < 500 ? "invalid_request_error" : "server_error";
    };
  }

  /** Returns what this interface calls a field. */
  private static String parameter(String field) {
    return switch (field) {
      case "width", "height" -> "size";
      case "count" -> "n";
      case "init_image" -> "image";
      default -> field;
    };
  }

  private Reply models() {
    ObjectNode json = Bodies.empty().put("object", "list");
    ArrayNode data = json.putArray("data");
    catalog.models().keySet().forEach(name -> data.add(model(name)));
    return Reply.json(json);
  }

  private String found(Request request) {
    String name = request.path().substring("/v1/models/".length());
    return catalog
        .model(name)
        .orElseThrow(
            () -> HttpError.ofField(404, "model_not_found", "model", name + " does not exist"));
  }

  private ObjectNode model(String name) {
    ObjectNode json = Bodies.empty().put("id", name).put("object", "model");
    return json.put("created", changed(catalog.models().get(name))).put("owned_by", "gen");
  }

  private static long changed(Path file) {
    try {
      return Files.getLastModifiedTime(file).toInstant().getEpochSecond();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private CompletionStage<Reply> generate(Request request) {
    Map<String, Object> fields = new LinkedHashMap<>();
    Bodies.object(request)
        .properties()
        .forEach(field -> fields.put(field.getKey(), Bodies.plain(field.getValue())));
    return answer(fields, job -> Wish.of(job), request);
  }

  private CompletionStage<Reply> edit(Request request) {
    Forms form = Forms.read(request);
    Map<String, Object> fields = new LinkedHashMap<>(form.texts());
    byte[] image =
        Optional.ofNullable(form.files().get("image"))
            .or(() -> Optional.ofNullable(form.files().get("image[]")))
            .orElseThrow(
                () -> HttpError.ofField(400, "request", "image", "is missing; send it as a file"));
    Optional<byte[]> mask = Optional.ofNullable(form.files().get("mask"));
    Optional<byte[]> painted =
        mask.isPresent() ? AlphaMask.of("mask", mask.get()) : AlphaMask.of("image", image);
    if (mask.isPresent() && painted.isEmpty()) {
      throw HttpError.ofField(
          400, "request", "mask", "has no transparency, which says where to paint anew");
    }
    return answer(fields, job -> new Wish(job, Optional.of(image), painted), request);
  }

  /** Makes a wish of a job. */
  private interface Wishing {
    Wish of(Job job);
  }

  private CompletionStage<Reply> answer(
      Map<String, Object> fields, Wishing wishing, Request request) {
    Optional<String> format = text(fields, "response_format");
    requireOneOf("response_format", format, "url", "b64_json");
    requireOneOf("output_format", text(fields, "output_format"), "png");
    requireOneOf("background", text(fields, "background"), "auto", "opaque");
    requireOneOf("stream", text(fields, "stream"), "false");
    fields.remove("partial_images");
    TreeSet<String> ignored = new TreeSet<>(fields.keySet());
    ignored.retainAll(WITHOUT_EFFECT);
    ignored.forEach(fields::remove);
    Job job = job(fields);
    boolean inside = format.filter("b64_json"::equals).isPresent();
    return Waiting.pictures(desk, wishing.of(job), request)
        .thenApply(
            ticket -> {
              Reply reply = Reply.json(pictures(ticket, inside, request.base()));
              return ignored.isEmpty()
                  ? reply
                  : reply.with("x-gen-warning", "without effect: " + String.join(", ", ignored));
            });
  }

  private static Optional<String> text(Map<String, Object> fields, String name) {
    return Optional.ofNullable(fields.remove(name)).map(Object::toString);
  }

  private static void requireOneOf(String field, Optional<String> value, String... known) {
    if (value.isPresent() && !List.of(known).contains(value.get())) {
      throw HttpError.ofField(
          400,
          "request",
          field,
          "is \"%s\", expected %s".formatted(value.get(), String.join(" or ", known)));
    }
  }

  private static Job job(Map<String, Object> fields) {
    Object count = fields.remove("n");
    Optional<String> size = text(fields, "size").filter(s -> !s.equals("auto"));
    if (!(fields.getOrDefault("prompt", "") instanceof String)) {
      throw HttpError.ofField(400, "request", "prompt", "is no text");
    }
    Job job = JobJson.of(fields);
    if (count != null) {
      job = job.with(Field.COUNT, count);
    }
    if (size.isPresent()) {
      if (!size.get().matches("\\d{1,5}x\\d{1,5}")) {
        throw HttpError.ofField(
            400, "request", "size", "is \"" + size.get() + "\", expected one such as 512x512");
      }
      String[] sides = size.get().split("x");
      job = job.with(Field.WIDTH, sides[0]).with(Field.HEIGHT, sides[1]);
    }
    return job;
  }

  private static ObjectNode pictures(Ticket ticket, boolean inside, String base) {
    ObjectNode json = Bodies.empty().put("created", Instant.now().getEpochSecond());
    ArrayNode data = json.putArray("data");
    List<Picture> pictures = ticket.pictures();
    for (int i = 0; i < pictures.size(); i++) {
      Picture picture = pictures.get(i);
      ObjectNode one = data.addObject();
      if (inside) {
        one.put("b64_json", Base64.getEncoder().encodeToString(picture.png()));
      } else {
        one.put("url", base + ticket.url(i));
      }
      one.put("seed", new BigInteger(picture.seed()));
    }
    Job job = ticket.job();
    json.put("output_format", "png");
    json.put(
        "size", job.whole(Field.WIDTH).orElseThrow() + "x" + job.whole(Field.HEIGHT).orElseThrow());
    return json;
  }
}
