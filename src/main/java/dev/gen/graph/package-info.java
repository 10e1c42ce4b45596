/**
 * ONNX graphs of the networks, built from a model's config around the weights of a checkpoint.
 *
 * <p>Each network is one file that follows the network's own structure; read {@link
 * dev.gen.graph.UNetGraph} first. A graph holds no weights: it names the file, the offset and the
 * length of each. What networks are made of lies in {@code graph.layers}, how ONNX spells it in
 * {@code graph.nodes}. May use {@code checkpoint}, {@code tensor} and {@code error}; does not know
 * ONNX Runtime, which runs the graphs elsewhere.
 */
package dev.gen.graph;
