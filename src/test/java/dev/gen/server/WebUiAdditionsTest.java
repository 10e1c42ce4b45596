package dev.gen.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.gen.server.desk.Limits;
import dev.gen.testing.Golden;
import dev.gen.testing.Models;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Autoencoders and embeddings in the folders of models, by Automatic1111's interface. */
@Tag("golden")
class WebUiAdditionsTest {

  private static final Limits LIMITS = new Limits(1 << 20, 1 << 20, 1000, 4, 3600, 8, 1, 1 << 20);
  private static final String VAE = "/vae/diffusion_pytorch_model.safetensors";

  @TempDir Path folder;
  private TestServer server;

  @BeforeEach
  void open() throws IOException {
    Path models = Files.createDirectory(folder.resolve("models"));
    Path golden = Golden.path("safetensors");
    Models.copy(golden.resolve("sd15-tiny"), models.resolve("sd15"));
    Files.createDirectories(models.resolve("vae"));
    Files.copy(golden.resolve("sdxl-tiny" + VAE), models.resolve("vae/other.safetensors"));
    JsonNode config =
        new JsonMapper().readTree(models.resolve("sd15/text_encoder/config.json").toFile());
    writeEmbedding(models.resolve("embeddings/sparkle.safetensors"), config.get("hidden_size"));
    server = TestServer.open(models, TestServer.settings(Optional.empty()), LIMITS, folder);
  }

  private static void writeEmbedding(Path file, JsonNode width) throws IOException {
    int bytes = 4 * width.asInt();
    byte[] header =
        "{\"emb_params\":{\"dtype\":\"F32\",\"shape\":[1,%d],\"data_offsets\":[0,%d]}}"
            .formatted(width.asInt(), bytes)
            .getBytes(StandardCharsets.UTF_8);
    ByteBuffer buffer = ByteBuffer.allocate(8 + header.length + bytes);
    buffer.order(ByteOrder.LITTLE_ENDIAN).putLong(header.length).put(header);
    while (buffer.hasRemaining()) {
      buffer.putFloat(0.5f);
    }
    Files.createDirectories(file.getParent());
    Files.write(file, buffer.array());
  }

  @AfterEach
  void close() {
    if (server != null) {
      server.close();
    }
  }

  private JsonNode ask(String path, String body) throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(server.url() + "/sdapi/v1/" + path));
    if (!body.isEmpty()) {
      request.POST(BodyPublishers.ofString(body.replace('\'', '"')));
    }
    String reply = HttpClient.newHttpClient().send(request.build(), BodyHandlers.ofString()).body();
    return new JsonMapper().readTree(reply);
  }

  private JsonNode drawn(String prompt, String more) throws Exception {
    return ask(
        "txt2img",
        "{'prompt':'%s','seed':1,'steps':2,'width':64,'height':64%s}".formatted(prompt, more));
  }

  private static String image(JsonNode reply) {
    assertThat(reply.path("images")).as(reply.toString()).hasSize(1);
    return reply.path("images").get(0).asText();
  }

  @Test
  void switchesTheAutoencoderForAllRequestsOrForOne() throws Exception {
    assertThat(ask("sd-vae", "").get(0).path("model_name").asText()).isEqualTo("other.safetensors");
    String own = image(drawn("a cat", ""));

    ask("options", "{'sd_vae':'other.safetensors'}");
    assertThat(ask("options", "").path("sd_vae").asText()).isEqualTo("other.safetensors");
    JsonNode other = drawn("a cat", "");
    String automatic = image(drawn("a cat", ",'override_settings':{'sd_vae':'Automatic'}"));

    assertThat(image(other)).isNotEqualTo(own);
    assertThat(other.path("info").asText()).contains("\"sd_vae_name\":\"other.safetensors\"");
    assertThat(automatic).isEqualTo(own);
    assertThat(ask("options", "{'sd_vae':'../models/vae/other.safetensors'}").path("detail"))
        .hasToString("\"vae is \\\"../models/vae/other.safetensors\\\", which is not offered\"");
  }

  @Test
  void takesAnEmbeddingThatThePromptNames() throws Exception {
    assertThat(ask("embeddings", "").path("loaded").has("sparkle")).isTrue();

    JsonNode with = drawn("a cat, Sparkle", "");
    JsonNode without = drawn("a cat, sparkles", "");

    assertThat(records(with)).contains("embedding", "sparkle").doesNotContain(folder.toString());
    assertThat(records(without)).doesNotContain("embedding");
  }

  private String records(JsonNode reply) throws Exception {
    return ask("png-info", "{'image':'" + image(reply) + "'}").path("parameters").toString();
  }
}
