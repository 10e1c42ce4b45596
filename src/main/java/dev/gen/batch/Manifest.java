package dev.gen.batch;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gen.error.OutputException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What has been done, as lines of JSON beside the pictures.
 *
 * <p>Before a picture gets its name a line says which ({@code naming}); when it has it, a line says
 * so ({@code written}). Lines are appended whole, and one that is torn by a kill is not read. So at
 * any moment the lines and the names of the files together tell what is done. Each shard writes a
 * file of its own and reads those of all.
 */
final class Manifest implements AutoCloseable {

  private static final JsonMapper JSON = new JsonMapper();
  private static final String NAME = "manifest%s.jsonl";

  private final Path folder;
  private final FileChannel lines;
  private final Map<Key, Entry> known;

  private Manifest(Path folder, FileChannel lines, Map<Key, Entry> known) {
    this.folder = folder;
    this.lines = lines;
    this.known = known;
  }

  /**
   * A picture that a list of jobs asks for.
   *
   * @param picture which picture of the job, from 0
   */
  record Key(JobKey job, int picture) {}

  /**
   * What is known of a picture.
   *
   * @param path relative to the folder
   * @param seed written without a sign
   * @param written whether the picture is known to have that name
   */
  record Entry(String path, String seed, boolean written) {}

  /**
   * Opens the manifest of a folder; reads what is known.
   *
   * @throws OutputException if it cannot be read or written
   */
  static Manifest open(Path folder, Shard shard) {
    try {
      Map<Key, Entry> known = new HashMap<>();
      try (Stream<Path> files = Files.list(folder)) {
        for (Path file : files.filter(Manifest::isManifest).sorted().toList()) {
          Files.readString(file, StandardCharsets.UTF_8).lines().forEach(l -> read(l, known));
        }
      }
      String part = shard.of() == 1 ? "" : "-" + shard.number() + "-of-" + shard.of();
      FileChannel lines =
          FileChannel.open(
              folder.resolve(NAME.formatted(part)),
              StandardOpenOption.CREATE,
              StandardOpenOption.APPEND);
      Manifest manifest = new Manifest(folder, lines, known);
      if (lines.size() > 0) {
        manifest.append(""); // Ends a line that a kill may have torn.
      }
      return manifest;
    } catch (IOException e) {
      throw new OutputException(
          "cannot keep track of the pictures in " + folder + ": " + e.getMessage(), e);
    }
  }

  private static boolean isManifest(Path file) {
    return file.getFileName().toString().matches("manifest(-\\d+-of-\\d+)?\\.jsonl");
  }

  private static void read(String line, Map<Key, Entry> known) {
    try {
      JsonNode json = JSON.readTree(line);
      if (json.path("path").isTextual()) {
        known.put(
            new Key(
                new JobKey(json.path("job").asText(), json.path("occurrence").asInt()),
                json.path("picture").asInt()),
            new Entry(
                json.path("path").asText(),
                json.path("seed").asText(),
                json.path("event").asText().equals("written")));
      }
    } catch (JsonProcessingException e) {
      // A torn line tells of nothing that happened after it was begun.
    }
  }

  /** Returns what is known of a picture. */
  Optional<Entry> find(Key key) {
    return Optional.ofNullable(known.get(key));
  }

  /** Returns the file of an entry. */
  Path file(Entry entry) {
    return folder.resolve(entry.path());
  }

  /** Says which name a picture is about to get. */
  void naming(Key key, Path file, long seed) {
    note("naming", key, file, seed, JSON.createObjectNode());
  }

  /** Says that a picture has its name. */
  void written(Key key, Written written) {
    ObjectNode more = JSON.createObjectNode();
    more.put("sha256", written.sha256());
    more.put("seconds", written.seconds());
    note("written", key, written.path(), written.seed(), more);
  }

  private void note(String event, Key key, Path file, long seed, ObjectNode more) {
    ObjectNode json = JSON.createObjectNode();
    json.put("event", event);
    json.put("job", key.job().hash());
    json.put("occurrence", key.job().occurrence());
    json.put("picture", key.picture());
    json.put("path", folder.relativize(file.toAbsolutePath()).toString());
    json.put("seed", Long.toUnsignedString(seed));
    json.setAll(more);
    try {
      append(json.toString());
    } catch (IOException e) {
      throw new OutputException(
          "cannot keep track of the pictures in " + folder + ": " + e.getMessage(), e);
    }
  }

  private void append(String line) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap((line + "\n").getBytes(StandardCharsets.UTF_8));
    while (bytes.hasRemaining()) {
      lines.write(bytes);
    }
  }

  @Override
  public void close() {
    try {
      lines.close();
    } catch (IOException e) {
      throw new OutputException("cannot close the manifest in " + folder, e);
    }
  }
}
