package dev.gen.studio;

import dev.gen.random.NoiseSource;
import dev.gen.sampler.LatentConstraint;
import dev.gen.sampler.SamplingPath;
import dev.gen.tensor.FloatTensor;
import java.util.Optional;

/**
 * Where the denoising of one picture begins.
 *
 * @param latent {@code [1, c, h, w]} at the path's first level
 * @param path the noise levels to visit
 * @param noise what the sampler draws from
 * @param extraChannels {@code [1, k, h, w]} joined to the denoiser's input, for inpainting networks
 * @param constraint keeps the unmasked part, for inpainting with other networks
 */
record StartingLatent(
    FloatTensor latent,
    SamplingPath path,
    NoiseSource noise,
    Optional<FloatTensor> extraChannels,
    LatentConstraint constraint) {

  /** Returns a start without anything besides the latent. */
  static StartingLatent plain(FloatTensor latent, SamplingPath path, NoiseStreams noise) {
    return new StartingLatent(
        latent, path, noise.sampler(), Optional.empty(), LatentConstraint.NONE);
  }

  StartingLatent with(FloatTensor channels) {
    return new StartingLatent(latent, path, noise, Optional.of(channels), constraint);
  }

  StartingLatent with(LatentConstraint other) {
    return new StartingLatent(latent, path, noise, extraChannels, other);
  }
}
