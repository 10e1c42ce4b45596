package dev.gen.checkpoint;

import dev.gen.checkpoint.adapter.Adapter;
import dev.gen.checkpoint.adapter.Change;
import dev.gen.checkpoint.adapter.Factors;
import dev.gen.checkpoint.adapter.Layer;
import dev.gen.checkpoint.adapter.Role;
import dev.gen.checkpoint.keys.KeyRule;
import dev.gen.checkpoint.keys.Source;
import dev.gen.checkpoint.safetensors.SafetensorsFile;
import dev.gen.checkpoint.safetensors.StoredTensor;
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

/**
 * A LoRA file or one of its kin: changes to modules of a model, in any of the namings that trainers
 * use.
 *
 * <p>Modules are not parsed out of names that are joined with underscores; instead the names of the
 * model's weights are written in every naming and looked up. Immutable.
 *
 * @param path the file
 * @param metadata what the file says of itself
 * @param adapters by part of the model and then by the module's name, with underscores
 * @param embeddings tokens that were trained along with the changes
 * @param ignored keys that mean nothing here, and modules that are incomplete
 */
public record LoraFile(
    Path path,
    Map<String, String> metadata,
    Map<ModelPart, Map<String, Adapter>> adapters,
    List<TextualInversion> embeddings,
    List<String> ignored) {

  /**
   * Reads the table of a file.
   *
   * @throws ModelFormatException if it is malformed, or nothing in it can be added to a model
   */
  public static LoraFile open(Path path) {
    SafetensorsFile file = SafetensorsFile.open(path);
    Map<ModelPart, Map<String, Map<Role, StoredTensor>>> modules = new EnumMap<>(ModelPart.class);
    List<String> ignored = new ArrayList<>();
    for (StoredTensor tensor : file.tensors().values()) {
      Optional<LoraKey> key =
          Optional.of(tensor.name()).filter(Weights::isWeight).flatMap(LoraKey::of);
      if (key.isPresent()) {
        modules
            .computeIfAbsent(key.get().part(), part -> new LinkedHashMap<>())
            .computeIfAbsent(key.get().module(), module -> new EnumMap<>(Role.class))
            .put(key.get().role(), tensor);
      } else if (Weights.isWeight(tensor.name()) && !TextualInversion.isBundled(tensor.name())) {
        ignored.add(tensor.name());
      }
    }
    LoraFile read =
        new LoraFile(
            file.path(),
            file.metadata(),
            adapters(modules, AdapterConfig.of(file), ignored),
            TextualInversion.bundled(file),
            ignored);
    if (read.adapters.isEmpty()) {
      throw new ModelFormatException(
          "%s: there is no LoRA in it that can be added%s: '%s' is no part of one; check which file it is"
              .formatted(
                  path,
                  LoraOrigin.foreign(modules.getOrDefault(ModelPart.UNET, Map.of()).keySet())
                      .map(name -> " (its names are of " + name + ")")
                      .orElse(""),
                  ignored.isEmpty() ? "" : ignored.get(0)));
    }
    return read;
  }

  private static Map<ModelPart, Map<String, Adapter>> adapters(
      Map<ModelPart, Map<String, Map<Role, StoredTensor>>> modules,
      AdapterConfig config,
      List<String> ignored) {
    Map<ModelPart, Map<String, Adapter>> adapters = new EnumMap<>(ModelPart.class);
    modules.forEach(
        (part, tensors) ->
            tensors.forEach(
                (module, factors) -> {
                  Adapter adapter = new Factors(factors, config.of(part, module)).adapter();
                  if (adapter.changes().findAny().isPresent()) {
                    adapters
                        .computeIfAbsent(part, key -> new LinkedHashMap<>())
                        .put(module, adapter);
                  } else {
                    ignored.add(factors.values().iterator().next().name());
                  }
                }));
    return adapters;
  }

  /**
   * What of a file fits a part of a model.
   *
   * @param changes by the names of the weights
   * @param misfits modules that change no weight
   * @param withoutBias modules that add to a bias, of layers that have none
   */
  record Fit(Map<String, Change> changes, List<String> misfits, List<String> withoutBias) {

    /** Starts with nothing. */
    Fit() {
      this(new HashMap<>(), new ArrayList<>(), new ArrayList<>());
    }
  }

  /**
   * Finds the weights that this file changes.
   *
   * @param part the part of the model
   * @param shapes the names and shapes of all weights of the part
   * @param original how the original repositories name them, which some trainers use
   */
  Fit fit(ModelPart part, Map<String, Shape> shapes, KeyRule original) {
    Map<String, String> modules = new HashMap<>();
    shapes.keySet().stream()
        .filter(name -> name.endsWith(".weight"))
        .forEach(name -> names(name, original).forEach(module -> modules.put(module, name)));
    Fit fit = new Fit();
    adapters
        .getOrDefault(part, Map.of())
        .forEach(
            (module, adapter) -> {
              String weight = modules.getOrDefault(module, "");
              String bias = weight.replaceFirst("weight$", "bias");
              if (weight.isEmpty() || !add(adapter.weight(), weight, shapes, fit)) {
                fit.misfits.add(module);
              } else if (shapes.containsKey(bias)) {
                if (!add(adapter.bias(), bias, shapes, fit)) {
                  fit.misfits.add(module);
                }
              } else if (adapter.bias().filter(own -> !own.mayLackBias()).isPresent()) {
                fit.withoutBias.add(module);
              }
            });
    return fit;
  }

  private static boolean add(
      Optional<Change> change, String weight, Map<String, Shape> shapes, Fit fit) {
    boolean fits =
        change.isEmpty()
            || shapes.containsKey(weight) && change.get().fits(Layer.of(shapes.get(weight)));
    if (fits) {
      // Some files have a module under two names; it is meant once.
      change.ifPresent(own -> fit.changes.putIfAbsent(weight, own));
    }
    return fits;
  }

  /** Returns all names that trainers give to the module of a weight, with underscores. */
  private static List<String> names(String weight, KeyRule original) {
    List<String> names = new ArrayList<>(List.of(module(weight)));
    names.add(module(weight).replaceFirst("^text_model_", ""));
    original.sources(weight).stream()
        .filter(source -> source.view() == Source.View.WHOLE)
        .forEach(source -> names.add(module(source.key())));
    return names;
  }

  private static String module(String weight) {
    return weight.replaceFirst("\\.weight$", "").replace('.', '_');
  }
}
