package dev.gen.checkpoint.safetensors;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.gen.error.ModelFormatException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The tensors of a file, or of the files of a folder that belong together.
 *
 * <p>Large models are cut into shards with an index, and the same weights often lie in a folder
 * twice, at full and at half precision; this type is what is left of that. Immutable.
 *
 * @param path the file or folder
 * @param tensors by key
 */
public record TensorTable(Path path, Map<String, StoredTensor> tensors) {

  private static final List<String> STEMS = List.of("diffusion_pytorch_model", "model");
  private static final List<String> VARIANTS = List.of("", ".fp16", ".bf16");

  /**
   * Opens the weights of a diffusers folder, at full precision where it has them.
   *
   * @throws ModelFormatException if there are none, or a file is malformed
   */
  public static TensorTable openFolder(Path folder) {
    for (String variant : VARIANTS) {
      for (String stem : STEMS) {
        Optional<TensorTable> table = open(folder, stem, variant);
        if (table.isPresent()) {
          return table.get();
        }
      }
    }
    throw nothingIn(folder);
  }

  /** Tells whether a folder has weights that {@link #openFolder} finds. */
  public static boolean isIn(Path folder) {
    return VARIANTS.stream()
        .flatMap(variant -> STEMS.stream().flatMap(stem -> names(stem, variant)))
        .anyMatch(name -> Files.isRegularFile(folder.resolve(name)));
  }

  private static Stream<String> names(String stem, String variant) {
    return Stream.of(
        stem + ".safetensors.index" + variant + ".json",
        stem + variant + ".safetensors.index.json",
        stem + variant + ".safetensors");
  }

  private static Optional<TensorTable> open(Path folder, String stem, String variant) {
    return names(stem, variant)
        .map(folder::resolve)
        .filter(Files::isRegularFile)
        .findFirst()
        .map(
            file ->
                file.toString().endsWith(".json")
                    ? openShards(folder, file)
                    : new TensorTable(folder, SafetensorsFile.open(file).tensors()));
  }

  private static TensorTable openShards(Path folder, Path index) {
    Map<String, SafetensorsFile> shards = new HashMap<>();
    Map<String, StoredTensor> tensors = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> entry : weightMap(index).properties()) {
      String shard = entry.getValue().asText();
      if (!shard.equals(Path.of(shard).getFileName().toString()) || shard.startsWith(".")) {
        throw new ModelFormatException(
            "%s: '%s' is not the name of a file beside it; fetch it again".formatted(index, shard));
      }
      SafetensorsFile file =
          shards.computeIfAbsent(shard, name -> SafetensorsFile.open(folder.resolve(name)));
      StoredTensor tensor = file.tensors().get(entry.getKey());
      if (tensor == null) {
        throw new ModelFormatException(
            "%s: %s lacks '%s'; fetch it again".formatted(index, shard, entry.getKey()));
      }
      tensors.put(entry.getKey(), tensor);
    }
    return new TensorTable(folder, tensors);
  }

  private static JsonNode weightMap(Path index) {
    try {
      JsonNode map = new ObjectMapper().readTree(index.toFile()).path("weight_map");
      if (map.isObject()) {
        return map;
      }
      throw new ModelFormatException(index + ": there is no 'weight_map'; fetch it again");
    } catch (IOException e) {
      throw new ModelFormatException("%s: cannot be read as JSON; fetch it again".formatted(index));
    }
  }

  private static ModelFormatException nothingIn(Path folder) {
    Pickles.in(folder).ifPresent(Pickles::refuse);
    return new ModelFormatException(
        folder + ": there are no safetensors weights; fetch the model's .safetensors files");
  }
}
