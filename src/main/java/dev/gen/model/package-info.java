/**
 * What a model is, and its networks by their role.
 *
 * <p>Start with {@link dev.gen.model.DiffusionModel}. Files are found through {@link
 * dev.gen.model.ModelSource}, an exported directory or a checkpoint; what differs between families
 * stands in {@link dev.gen.model.ModelFamily}. Knows neither samplers nor pictures.
 */
package dev.gen.model;
