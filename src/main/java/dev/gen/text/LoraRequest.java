package dev.gen.text;

/**
 * A wish for a LoRA, a small file of changes to a model's weights.
 *
 * @param name the file's name without ending, with or without folders before it
 * @param weight factor on the changes; 1 applies them as trained, 0 not at all, negative ones push
 *     the other way
 * @param textWeight the same for the text encoders
 */
public record LoraRequest(String name, double weight, double textWeight) {

  /** Wants the same for the whole model. */
  public LoraRequest(String name, double weight) {
    this(name, weight, weight);
  }
}
