/**
 * ONNX graphs as nodes, constants and weights; how ONNX spells things is known here alone.
 *
 * <p>Read {@link dev.gen.graph.nodes.OnnxGraph} first. Knows no network and no layer.
 */
package dev.gen.graph.nodes;
