package dev.gen.spark;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gen.batch.JobKey;
import dev.gen.cli.CommandTable;
import dev.gen.cli.ExitCode;
import java.io.Serializable;
import java.util.Optional;

/**
 * What became of a picture, or of a job that could not be drawn: a row of the manifest.
 *
 * <p>A line of JSON has the names of the manifest of {@code gen batch}, which reads it, and more.
 *
 * @param index of the job in its list, from 1
 * @param key tells the job from the others; its hash is empty where the line is no job
 * @param picture which picture of the job, from 0; the first that is missing where it failed
 * @param end the picture, or why there is none
 * @param executor that drew it, {@code id@host}
 * @param attempt of the task that drew it, from 0
 */
record ManifestRow(int index, JobKey key, int picture, End end, String executor, int attempt)
    implements Serializable {

  private static final JsonMapper JSON = new JsonMapper();

  /** How a picture ended. */
  sealed interface End extends Serializable permits Drawn, Failed {}

  /**
   * It lies there.
   *
   * @param path within the folder
   * @param seed written without a sign
   * @param sha256 of its pixels
   * @param seconds that it took; 0 where an attempt that was lost had written it
   */
  record Drawn(String path, String seed, String sha256, double seconds) implements End {}

  /**
   * It cannot be drawn.
   *
   * @param kind as events of {@code gen batch} name it
   * @param message one line
   */
  record Failed(String kind, String message) implements End {}

  /** Says that a job failed. */
  static Failed failure(RuntimeException e) {
    return new Failed(ExitCode.kind(e), CommandTable.oneLine(e));
  }

  boolean failed() {
    return end instanceof Failed;
  }

  /** Returns the row as one line of JSON. */
  String toJson() {
    ObjectNode json = JSON.createObjectNode();
    json.put("event", failed() ? "failed" : "written");
    json.put("job", key.hash());
    json.put("occurrence", key.occurrence());
    json.put("picture", picture);
    if (end instanceof Drawn drawn) {
      json.put("path", drawn.path());
      json.put("seed", drawn.seed());
      json.put("sha256", drawn.sha256());
      json.put("seconds", drawn.seconds());
    }
    json.put("index", index);
    json.put("executor", executor);
    json.put("attempt", attempt);
    if (end instanceof Failed failed) {
      json.put("kind", failed.kind());
      json.put("error", failed.message());
    }
    return json.toString();
  }

  /** Reads a line; empty where it says of no end, or was torn. */
  static Optional<ManifestRow> read(String line) {
    JsonNode json;
    try {
      json = JSON.readTree(line);
    } catch (JsonProcessingException e) {
      return Optional.empty();
    }
    End end =
        switch (json.path("event").asText()) {
          case "written" ->
              new Drawn(
                  json.path("path").asText(),
                  json.path("seed").asText(),
                  json.path("sha256").asText(),
                  json.path("seconds").asDouble());
          case "failed" -> new Failed(json.path("kind").asText(), json.path("error").asText());
          default -> null;
        };
    return Optional.ofNullable(end)
        .map(
            known ->
                new ManifestRow(
                    json.path("index").asInt(),
                    new JobKey(json.path("job").asText(), json.path("occurrence").asInt()),
                    json.path("picture").asInt(),
                    known,
                    json.path("executor").asText(),
                    json.path("attempt").asInt()));
  }
}
