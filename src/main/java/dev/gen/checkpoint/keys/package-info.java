/**
 * The names that dialects of checkpoints give to weights, computed from diffusers' names.
 *
 * <p>Read {@link dev.gen.checkpoint.keys.KeyRule} first. May use {@code tensor} and {@code error}.
 */
package dev.gen.checkpoint.keys;
