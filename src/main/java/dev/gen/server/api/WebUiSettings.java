package dev.gen.server.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gen.job.Field;
import dev.gen.job.Job;
import dev.gen.server.desk.Catalog;
import java.util.Set;
import java.util.function.BiConsumer;

/** The options of Automatic1111 that mean something here, for all requests or for one. */
final class WebUiSettings {

  private static final String CHECKPOINT = "sd_model_checkpoint";
  private static final String AUTOENCODER = "sd_vae";
  private static final String CLIP_STOP = "CLIP_stop_at_last_layers";
  private static final String AUTOMATIC = "Automatic";
  private static final Set<String> OWN = Set.of(AUTOMATIC, "None", "");

  private WebUiSettings() {}

  /**
   * Returns a job with options set.
   *
   * @param other gets each option that means nothing here
   * @throws dev.gen.error.InvalidRequestException if a value cannot be used
   */
  static Job applied(Job job, ObjectNode options, BiConsumer<String, JsonNode> other) {
    Job set = job;
    for (var option : options.properties()) {
      JsonNode value = option.getValue();
      switch (option.getKey()) {
        case CHECKPOINT -> set = set.with(Field.MODEL, modelName(value.asText()));
        case AUTOENCODER ->
            set =
                OWN.contains(value.asText())
                    ? set.without(Field.VAE)
                    : set.with(Field.VAE, value.asText());
        case CLIP_STOP -> set = set.with(Field.CLIP_SKIP, value.asInt(1) - 1);
        default -> other.accept(option.getKey(), value);
      }
    }
    return set;
  }

  /** Tells the options that a job has. */
  static ObjectNode told(Job job) {
    ObjectNode json = Bodies.empty().put(CHECKPOINT, job.text(Field.MODEL).orElseThrow());
    json.put(AUTOENCODER, job.text(Field.VAE).orElse(AUTOMATIC));
    json.put(CLIP_STOP, job.whole(Field.CLIP_SKIP).orElse(0) + 1);
    return json.put("samples_format", "png").put("randn_source", "CPU");
  }

  /** Returns the name in a title such as {@code name.safetensors [0123456789]}. */
  private static String modelName(String title) {
    return title.replaceFirst("\\s*\\[[0-9a-fA-F]+]$", "");
  }

  /** Returns the options of a server that nobody has set. */
  static Job usual(Catalog catalog) {
    return Job.EMPTY.with(Field.MODEL, catalog.usual());
  }
}
