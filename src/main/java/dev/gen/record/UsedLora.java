package dev.gen.record;

import java.util.Optional;
import java.util.OptionalDouble;

/**
 * A LoRA that a record names.
 *
 * @param name of the file, with or without its ending
 * @param weight of its update to the denoiser; 1 is full strength
 * @param textWeight of its update to the text encoders, where this program made the picture and it
 *     is another one
 * @param hash in the program's own form
 */
public record UsedLora(
    String name, OptionalDouble weight, OptionalDouble textWeight, Optional<String> hash) {}
