package dev.gen.sampler;

import dev.gen.denoise.Denoiser;
import dev.gen.denoise.Estimate;
import dev.gen.denoise.EstimateLimit;
import dev.gen.denoise.NoiseLevel;
import dev.gen.random.NoiseSource;
import dev.gen.tensor.FloatTensor;
import dev.gen.tensor.Shape;

/**
 * What a sampler works with during one run: the denoiser, fresh noise, and the ear of the caller.
 *
 * <p>Exists so that every sampler treats progress, cancelling and inpainting in the same way.
 * Belongs to one run and one thread.
 */
public final class SamplingRun {

  private final Denoiser denoiser;
  private final NoiseSource noise;
  private final LatentConstraint constraint;
  private final StepListener listener;
  private final EstimateLimit limit;
  private final int total;
  private int done;

  /** Binds a run's denoiser, source of fresh noise, constraint and listener. */
  public SamplingRun(
      Denoiser denoiser, NoiseSource noise, LatentConstraint constraint, StepListener listener) {
    this.denoiser = denoiser;
    this.noise = noise;
    this.constraint = constraint;
    this.listener = listener;
    this.limit = EstimateLimit.NONE;
    this.total = 0;
  }

  private SamplingRun(SamplingRun bound, EstimateLimit limit, int total) {
    this.denoiser = bound.denoiser;
    this.noise = bound.noise;
    this.constraint = bound.constraint;
    this.listener = bound.listener;
    this.limit = limit;
    this.total = total;
  }

  /** Returns this run from its beginning, along a path and with limited estimates. */
  SamplingRun over(SamplingPath path, EstimateLimit limit) {
    return new SamplingRun(this, limit, path.updates());
  }

  /** Runs the network on the latent at the given level; neither is modified. */
  public Estimate estimate(FloatTensor latent, NoiseLevel level) {
    return read(latent, predict(latent, level), level);
  }

  /** Runs the network on the latent at the given level and returns its raw prediction. */
  public FloatTensor predict(FloatTensor latent, NoiseLevel level) {
    return denoiser.predict(latent, level);
  }

  /** Reads a raw prediction as made for the given latent and level. */
  public Estimate read(FloatTensor latent, FloatTensor prediction, NoiseLevel level) {
    return limit.apply(denoiser.read(latent, prediction, level), latent, level);
  }

  /** Draws fresh unit noise of the given shape. */
  public FloatTensor noise(Shape shape) {
    return noise.draw(shape);
  }

  /**
   * Ends an update: applies the constraint and tells the listener.
   *
   * @param latent the updated latent
   * @param next the level of the next evaluation; not looked at after the last update, when the
   *     constraint hears of {@link NoiseLevel#CLEAN}
   * @return the latent to go on with
   */
  public FloatTensor updated(FloatTensor latent, NoiseLevel next) {
    boolean last = ++done == total;
    FloatTensor corrected = constraint.correct(latent, last ? NoiseLevel.CLEAN : next);
    listener.updated(done, total, corrected);
    return corrected;
  }
}
