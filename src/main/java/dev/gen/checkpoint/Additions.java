package dev.gen.checkpoint;

import dev.gen.checkpoint.CheckpointOptions.LoraUse;
import dev.gen.checkpoint.LoraFile.Fit;
import dev.gen.checkpoint.adapter.Update;
import dev.gen.checkpoint.keys.KeyRule;
import dev.gen.error.InvalidRequestException;
import dev.gen.error.ModelFormatException;
import dev.gen.tensor.Shape;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The LoRA files and embeddings that are added to a checkpoint, and how they fit it.
 *
 * @param loras in the order in which they are added
 * @param embeddings of files of their own; all have vectors for every text encoder of the model
 * @param bundled embeddings that lie in the LoRA files, alike
 * @param warnings what was left out, one sentence each
 */
record Additions(
    List<AddedLora> loras,
    List<TextualInversion> embeddings,
    List<TextualInversion> bundled,
    List<String> warnings) {

  private static final int NAMED_AT_MOST = 3;

  /** A file and how much of it is added. */
  record AddedLora(LoraFile file, LoraUse use) {}

  /** Adds nothing. */
  static Additions none() {
    return new Additions(List.of(), List.of(), List.of(), List.of());
  }

  /**
   * Opens the files.
   *
   * @throws ModelFormatException if one is malformed, or an embedding was made for other encoders
   * @throws InvalidRequestException if a scale is not a finite number
   */
  static Additions open(Checkpoint model, CheckpointOptions options) {
    List<AddedLora> loras = options.loras().stream().map(Additions::open).toList();
    Map<ModelPart, Integer> widths = widths(model);
    List<TextualInversion> tokens = tokens(options.embeddings(), widths);
    List<String> warnings = new ArrayList<>();
    List<TextualInversion> bundled = new ArrayList<>();
    for (AddedLora lora : loras) {
      for (TextualInversion token : lora.file().embeddings()) {
        Optional<String> misfit = misfit(token, widths);
        misfit.ifPresent(why -> warnings.add("%s is left out: %s".formatted(token.name(), why)));
        if (misfit.isEmpty()) {
          bundled.add(token);
        }
      }
    }
    return new Additions(loras, tokens, bundled, warnings);
  }

  /** Joins files for one text encoder each, which name the same token. */
  private static List<TextualInversion> tokens(List<Path> files, Map<ModelPart, Integer> widths) {
    Map<String, TextualInversion> tokens = new LinkedHashMap<>();
    Map<String, Path> last = new HashMap<>();
    for (Path file : files) {
      for (TextualInversion token : TextualInversion.open(file)) {
        tokens.merge(token.name(), token.placed(file, widths), TextualInversion::with);
        last.put(token.name(), file);
      }
    }
    for (TextualInversion token : tokens.values()) {
      misfit(token, widths)
          .ifPresent(
              why -> {
                throw new ModelFormatException(last.get(token.name()) + ": " + why);
              });
    }
    return List.copyOf(tokens.values());
  }

  private static AddedLora open(LoraUse use) {
    for (double scale : new double[] {use.unetScale(), use.textScale()}) {
      if (!Float.isFinite((float) scale)) {
        throw new InvalidRequestException(
            "%s: the scale %s is not a number; give one like 0.8".formatted(use.file(), scale));
      }
    }
    return new AddedLora(LoraFile.open(use.file()), use);
  }

  private static Map<ModelPart, Integer> widths(Checkpoint model) {
    Map<ModelPart, Integer> widths = new LinkedHashMap<>();
    Stream.of(ModelPart.TEXT_ENCODER, ModelPart.TEXT_ENCODER_2)
        .filter(model::has)
        .forEach(
            part -> {
              if (model.config(part).get("hidden_size") instanceof Number width) {
                widths.put(part, width.intValue());
              }
            });
    return widths;
  }

  /** Says why an embedding does not fit, if it does not. */
  private static Optional<String> misfit(TextualInversion token, Map<ModelPart, Integer> model) {
    Map<ModelPart, Integer> own = new LinkedHashMap<>();
    token.vectors().forEach((part, rows) -> own.put(part, rows.shape().size(1)));
    if (own.equals(model)) {
      return Optional.empty();
    }
    if (model.entrySet().containsAll(own.entrySet())) {
      return Optional.of(
          ("this embedding has vectors of %s numbers alone, the model's text encoders want %s; give"
                  + " the file for the other encoder too, or one that was made for this model's"
                  + " family")
              .formatted(joined(own), joined(model)));
    }
    boolean both = own.containsKey(ModelPart.TEXT_ENCODER_2);
    String family =
        both
            ? CheckpointFamily.SDXL.displayName()
            : CheckpointFamily.ofPromptWidth(own.get(ModelPart.TEXT_ENCODER))
                .map(CheckpointFamily::displayName)
                .orElse("another model");
    return Optional.of(
        ("this embedding was made for %s: its vectors have %s numbers, the model's text encoders"
                + " %s; use one that was made for this model's family")
            .formatted(family, joined(own), joined(model)));
  }

  private static String joined(Map<ModelPart, Integer> widths) {
    return Stream.of(ModelPart.TEXT_ENCODER, ModelPart.TEXT_ENCODER_2)
        .filter(widths::containsKey)
        .map(part -> widths.get(part).toString())
        .collect(Collectors.joining(" and "));
  }

  /** Returns what is done to the weights of a part, by their names. */
  Map<String, List<Update>> updates(ModelPart part, Map<String, Shape> shapes, KeyRule original) {
    Map<String, List<Update>> updates = new HashMap<>();
    for (AddedLora lora : loras) {
      lora.file()
          .fit(part, shapes, original)
          .changes()
          .forEach(
              (name, change) ->
                  updates
                      .computeIfAbsent(name, key -> new ArrayList<>())
                      .add(new Update(change, lora.use().scale(part))));
    }
    return updates;
  }

  /**
   * Says what of the LoRA files changes nothing.
   *
   * @param model that they are added to
   * @param shapes of the weights of each part that the model has
   * @throws ModelFormatException if a file was made for another family
   */
  List<String> check(Checkpoint model, Map<ModelPart, Map<String, Shape>> shapes) {
    List<String> said = new ArrayList<>(warnings);
    for (AddedLora lora : loras) {
      LoraFile file = lora.file();
      Fit whole = new Fit();
      file.adapters()
          .forEach(
              (part, adapters) -> {
                if (shapes.containsKey(part)) {
                  Fit fit = file.fit(part, shapes.get(part), model.original(part));
                  whole.misfits().addAll(fit.misfits());
                  whole.withoutBias().addAll(fit.withoutBias());
                } else {
                  whole.misfits().addAll(adapters.keySet());
                }
              });
      requireFamily(file, whole.misfits(), model.family());
      say(said, file, whole.misfits(), "modules fit nothing in this model and are left out");
      say(
          said,
          file,
          whole.withoutBias(),
          "modules add to a bias that the model lacks; it is left out");
      say(said, file, file.ignored(), "keys are not known here and are left out");
    }
    return said;
  }

  private static void say(List<String> said, LoraFile file, List<String> names, String what) {
    if (!names.isEmpty()) {
      said.add("%s: %d of its %s: %s".formatted(file.path(), names.size(), what, first(names)));
    }
  }

  /** Few modules of another family's file may fit by chance; that does not make it right. */
  private static void requireFamily(LoraFile file, List<String> misfits, CheckpointFamily family) {
    int all = file.adapters().values().stream().mapToInt(Map::size).sum();
    LoraOrigin origin = LoraOrigin.of(file);
    boolean other = origin.family().filter(own -> own != family).isPresent();
    if (misfits.size() == all || other && misfits.size() > all / 2) {
      throw new ModelFormatException(
          ("%s: this LoRA is for another model%s: %d of its %d modules do not fit: %s; use one"
                  + " that was made for this model's family (%s)")
              .formatted(
                  file.path(),
                  origin.name().map(name -> " (" + name + ")").orElse(""),
                  misfits.size(),
                  all,
                  first(misfits),
                  family.displayName()));
    }
  }

  private static String first(List<String> names) {
    String few = names.stream().limit(NAMED_AT_MOST).collect(Collectors.joining(", "));
    return names.size() > NAMED_AT_MOST ? few + ", ..." : few;
  }
}
