/**
 * The run from a prompt to pictures: encode, draw noise, sample, decode.
 *
 * <p>Start with {@link dev.gen.pipeline.TextToImage}. Imports neither {@code onnx} nor {@code cli}.
 */
package dev.gen.pipeline;
