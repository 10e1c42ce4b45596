/**
 * The solvers that walk a latent from noise to picture, one file each.
 *
 * <p>Start with {@link dev.gen.sampler.Sampler}, then read one of them beside its paper; {@link
 * dev.gen.sampler.SamplerKind} lists them all. Numbers, order of operations and draws of noise are
 * those of Hugging Face diffusers 0.40, from where models' settings come; where that deviates from
 * the paper, the solver says so. Imports {@code denoise}, {@code schedule}, {@code random}, {@code
 * tensor} and {@code error}; nothing native.
 */
package dev.gen.sampler;
