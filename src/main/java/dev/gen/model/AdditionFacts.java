package dev.gen.model;

import dev.gen.checkpoint.FileKind;
import dev.gen.checkpoint.LoraFile;
import dev.gen.checkpoint.LoraSummary;
import dev.gen.checkpoint.LoraSummary.Target;
import dev.gen.checkpoint.ModelPart;
import dev.gen.checkpoint.TextualInversion;
import dev.gen.checkpoint.safetensors.SafetensorsFile;
import dev.gen.checkpoint.safetensors.StoredTensor;
import dev.gen.error.ModelFormatException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What a file is that is added to a model: a LoRA, an embedding, an autoencoder. */
public final class AdditionFacts {

  private static final String FILE = "file";
  private static final String KIND = "kind";

  private AdditionFacts() {}

  /**
   * Returns values by name, in the order in which they are worth reading; none if the path is no
   * such file.
   *
   * @throws dev.gen.error.ModelFormatException if the file is malformed
   */
  public static Map<String, String> of(Path path, Checksums checksums) {
    if (!Files.isRegularFile(path)) {
      return Map.of();
    }
    SafetensorsFile file = SafetensorsFile.open(path);
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put(FILE, path.toString());
    switch (FileKind.of(file)) {
      case LORA -> lora(file, facts);
      case EMBEDDING -> embedding(path, facts);
      case VAE -> facts.put(KIND, "autoencoder, for --vae");
      case TINY_VAE -> facts.put(KIND, "tiny autoencoder (TAESD), for --vae");
      case CHECKPOINT, UNET -> {
        return Map.of();
      }
      case TEXT_ENCODER -> facts.put(KIND, "CLIP text encoder, for --text-encoder");
      case NO_UNET -> facts.put(KIND, "checkpoint without its UNet, for --model with --unet");
      case OTHER -> facts.put(KIND, FileKind.named(file));
    }
    facts.put("weights", weights(file.tensors().values().stream().toList()));
    facts.put("sha256", checksums.lines(List.of(path)));
    return facts;
  }

  private static void lora(SafetensorsFile file, Map<String, String> facts) {
    LoraSummary lora;
    try {
      lora = LoraSummary.of(LoraFile.open(file.path()));
    } catch (ModelFormatException e) {
      facts.put(KIND, "LoRA of which nothing can be added");
      return;
    }
    facts.put(KIND, joined(lora.kinds()) + ", for --lora");
    facts.put("family", lora.madeFor().orElse("not told by the file"));
    if (!lora.ranks().isEmpty()) {
      facts.put("rank", joined(lora.ranks()));
      facts.put("alpha", joined(lora.alphas().stream().map(AdditionFacts::number).toList()));
    }
    facts.put("changes", lora.modules() + " modules");
    lora.targets().forEach((part, kinds) -> facts.put(name(part), counted(kinds)));
  }

  private static void embedding(Path path, Map<String, String> facts) {
    List<TextualInversion> tokens = TextualInversion.open(path);
    facts.put(KIND, "textual inversion, for --embedding");
    facts.put("token", joined(tokens.stream().map(TextualInversion::name).toList()));
    for (TextualInversion token : tokens) {
      new TreeMap<>(token.vectors())
          .forEach((part, rows) -> facts.merge(name(part), size(rows), (a, b) -> a + "; " + b));
    }
  }

  private static String size(StoredTensor rows) {
    return "%d vectors, %d wide".formatted(rows.shape().size(0), rows.shape().size(1));
  }

  private static String weights(List<StoredTensor> tensors) {
    SortedSet<String> types = new TreeSet<>();
    tensors.forEach(tensor -> types.add(tensor.dataType().displayName()));
    return WeightFacts.line(
        tensors.stream().mapToLong(tensor -> tensor.shape().elements()).sum(),
        types,
        tensors.stream().mapToLong(StoredTensor::length).sum());
  }

  private static String counted(Map<Target, Integer> kinds) {
    return kinds.entrySet().stream()
        .map(entry -> entry.getValue() + " " + entry.getKey().displayName())
        .collect(Collectors.joining(", "));
  }

  private static String name(ModelPart part) {
    return part.folder().replace('_', ' ');
  }

  private static String joined(Iterable<?> values) {
    StringBuilder text = new StringBuilder();
    values.forEach(value -> text.append(text.isEmpty() ? "" : ", ").append(value));
    return text.toString();
  }

  private static String number(double value) {
    return value == Math.rint(value)
        ? Long.toString((long) value)
        : String.format(Locale.ROOT, "%.4g", value);
  }
}
