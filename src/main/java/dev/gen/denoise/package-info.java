/**
 * What a network's input and output mean: from a noisy latent to an estimate of picture and noise.
 *
 * <p>Start with {@link dev.gen.denoise.Denoiser}, which is all that samplers see, and {@link
 * dev.gen.denoise.NoiseLevel}, the coordinates that everybody shares. Imports {@code schedule},
 * {@code tensor} and {@code error}; never a sampler.
 */
package dev.gen.denoise;
