package dev.gen.studio;

import dev.gen.random.NoiseSource;

/**
 * Where one picture's random numbers come from.
 *
 * <p>In a real run all three are the same generator, drawn from in the reference's order; they are
 * told apart so that a recorded run can be replayed.
 *
 * @param latent the noise that a picture starts from
 * @param posterior draws a source picture's latent around its mean
 * @param sampler the noise that a sampler adds on the way
 */
record NoiseStreams(NoiseSource latent, NoiseSource posterior, NoiseSource sampler) {

  static NoiseStreams ofOne(NoiseSource source) {
    return new NoiseStreams(source, source, source);
  }
}
