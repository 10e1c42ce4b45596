/**
 * Checkpoints as people have them: the dialects of their key names, their families, LoRA files and
 * textual-inversion embeddings.
 *
 * <p>Read {@link dev.gen.checkpoint.Checkpoint} first. Everything here is a view: a weight is a
 * name, a type, a shape and a place in a file, and its numbers are read by whoever needs them. May
 * use {@code tensor} and {@code error}; knows no graphs and no ONNX Runtime.
 */
package dev.gen.checkpoint;
