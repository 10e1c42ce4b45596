/**
 * What the files do to a weight that change a model: LoRA, LoHa, LoKr, DoRA and their kin.
 *
 * <p>Read {@link dev.gen.checkpoint.adapter.Change} first. The formulas are written against {@link
 * dev.gen.checkpoint.adapter.Arithmetic}, so nothing here computes. May use the safetensors reader,
 * {@code tensor} and {@code error}.
 */
package dev.gen.checkpoint.adapter;
