package dev.gen.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.gen.files.Fingerprints;
import dev.gen.model.ModelLocator;
import dev.gen.onnx.SessionPool;
import dev.gen.onnx.SessionSettings;
import dev.gen.server.desk.Limits;
import dev.gen.server.desk.Ticket;
import dev.gen.server.http.HttpSettings;
import dev.gen.studio.Studio;
import dev.gen.testing.Models;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PictureServerTest {

  private static final JsonMapper JSON = new JsonMapper();
  private static final String TOKEN = "0123456789abcdef";
  private static final Limits LIMITS = new Limits(128 * 128, 10_000, 1000, 4, 60, 2, 1, 1 << 20);
  private static final String SLOW =
      "{'model':'tiny','prompt':'a','steps':1000,'count':4,'width':128,'height':128}";

  @TempDir Path folder;

  private final HttpClient client = HttpClient.newHttpClient();
  private Studio studio;
  private PictureServer server;

  @BeforeEach
  void open() {
    open(settings(Optional.empty(), 60), LIMITS);
  }

  private static HttpSettings settings(Optional<String> token, int requestSeconds) {
    return new HttpSettings(
        "127.0.0.1",
        0,
        token,
        List.of("https://ours.example"),
        List.of(),
        1 << 16,
        8,
        requestSeconds);
  }

  private void open(HttpSettings settings, Limits limits) {
    close();
    ModelLocator models = new ModelLocator(List.of(Models.tiny().getParent()));
    SessionPool pool = SessionPool.keeping(SessionSettings.ofAllProcessors(), 1 << 30);
    studio = Studio.open(models, pool, new Fingerprints(folder.resolve("sha256")));
    server = PictureServer.open(settings, limits, studio, models);
  }

  @AfterEach
  void close() {
    if (server != null) {
      server.close();
      studio.close();
    }
  }

  private HttpRequest.Builder to(String path) {
    return HttpRequest.newBuilder(
        URI.create("http://127.0.0.1:" + server.address().getPort() + path));
  }

  private HttpResponse<String> send(HttpRequest.Builder request) {
    try {
      return client.send(request.build(), BodyHandlers.ofString());
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private HttpResponse<String> post(String path, String json) {
    return send(
        to(path)
            .header("content-type", "application/json")
            .POST(BodyPublishers.ofString(json.replace('\'', '"'))));
  }

  private static JsonNode json(HttpResponse<String> reply) {
    try {
      return JSON.readTree(reply.body());
    } catch (IOException e) {
      throw new IllegalStateException(reply.body(), e);
    }
  }

  /** Sends bytes as they are, and returns the status of what comes back; 0 for none. */
  private int raw(String text) throws IOException {
    try (Socket socket = new Socket("127.0.0.1", server.address().getPort())) {
      socket.setSoTimeout(20_000);
      socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
      return status(socket.getInputStream());
    }
  }

  private static int status(InputStream in) throws IOException {
    String head = new String(in.readNBytes(12), StandardCharsets.ISO_8859_1);
    return head.startsWith("HTTP/1.1 ") ? Integer.parseInt(head.substring(9)) : 0;
  }

  private String state(String id) {
    return json(send(to("/jobs/" + id))).path("state").asText();
  }

  private void await(String id, String state) throws InterruptedException {
    for (int i = 0; i < 3000 && !state(id).equals(state); i++) {
      Thread.sleep(10);
    }
    assertThat(state(id)).isEqualTo(state);
  }

  @Test
  void drawsAJobAndTellsItsEvents() {
    HttpResponse<String> taken =
        post("/jobs", "{'model':'tiny','prompt':'a cat','seed':7,'steps':3,'count':2}");
    assertThat(taken.statusCode()).as(taken.body()).isEqualTo(202);
    String id = json(taken).path("id").asText();

    String events = send(to("/jobs/" + id + "/events")).body();
    assertThat(events).contains("event: accepted", "event: written", "event: done");
    JsonNode told = json(send(to("/jobs/" + id)));
    assertThat(told.path("state").asText()).isEqualTo("done");
    assertThat(told.path("pictures").findValuesAsText("seed")).containsSequence("7");
    assertThat(send(to("/pictures/" + id + "-1.png")).statusCode()).isEqualTo(200);
    assertThat(send(to("/pictures/" + id + "-2.png")).statusCode()).isEqualTo(404);
  }

  @Test
  void takesJobsLineByLineAndABadOneFailsAlone() {
    HttpResponse<String> reply =
        post("/jobs", "{'model':'tiny','prompt':'a','steps':1}\n{'model':'tiny','prompt':''}\n");

    assertThat(reply.statusCode()).isEqualTo(202);
    assertThat(reply.body().lines().toList().get(0)).contains("\"id\"");
    assertThat(reply.body().lines().toList().get(1)).contains("prompt is empty");
  }

  @Test
  void aFullQueueSaysWhenToComeBack() {
    for (int i = 0; i < 3; i++) {
      post("/jobs", SLOW);
    }
    HttpResponse<String> reply = post("/jobs", SLOW);

    assertThat(reply.statusCode()).isEqualTo(429);
    assertThat(Integer.parseInt(reply.headers().firstValue("retry-after").orElseThrow()))
        .isPositive();
  }

  @Test
  void deletingAJobEndsItWithinAStep() throws Exception {
    String running = json(post("/jobs", SLOW)).path("id").asText();
    String waiting = json(post("/jobs", SLOW)).path("id").asText();
    await(running, "running");

    send(to("/jobs/" + waiting).DELETE());
    assertThat(state(waiting)).isEqualTo("cancelled");
    send(to("/jobs/" + running).DELETE());
    await(running, "cancelled");
  }

  @Test
  void aClientThatGoesAwayTakesItsJobWithIt() throws Exception {
    String body = SLOW.replace('\'', '"');
    try (Socket socket = new Socket("127.0.0.1", server.address().getPort())) {
      String head =
          "POST /v1/images/generations HTTP/1.1\r\nHost: localhost\r\nContent-Length: "
              + body.length()
              + "\r\n\r\n";
      socket.getOutputStream().write((head + body).getBytes(StandardCharsets.ISO_8859_1));
      awaitFigure("gen_jobs_running 1.0");
    }

    awaitFigure("gen_jobs_total{state=\"cancelled\"} 1.0");
  }

  private void awaitFigure(String line) throws InterruptedException {
    String figures = "";
    for (int i = 0; i < 3000 && !figures.contains(line); i++) {
      Thread.sleep(10);
      figures = send(to("/metrics")).body();
    }
    assertThat(figures).contains(line);
  }

  @Test
  void closingFinishesNothingNewAndNamesWhatIsUndone() throws Exception {
    String running = json(post("/jobs", SLOW)).path("id").asText();
    String waiting = json(post("/jobs", SLOW)).path("id").asText();
    await(running, "running");

    assertThat(server.drain(Duration.ZERO)).extracting(Ticket::id).contains(running, waiting);
  }

  @Test
  void refusesWhatIsBeyondItsLimits() {
    assertThat(refusal("'width':1024,'height':1024")).contains("expected at most 16384 pixels");
    assertThat(refusal("'width':2147483640,'height':2147483640")).contains("pixels");
    assertThat(refusal("'count':5")).contains("count is 5, expected at most 4");
    assertThat(refusal("'negative_prompt':'" + "a".repeat(10_001) + "'")).contains("10001");
    open(settings(Optional.empty(), 60), new Limits(1 << 20, 10_000, 5, 4, 60, 2, 1, 1 << 20));
    assertThat(refusal("'steps':6")).contains("steps is 6, expected at most 5");
    assertThat(refusal("'sigmas':'9,8,7,6,5,4,3,2,1'")).contains("sigmas");
  }

  private String refusal(String fields) {
    HttpResponse<String> reply = post("/jobs", "{'model':'tiny','prompt':'a'," + fields + "}");
    assertThat(reply.statusCode()).as(reply.body()).isEqualTo(400);
    return reply.body();
  }

  @Test
  void refusesFilesOfTheMachine() {
    assertThat(refusal("'output':'/tmp/x.png'")).contains("names a file");
    assertThat(refusal("'unet':'/etc/passwd'")).contains("names a file");
    assertThat(refusal("'vae':'/etc/passwd'")).contains("not offered");
    assertThat(refusal("'embedding':'../passwd'")).contains("not offered");
    assertThat(refusal("'lora':'/etc/passwd'")).contains("not offered");
    assertThat(post("/jobs", "{'model':'tiny','prompt':'a <lora:/etc/passwd:1>'}").body())
        .contains("not offered");
    assertThat(post("/jobs", "{'model':'../models/tiny','prompt':'a'}").statusCode())
        .isEqualTo(404);
    assertThat(refusal("'init_image':'/etc/passwd'")).contains("init_image");
  }

  @Test
  void aJobThatTakesTooLongEnds() throws Exception {
    open(settings(Optional.empty(), 60), new Limits(1 << 20, 10_000, 1000, 4, 0, 2, 1, 1 << 20));
    String id = json(post("/jobs", SLOW)).path("id").asText();

    await(id, "failed");
    assertThat(json(send(to("/jobs/" + id))).path("error").path("message").asText())
        .contains("took longer");
  }

  @Test
  void refusesBodiesHeadersAndAddressesThatAreTooLong() throws IOException {
    assertThat(raw("POST /jobs HTTP/1.1\r\nHost: localhost\r\nContent-Length: 70000\r\n\r\n"))
        .isEqualTo(413);
    assertThat(raw("GET / HTTP/1.1\r\nHost: localhost\r\nX: " + "a".repeat(20_000) + "\r\n\r\n"))
        .isEqualTo(431);
    assertThat(raw("GET /" + "a".repeat(9000) + " HTTP/1.1\r\nHost: localhost\r\n\r\n"))
        .isEqualTo(414);
  }

  @Test
  void aRequestThatNeverEndsIsGivenUp() throws IOException {
    open(settings(Optional.empty(), 1), LIMITS);

    assertThat(raw("POST /jobs HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9\r\n\r\n{"))
        .isEqualTo(408);
  }

  @Test
  void isNotReachedByOtherNamesOrFromOtherPages() throws IOException {
    assertThat(raw("GET /healthz HTTP/1.1\r\nHost: evil.example\r\n\r\n")).isEqualTo(403);
    assertThat(raw("GET /healthz HTTP/1.1\r\n\r\n")).isEqualTo(400);
    assertThat(raw("GET /healthz HTTP/1.1\r\nHost: 192.0.2.1\r\n\r\n")).isEqualTo(403);
    String body = "\r\nContent-Length: 2\r\n\r\n{}";
    String head = "POST /jobs HTTP/1.1\r\nHost: localhost\r\n";
    assertThat(raw(head + "Origin: https://evil.example" + body)).isEqualTo(403);
    assertThat(raw(head + "Origin: null" + body)).isEqualTo(403);
    assertThat(raw(head + "Sec-Fetch-Site: cross-site" + body)).isEqualTo(403);
    assertThat(raw(head + "Origin: https://ours.example" + body)).isEqualTo(400);
    assertThat(
            send(to("/healthz").header("origin", "https://ours.example"))
                .headers()
                .firstValue("access-control-allow-origin"))
        .contains("https://ours.example");
    assertThat(send(to("/healthz")).headers().firstValue("access-control-allow-origin")).isEmpty();
  }

  @Test
  void aTokenIsNeededWhereThereIsOne() {
    open(settings(Optional.of(TOKEN), 60), LIMITS);

    assertThat(send(to("/v1/models")).statusCode()).isEqualTo(401);
    assertThat(send(to("/v1/models").header("authorization", "Bearer wrong")).statusCode())
        .isEqualTo(401);
    assertThat(send(to("/v1/models").header("authorization", "Bearer " + TOKEN)).statusCode())
        .isEqualTo(200);
    String pair = Base64.getEncoder().encodeToString(("me:" + TOKEN).getBytes());
    assertThat(send(to("/metrics").header("authorization", "Basic " + pair)).statusCode())
        .isEqualTo(200);
    assertThat(send(to("/healthz")).statusCode()).isEqualTo(200);
    assertThat(send(to("/")).statusCode()).isEqualTo(200);
  }

  @Test
  void speaksOpenAi() {
    HttpResponse<String> reply =
        post(
            "/v1/images/generations",
            "{'model':'tiny','prompt':'a','n':2,'size':'64x64','steps':2,'quality':'hd',"
                + "'response_format':'b64_json'}");
    assertThat(reply.statusCode()).as(reply.body()).isEqualTo(200);
    assertThat(json(reply).path("data")).hasSize(2);
    assertThat(Base64.getDecoder().decode(json(reply).at("/data/0/b64_json").asText()))
        .startsWith(0x89, 'P', 'N', 'G');
    assertThat(reply.headers().firstValue("x-gen-warning")).contains("without effect: quality");

    HttpResponse<String> wrong =
        post("/v1/images/generations", "{'prompt':'a','model':'dall-e-3'}");
    assertThat(wrong.statusCode()).isEqualTo(404);
    assertThat(json(wrong).at("/error/code").asText()).isEqualTo("model_not_found");
    assertThat(json(wrong).at("/error/param").asText()).isEqualTo("model");
    assertThat(json(send(to("/v1/models"))).at("/data/0/id").asText()).isEqualTo("tiny");
  }

  private static byte[] png(int width, int height, int argb) throws IOException {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_ARGB);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        image.setRGB(x, y, x < width / 2 ? argb : 0xFF20_4060);
      }
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ImageIO.write(image, "png", out);
    return out.toByteArray();
  }

  private HttpResponse<String> edit(byte[] image, byte[] mask) {
    StringBuilder form = new StringBuilder();
    part(form, "model\"", "tiny");
    part(form, "prompt\"", "a");
    part(form, "image\"; filename=\"a.png\"\r\nContent-Type: image/png", latin(image));
    part(form, "mask\"; filename=\"b.png\"\r\nContent-Type: image/png", latin(mask));
    form.append("--b--\r\n");
    return send(
        to("/v1/images/edits")
            .header("content-type", "multipart/form-data; boundary=b")
            .POST(BodyPublishers.ofString(form.toString(), StandardCharsets.ISO_8859_1)));
  }

  private static void part(StringBuilder form, String name, String content) {
    form.append("--b\r\nContent-Disposition: form-data; name=\"").append(name);
    form.append("\r\n\r\n").append(content).append("\r\n");
  }

  private static String latin(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }

  @Test
  void editsAPictureWhereItsMaskIsTransparent() throws IOException {
    byte[] whole = png(64, 64, 0xFFFF_0000);

    HttpResponse<String> edited = edit(whole, png(64, 64, 0));
    assertThat(edited.statusCode()).as(edited.body()).isEqualTo(200);
    assertThat(json(edited).path("data")).hasSize(1);
    assertThat(edit(whole, whole).body()).contains("mask has no transparency");
    assertThat(edit(new byte[9], png(64, 64, 0)).body()).contains("image is no picture");
  }

  @Test
  void refusesPicturesThatAreTooLarge() throws IOException {
    String sent = Base64.getEncoder().encodeToString(png(128, 128, 0));

    assertThat(refusal("'init_image':'" + sent + "'"))
        .contains("init_image is 16384 pixels, expected at most 10000");
  }

  @Test
  void takesNoMoreConnectionsThanItMay() throws IOException {
    List<Socket> sockets = new ArrayList<>();
    try {
      for (int i = 0; i < 9; i++) {
        sockets.add(new Socket("127.0.0.1", server.address().getPort()));
        sockets.get(i).setSoTimeout(20_000);
      }
      assertThat(sockets.get(8).getInputStream().read()).isEqualTo(-1);
    } finally {
      for (Socket socket : sockets) {
        socket.close();
      }
    }
  }

  @Test
  void tellsWhatAModelTakes() {
    assertThat(json(send(to("/models"))).toString()).contains("\"usual\":\"tiny\"");
    assertThat(json(send(to("/models/tiny"))).at("/defaults/width").asInt()).isPositive();
    assertThat(send(to("/models/none")).statusCode()).isEqualTo(404);
  }

  @Test
  void speaksAutomatic1111() {
    HttpResponse<String> reply =
        post(
            "/sdapi/v1/txt2img",
            "{'prompt':'a','steps':2,'seed':5,'batch_size':2,'sampler_name':'Euler a',"
                + "'scheduler':'Karras','restore_faces':true,'enable_hr':false,'novel':1,"
                + "'override_settings':{'sd_model_checkpoint':'tiny [0123456789]'}}");
    assertThat(reply.statusCode()).as(reply.body()).isEqualTo(200);
    assertThat(json(reply).path("images")).hasSize(2);
    assertThat(reply.headers().firstValue("x-gen-warning"))
        .contains("without effect: restore_faces, novel");
    assertThat(json(reply).path("info").asText()).contains("\"all_seeds\":[5,6]", "Steps: 2");

    String image = json(reply).at("/images/0").asText();
    HttpResponse<String> info = post("/sdapi/v1/png-info", "{'image':'" + image + "'}");
    assertThat(json(info).path("info").asText()).contains("Seed: 5");

    assertThat(post("/sdapi/v1/options", "{'sd_model_checkpoint':'tiny'}").statusCode())
        .isEqualTo(200);
    HttpResponse<String> changed =
        post(
            "/sdapi/v1/img2img",
            "{'prompt':'a','steps':2,'init_images':['data:image/png;base64," + image + "']}");
    assertThat(changed.statusCode()).as(changed.body()).isEqualTo(200);
    for (String list :
        List.of("samplers", "schedulers", "sd-models", "sd-vae", "loras", "options")) {
      assertThat(send(to("/sdapi/v1/" + list)).statusCode()).as(list).isEqualTo(200);
    }
    assertThat(json(send(to("/sdapi/v1/progress"))).path("progress").asDouble()).isZero();
    assertThat(post("/sdapi/v1/interrupt", "{}").statusCode()).isEqualTo(200);
  }

  @Test
  void thePageTakesNothingFromElsewhere() {
    HttpResponse<String> page = send(to("/"));

    assertThat(page.headers().firstValue("content-security-policy").orElseThrow())
        .contains("default-src 'none'", "script-src 'self'")
        .doesNotContain("unsafe");
    assertThat(page.body()).doesNotContain("http://", "https://", "style=", "onclick");
  }

  @Test
  void twoThousandMutatedRequestsGet4xxAndNothingElse() throws IOException {
    Random random = new Random(19);
    List<String> spoiled =
        List.of("[]", "-1", "'x'", "{}", "1e999", "99999999999999999999999999", "true", "[{}]");
    List<String> fields = List.of("width", "height", "steps", "count", "strength", "clip_skip");
    List<String> paths = List.of("/jobs", "/v1/images/generations", "/sdapi/v1/png-info");
    for (int i = 0; i < 2000; i++) {
      String path = paths.get(random.nextInt(3));
      String field = fields.get(random.nextInt(6)) + (random.nextInt(4) == 0 ? "\\u0000" : "");
      String value = spoiled.get(random.nextInt(4)).replace('\'', '"');
      String body = "{\"model\":\"tiny\",\"prompt\":\"a\",\"" + field + "\":" + value + "}";
      if (random.nextBoolean()) {
        body = body.substring(0, random.nextInt(body.length()));
      }
      String method = random.nextInt(5) == 0 ? "PUT" : "POST";
      String request =
          "%s %s HTTP/1.1\r\nHost: localhost\r\nContent-Length: %d\r\nConnection: close\r\n\r\n%s"
              .formatted(method, path, body.length(), body);
      assertThat(raw(request)).as(request).isBetween(400, 499);
    }
    assertThat(send(to("/healthz")).statusCode()).isEqualTo(200);
  }
}
