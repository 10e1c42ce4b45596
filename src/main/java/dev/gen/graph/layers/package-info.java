/**
 * What networks are made of: operations, layers with weights, attention, residual blocks.
 *
 * <p>Read {@link dev.gen.graph.layers.Layers} first. Stands on {@code graph.nodes}; knows no whole
 * network and no config.
 */
package dev.gen.graph.layers;
