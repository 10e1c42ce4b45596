package dev.gen.text;

/**
 * A wish for a LoRA, a small file of changes to a model's weights.
 *
 * @param name the file's name without folder and ending
 * @param weight factor on the changes; 1 applies them as trained, 0 not at all, negative ones push
 *     the other way
 */
public record LoraRequest(String name, double weight) {}
