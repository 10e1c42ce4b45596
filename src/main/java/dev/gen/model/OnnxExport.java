package dev.gen.model;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.gen.error.InvalidRequestException;
import dev.gen.error.OutputException;
import dev.gen.graph.NetworkFolder;
import dev.gen.graph.NetworkGraph;
import dev.gen.model.TokenizerFolders.Found;
import dev.gen.onnx.ComputedFile;
import dev.gen.onnx.SessionSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Writes a checkpoint as an ONNX directory, in the layout that {@link OnnxDirectory} reads.
 *
 * <p>The graphs use ONNX Runtime's own operators, so programs that run ONNX Runtime can use them.
 */
public final class OnnxExport {

  private static final ObjectMapper JSON = new ObjectMapper();

  private static final List<String> NETWORKS =
      List.of("unet", "vae_decoder", "vae_encoder", "text_encoder", "text_encoder_2");

  private OnnxExport() {}

  /**
   * Writes the directory; it appears when it is complete, or not at all.
   *
   * @throws InvalidRequestException if the model is an ONNX directory already
   * @throws OutputException if the folder exists or cannot be written
   */
  public static void write(ModelSource source, Path folder) {
    if (!(source instanceof CheckpointSource checkpoint)) {
      throw new InvalidRequestException(source.name() + " is an ONNX directory already");
    }
    if (Files.exists(folder)) {
      throw new OutputException(folder + " exists; name a folder that does not");
    }
    Path part = folder.resolveSibling("." + folder.getFileName() + ".part");
    try {
      delete(part);
      writeAll(checkpoint, part);
      Files.move(part, folder, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new OutputException("cannot write " + folder + ": " + e.getMessage(), e);
    } finally {
      delete(part);
    }
  }

  private static void writeAll(CheckpointSource source, Path folder) throws IOException {
    for (String network : NETWORKS) {
      if (source.hasNetwork(network)) {
        Path to = folder.resolve(network);
        write(source.graph(network), to);
        writeJson(source.config(network).toMap(), to.resolve("config.json"));
      }
    }
    writeJson(
        source.config("scheduler").toMap(),
        Files.createDirectories(folder.resolve("scheduler")).resolve("scheduler_config.json"));
    writeJson(source.index().toMap(), folder.resolve("model_index.json"));
    for (String tokenizer : List.of("tokenizer", "tokenizer_2")) {
      if (source.hasNetwork(ModelSource.textEncoderOf(tokenizer))) {
        copyTokenizer(source.tokenizerFolder(tokenizer), folder.resolve(tokenizer));
      }
    }
  }

  private static void write(NetworkGraph graph, Path to) throws IOException {
    Optional<ComputedFile> merged = graph.merged().map(CheckpointSource::computed);
    try (ComputedFile.Written file =
        merged
            .map(own -> own.write(graph.name(), SessionSettings.ofAllProcessors()))
            .orElse(null)) {
      NetworkFolder.write(graph, to);
    }
  }

  private static void copyTokenizer(Found found, Path to) throws IOException {
    Files.createDirectories(to);
    try (Stream<Path> files = Files.list(found.folder())) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Files.copy(file, to.resolve(file.getFileName()));
      }
    }
    if (found.padding().isPresent()) {
      Path config = to.resolve("tokenizer_config.json");
      Map<String, Object> values = new LinkedHashMap<>(ConfigFile.readIfPresent(config).toMap());
      values.remove("added_tokens_decoder");
      values.put("pad_token", found.padding().get());
      writeJson(values, config);
      Files.deleteIfExists(to.resolve("special_tokens_map.json"));
    }
  }

  private static void writeJson(Map<String, Object> values, Path file) throws IOException {
    JSON.writerWithDefaultPrettyPrinter().writeValue(file.toFile(), values);
  }

  private static void delete(Path folder) {
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new OutputException("cannot remove " + folder + ": " + e.getMessage(), e);
    }
  }
}
