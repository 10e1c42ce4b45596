package dev.gen.model;

import dev.gen.error.ModelFormatException;
import dev.gen.schedule.SchedulerConfig;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What a model is, in lines for a person. */
public final class ModelFacts {

  private ModelFacts() {}

  /**
   * Returns values by name, in the order in which they are worth reading; several lines where there
   * are several things to say.
   */
  public static Map<String, String> of(DiffusionModel model, Checksums checksums) {
    Map<String, String> facts = new LinkedHashMap<>();
    ModelDefaults defaults = model.defaults();
    SizeRule sizes = model.sizes();
    facts.put("model", model.name());
    facts.put("family", model.family().displayName());
    if (!model.guesses().isEmpty()) {
      facts.put("guessed", String.join("\n", model.guesses()));
    }
    SchedulerConfig scheduler = model.schedulerConfig();
    facts.put("sampler", scheduler.className());
    facts.put("predicts", scheduler.word("prediction_type", "epsilon"));
    facts.put(
        "picture",
        "%d x %d, sides are multiples of %d"
            .formatted(defaults.widthPixels(), defaults.heightPixels(), sizes.multiple()));
    facts.put("latent", model.codec().description());
    facts.put("steps", "" + defaults.steps());
    facts.put("guidance scale", "" + defaults.guidanceScale());
    facts.putAll(WeightFacts.of(model.storedNetworks(), checksums));
    facts.putAll(words(model.world().toMap()));
    return facts;
  }

  /**
   * Returns what there is to say of a model that cannot draw as it is.
   *
   * @param problem why it cannot
   */
  public static Map<String, String> of(
      ModelSource source, Checksums checksums, ModelFormatException problem) {
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("model", source.name());
    facts.put("guessed", String.join("\n", source.guesses()));
    facts.putAll(WeightFacts.of(source.storedNetworks(), checksums));
    facts.put("cannot draw", problem.getMessage());
    return facts;
  }

  /** Returns the words that a model knows, where its maker lists them by kind. */
  private static Map<String, String> words(Map<String, Object> world) {
    Map<String, String> words = new LinkedHashMap<>();
    world.forEach((kind, known) -> words.put(kind, join(known)));
    return words;
  }

  private static String join(Object known) {
    if (known instanceof Map<?, ?> byName) {
      return byName.keySet().stream().map(String::valueOf).collect(Collectors.joining(", "));
    }
    if (known instanceof List<?> list) {
      return list.stream().map(String::valueOf).collect(Collectors.joining(", "));
    }
    return String.valueOf(known);
  }
}
