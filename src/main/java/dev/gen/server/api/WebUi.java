package dev.gen.server.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gen.job.Job;
import dev.gen.record.PictureRecord;
import dev.gen.record.format.RecordFiles;
import dev.gen.sampler.SamplerKind;
import dev.gen.schedule.SigmaKind;
import dev.gen.server.desk.Catalog;
import dev.gen.server.desk.Desk;
import dev.gen.server.desk.Ticket;
import dev.gen.server.desk.Wish;
import dev.gen.server.http.HttpError;
import dev.gen.server.http.Reply;
import dev.gen.server.http.Request;
import dev.gen.server.http.Router;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicReference;

/**
 * The HTTP interface of Automatic1111's stable-diffusion-webui, as its clients use it.
 *
 * <p>Fields that mean nothing here are taken all the same and named in the header {@code
 * x-gen-warning}. Thread-safe.
 */
public final class WebUi {

  private static final String ROOT = "/sdapi/v1/";

  private final Desk desk;
  private final Catalog catalog;
  private final AtomicReference<Job> settings;

  /**
   * Answers for a desk.
   *
   * @param catalog names the models
   */
  public WebUi(Desk desk, Catalog catalog) {
    this.desk = desk;
    this.catalog = catalog;
    this.settings = new AtomicReference<>(WebUiSettings.usual(catalog));
  }

  /** Adds the routes. */
  public void addTo(Router router) {
    router
        .errors(ROOT, WebUi::error)
        .add("POST", ROOT + "txt2img", request -> draw(request, false))
        .add("POST", ROOT + "img2img", request -> draw(request, true))
        .at("GET", ROOT + "progress", this::progress)
        .at("POST", ROOT + "interrupt", this::interrupt)
        .at("POST", ROOT + "skip", this::interrupt)
        .at("GET", ROOT + "samplers", request -> samplers())
        .at("GET", ROOT + "schedulers", request -> schedulers())
        .at("GET", ROOT + "sd-models", request -> models())
        .at("POST", ROOT + "refresh-checkpoints", request -> Reply.json(Bodies.empty()))
        .at("POST", ROOT + "refresh-loras", request -> Reply.json(Bodies.empty()))
        .at("POST", ROOT + "refresh-vae", request -> Reply.json(Bodies.empty()))
        .at("GET", ROOT + "sd-vae", request -> autoencoders())
        .at("GET", ROOT + "loras", request -> loras())
        .at("GET", ROOT + "embeddings", request -> embeddings())
        .at("GET", ROOT + "options", request -> Reply.json(WebUiSettings.told(settings.get())))
        .at("POST", ROOT + "options", this::setOptions)
        .at("POST", ROOT + "png-info", this::pngInfo);
  }

  private static ObjectNode error(HttpError error) {
    ObjectNode json = Bodies.empty().put("error", error.kind()).put("detail", error.getMessage());
    return json.put("body", "").put("errors", error.getMessage());
  }

  private CompletionStage<Reply> draw(Request request, boolean fromPicture) {
    WebUiFields fields = WebUiFields.of(Bodies.object(request), settings.get());
    Wish asked = fields.wish(fromPicture);
    Wish wish = asked.with(catalog.withNamedEmbeddings(asked.job()));
    return Waiting.pictures(desk, wish, request)
        .thenApply(
            ticket -> {
              ObjectNode json = Bodies.empty();
              ArrayNode images = json.putArray("images");
              Base64.Encoder base64 = Base64.getEncoder();
              ticket.pictures().forEach(one -> images.add(base64.encodeToString(one.png())));
              json.set("parameters", fields.asked());
              json.put("info", WebUiInfo.of(ticket).toString());
              return warned(Reply.json(json), fields.ignored());
            });
  }

  private static Reply warned(Reply reply, List<String> ignored) {
    return ignored.isEmpty()
        ? reply
        : reply.with("x-gen-warning", "without effect: " + String.join(", ", ignored));
  }

  private Reply progress(Request request) {
    List<Ticket> running = desk.running();
    ObjectNode json = Bodies.empty().put("progress", 0.0).put("eta_relative", 0.0);
    ObjectNode state = json.putObject("state");
    state.put("skipped", false).put("interrupted", false).put("job", "").put("job_count", 0);
    state.put("job_timestamp", "0").put("job_no", 0).put("sampling_step", 0);
    state.put("sampling_steps", 0);
    json.putNull("current_image").putNull("textinfo");
    if (!running.isEmpty()) {
      tell(running.get(0), request, json, state);
    }
    return Reply.json(json);
  }

  private static void tell(Ticket ticket, Request request, ObjectNode json, ObjectNode state) {
    int[] at = ticket.progress();
    json.put("progress", (at[0] + (double) at[1] / at[2]) / ticket.count());
    state.put("job", ticket.id()).put("job_count", ticket.count()).put("job_no", at[0]);
    state.put("sampling_step", at[1]).put("sampling_steps", at[2]);
    boolean skipped = request.parameter("skip_current_image").filter("true"::equals).isPresent();
    if (!skipped) {
      ticket.preview().ifPresent(png -> json.put("current_image", png));
    }
  }

  private Reply interrupt(Request request) {
    desk.running().forEach(desk::cancel);
    return Reply.json(Bodies.empty());
  }

  private static Reply samplers() {
    ArrayNode list = Bodies.JSON.createArrayNode();
    for (SamplerKind kind : SamplerKind.values()) {
      ObjectNode one = list.addObject().put("name", kind.displayName());
      one.putArray("aliases").add(kind.cliName());
      one.putObject("options");
    }
    return Reply.json(list);
  }

  private static Reply schedulers() {
    ArrayNode list = Bodies.JSON.createArrayNode();
    list.addObject().put("name", "automatic").put("label", "Automatic").putNull("aliases");
    for (SigmaKind kind : SigmaKind.values()) {
      ObjectNode one = list.addObject().put("name", kind.optionName());
      one.put("label", label(kind)).putNull("aliases");
    }
    list.forEach(one -> ((ObjectNode) one).put("default_rho", -1.0).put("need_inner_model", false));
    return Reply.json(list);
  }

  private static String label(SigmaKind kind) {
    String words = kind.optionName().replace('_', ' ');
    return words.substring(0, 1).toUpperCase(java.util.Locale.ROOT) + words.substring(1);
  }

  private Reply models() {
    ArrayNode list = Bodies.JSON.createArrayNode();
    for (String name : catalog.models().keySet()) {
      ObjectNode one = list.addObject().put("title", name).put("model_name", Catalog.stem(name));
      one.putNull("hash").putNull("sha256").put("filename", name).putNull("config");
    }
    return Reply.json(list);
  }

  private Reply loras() {
    ArrayNode list = Bodies.JSON.createArrayNode();
    for (Path file : catalog.loras().list()) {
      String name = stem(file);
      ObjectNode one = list.addObject().put("name", name).put("alias", name);
      one.put("path", file.getFileName().toString()).putObject("metadata");
    }
    return Reply.json(list);
  }

  private Reply autoencoders() {
    ArrayNode list = Bodies.JSON.createArrayNode();
    for (Path file : catalog.autoencoders().list()) {
      String name = file.getFileName().toString();
      list.addObject().put("model_name", name).put("filename", name);
    }
    return Reply.json(list);
  }

  private Reply embeddings() {
    ObjectNode json = Bodies.empty();
    ObjectNode loaded = json.putObject("loaded");
    for (Path file : catalog.embeddings().list()) {
      ObjectNode one = loaded.putObject(stem(file)).putNull("step").putNull("sd_checkpoint");
      one.putNull("sd_checkpoint_name");
    }
    json.putObject("skipped");
    return Reply.json(json);
  }

  private static String stem(Path file) {
    return Catalog.stem(file.getFileName().toString());
  }

  private Reply setOptions(Request request) {
    List<String> ignored = new ArrayList<>();
    Job set =
        WebUiSettings.applied(
            settings.get(), Bodies.object(request), (name, value) -> ignored.add(name));
    settings.set(catalog.checked(set));
    return warned(Reply.json(Bodies.empty()), WebUiFields.printable(ignored));
  }

  private Reply pngInfo(Request request) {
    byte[] picture = Wish.decoded("image", Bodies.object(request).path("image").asText(""));
    try {
      Path file = Files.createTempFile("gen-sent-", ".png");
      try {
        Files.write(file, picture);
        return Reply.json(told(file));
      } catch (dev.gen.error.InvalidRequestException e) {
        throw HttpError.ofField(400, "request", "image", "is no PNG, JPEG or WebP");
      } finally {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static ObjectNode told(Path file) {
    var texts = dev.gen.record.container.PictureTexts.read(file);
    PictureRecord record = RecordFiles.of(texts);
    ObjectNode json = Bodies.empty();
    json.put("info", texts.byKeyword().getOrDefault("parameters", ""));
    ObjectNode items = json.putObject("items");
    texts.byKeyword().forEach(items::put);
    json.set("parameters", record.toJson());
    return json;
  }
}
