package dev.gen.checkpoint;

import dev.gen.checkpoint.CheckpointOptions.LoraUse;
import dev.gen.checkpoint.LoraKey.Role;
import dev.gen.checkpoint.keys.KeyRule;
import dev.gen.checkpoint.safetensors.SafetensorsFile;
import dev.gen.checkpoint.safetensors.StoredTensor;
import dev.gen.error.InvalidRequestException;
import dev.gen.error.ModelFormatException;
import dev.gen.tensor.Shape;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A LoRA file: low-rank updates for modules of a model, in any of the namings that trainers use.
 *
 * <p>Modules are not parsed out of names that are joined with underscores; instead the names of the
 * model's weights are written in every naming and looked up. Immutable.
 *
 * @param path the file
 * @param updates by part of the model and then by the module's name in the file
 */
public record LoraFile(Path path, Map<ModelPart, Map<String, LowRankUpdate>> updates) {

  private static final int NAMED_AT_MOST = 3;

  /**
   * Reads the table of a file.
   *
   * @throws ModelFormatException if it is malformed or of a kind that is not known
   * @throws InvalidRequestException if the scale is not finite
   */
  public static LoraFile open(LoraUse use) {
    if (!Double.isFinite(use.scale())) {
      throw new InvalidRequestException(
          "%s: the scale %s is not a number; give one like 0.8".formatted(use.file(), use.scale()));
    }
    SafetensorsFile file = SafetensorsFile.open(use.file());
    Map<ModelPart, Map<String, Map<Role, StoredTensor>>> modules = new EnumMap<>(ModelPart.class);
    for (StoredTensor tensor : file.tensors().values()) {
      LoraKey key = LoraKey.of(tensor.name()).orElseThrow(() -> unknown(file.path(), tensor));
      modules
          .computeIfAbsent(key.part(), part -> new LinkedHashMap<>())
          .computeIfAbsent(key.module(), module -> new EnumMap<>(Role.class))
          .put(key.role(), tensor);
    }
    Map<ModelPart, Map<String, LowRankUpdate>> updates = new EnumMap<>(ModelPart.class);
    AdapterConfig config = AdapterConfig.of(file);
    modules.forEach((part, factors) -> updates.put(part, updates(use, factors, part, config)));
    return new LoraFile(file.path(), updates);
  }

  /**
   * Requires that all parts that this file is for are there.
   *
   * @throws ModelFormatException if one is not
   */
  void requireParts(Set<ModelPart> parts) {
    updates.forEach(
        (part, modules) -> {
          if (!parts.contains(part)) {
            throw misfit(part, List.copyOf(modules.keySet()), modules.size());
          }
        });
  }

  /**
   * Finds the weights that this file changes.
   *
   * @param part the part of the model
   * @param shapes the names and shapes of all weights of the part
   * @param original how the original repositories name them, which some trainers use
   * @return the updates by the names of the weights
   * @throws ModelFormatException if some of the file's modules fit no weight
   */
  Map<String, LowRankUpdate> fit(ModelPart part, Map<String, Shape> shapes, KeyRule original) {
    Map<String, String> weights = new HashMap<>();
    shapes.keySet().stream()
        .filter(name -> name.endsWith(".weight"))
        .forEach(name -> modules(name, original).forEach(module -> weights.put(module, name)));
    Map<String, LowRankUpdate> fitting = new HashMap<>();
    List<String> misfits = new ArrayList<>();
    Map<String, LowRankUpdate> own = updates.getOrDefault(part, Map.of());
    own.forEach(
        (module, update) -> {
          String weight = weights.get(module);
          if (weight != null && update.fits(shapes.get(weight))) {
            fitting.put(weight, update);
          } else {
            misfits.add(module);
          }
        });
    if (!misfits.isEmpty()) {
      throw misfit(part, misfits, own.size());
    }
    return fitting;
  }

  /** Returns all names that trainers give to the module of a weight. */
  private static List<String> modules(String weight, KeyRule original) {
    String dotted = withoutWeight(weight);
    String originalName = withoutWeight(original.sources(weight).get(0).key());
    return List.of(dotted, dotted.replace('.', '_'), originalName.replace('.', '_'));
  }

  private static String withoutWeight(String name) {
    return name.replaceFirst("\\.weight$", "");
  }

  private static Map<String, LowRankUpdate> updates(
      LoraUse use,
      Map<String, Map<Role, StoredTensor>> modules,
      ModelPart part,
      AdapterConfig config) {
    Map<String, LowRankUpdate> updates = new LinkedHashMap<>();
    modules.forEach(
        (module, factors) -> {
          int rank = requireFactors(use, module, factors);
          double scaling =
              Optional.ofNullable(factors.get(Role.ALPHA))
                  .map(alpha -> number(alpha) / rank)
                  .orElseGet(() -> config.scaling(part, rank));
          updates.put(
              module,
              new LowRankUpdate(
                  factors.get(Role.UP),
                  factors.get(Role.DOWN),
                  Optional.ofNullable(factors.get(Role.MIDDLE)),
                  (float) (use.scale() * scaling)));
        });
    return updates;
  }

  /** Returns the rank, once it is clear that there is one. */
  private static int requireFactors(LoraUse use, String module, Map<Role, StoredTensor> factors) {
    StoredTensor down = factors.get(Role.DOWN);
    boolean whole =
        factors.containsKey(Role.UP)
            && down != null
            && down.shape().elements() > 0
            && down.shape().rank() > 0
            && areFloats(factors);
    if (!whole) {
      throw new ModelFormatException(
          "%s: module '%s' lacks one of its two factors as floats; fetch the file again"
              .formatted(use.file(), module));
    }
    return down.shape().size(0);
  }

  private static boolean areFloats(Map<Role, StoredTensor> factors) {
    return factors.entrySet().stream()
        .filter(factor -> factor.getKey() != Role.ALPHA)
        .allMatch(factor -> factor.getValue().dataType().isCommonFloat());
  }

  private static double number(StoredTensor scalar) {
    if (scalar.shape().elements() != 1) {
      throw new ModelFormatException(
          "%s: '%s' is %s, not one number; fetch the file again"
              .formatted(scalar.file(), scalar.name(), scalar.shape()));
    }
    return scalar.read().get(0);
  }

  private ModelFormatException misfit(ModelPart part, List<String> modules, int all) {
    List<String> first = modules.subList(0, Math.min(NAMED_AT_MOST, modules.size()));
    return new ModelFormatException(
        "%s: this LoRA is for another model: %d of its %d modules do not fit the %s: %s%s; use one"
                .formatted(
                    path,
                    modules.size(),
                    all,
                    part.folder(),
                    String.join(", ", first),
                    modules.size() > NAMED_AT_MOST ? ", ..." : "")
            + " that was made for this model's family");
  }

  private static ModelFormatException unknown(Path path, StoredTensor tensor) {
    return new ModelFormatException(
        "%s: '%s' is not a key of a LoRA that can be added (LoHa, LoKr and DoRA cannot)"
            .formatted(path, tensor.name()));
  }
}
