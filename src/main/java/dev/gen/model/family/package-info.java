/**
 * The model families, a file each: their text encoders, and what they tell the denoiser.
 *
 * <p>Start with {@link dev.gen.model.family.ModelFamilies}, the registry. Stands on {@code model},
 * which knows of no single family.
 */
package dev.gen.model.family;
