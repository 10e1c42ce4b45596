package dev.gen.studio;

import dev.gen.denoise.Denoiser;
import dev.gen.denoise.Estimate;
import dev.gen.denoise.NoiseLevel;
import dev.gen.tensor.FloatTensor;
import java.util.function.Consumer;

/**
 * A denoiser whose estimates of the picture somebody hears.
 *
 * @param denoiser that estimates
 * @param listener hears each estimate
 */
record HeardDenoiser(Denoiser denoiser, Consumer<Moment> listener) implements Denoiser {

  @Override
  public FloatTensor predict(FloatTensor latent, NoiseLevel level) {
    return denoiser.predict(latent, level);
  }

  @Override
  public Estimate read(FloatTensor latent, FloatTensor prediction, NoiseLevel level) {
    Estimate estimate = denoiser.read(latent, prediction, level);
    listener.accept(new Moment(level, latent, estimate.denoised()));
    return estimate;
  }
}
