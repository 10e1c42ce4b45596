/**
 * The safetensors format: tables of named tensors in a file or a folder of files, nothing believed.
 *
 * <p>Read {@link dev.gen.checkpoint.safetensors.SafetensorsFile} first. May use {@code tensor} and
 * {@code error}.
 */
package dev.gen.checkpoint.safetensors;
