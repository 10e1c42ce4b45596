package dev.gen.model;

import dev.gen.error.ModelFormatException;
import java.util.LinkedHashMap;
import java.util.Map;

/** What a model is, in lines for a person. */
public final class ModelFacts {

  private ModelFacts() {}

  /**
   * Returns values by name, in the order in which they are worth reading; several lines where there
   * are several things to say.
   */
  public static Map<String, String> of(PictureModel model, Checksums checksums) {
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("model", model.name());
    facts.putAll(model.facts());
    facts.putAll(WeightFacts.of(model.storedNetworks(), checksums));
    facts.putAll(words(model.world()));
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
  private static Map<String, String> words(World world) {
    Map<String, String> words = new LinkedHashMap<>();
    world.words().forEach((kind, known) -> words.put(kind, String.join(", ", known.keySet())));
    return words;
  }
}
