/**
 * Networks as ONNX Runtime runs them: files, sessions and tensors of every declared element type.
 *
 * <p>Read {@link dev.gen.onnx.OnnxModel} first. No other room imports {@code ai.onnxruntime}.
 */
package dev.gen.onnx;
