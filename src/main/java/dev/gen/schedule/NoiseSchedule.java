package dev.gen.schedule;

import dev.gen.error.ModelFormatException;
import java.util.List;

/**
 * The discrete noise schedule of a diffusion model, from β to σ.
 *
 * <pre>
 * β_t   variance added by training step t
 * ᾱ_t   = Π (1 - β_s) for s ≤ t, the share of the picture's variance that is left
 * σ_t   = √((1 - ᾱ_t) / ᾱ_t), the noise where the picture has weight 1
 * </pre>
 *
 * <p>Immutable and thread-safe.
 */
public final class NoiseSchedule implements NoiseCurve {

  /** Stands for ᾱ = 0 where σ must stay finite: the smallest positive 16-bit float. */
  private static final float NEARLY_ZERO = 0x1p-24f;

  private final float[] alphasCumprod;
  private final float[] sigmas;
  private final float[] logSigmas;

  private NoiseSchedule(float[] alphasCumprod) {
    this.alphasCumprod = alphasCumprod;
    int count = alphasCumprod.length;
    sigmas = new float[count];
    logSigmas = new float[count];
    for (int i = 0; i < count; i++) {
      float ratio = (1 - alphasCumprod[i]) / alphasCumprod[i];
      sigmas[i] = (float) Math.sqrt(ratio);
      logSigmas[i] = (float) Math.log(sigmas[i]);
    }
  }

  /** Derives the schedule from a model's settings. */
  public static NoiseSchedule of(SchedulerConfig config) {
    float[] betas = betas(config);
    float[] product = cumulativeProduct(betas);
    if (!(product[product.length - 1] < product[0])) {
      throw new ModelFormatException(
          "scheduler_config.json: its betas add no noise; copy the model's files again");
    }
    boolean zeroTerminal = config.flag("rescale_betas_zero_snr", false);
    return new NoiseSchedule(zeroTerminal ? rescaledToZero(product) : product);
  }

  /** Returns this schedule with a finite σ at the last timestep, even if ᾱ is zero there. */
  public NoiseSchedule withFiniteTerminal() {
    int last = alphasCumprod.length - 1;
    if (alphasCumprod[last] > NEARLY_ZERO) {
      return this;
    }
    float[] finite = alphasCumprod.clone();
    finite[last] = NEARLY_ZERO;
    return new NoiseSchedule(finite);
  }

  @Override
  public int trainSteps() {
    return alphasCumprod.length;
  }

  /** Returns ᾱ at a whole timestep, 0 to {@code trainSteps() - 1}. */
  public double alphaCumprod(int timestep) {
    return alphasCumprod[timestep];
  }

  /** Interpolates linearly between whole timesteps; beyond the ends the end value holds. */
  @Override
  public double sigma(double timestep) {
    int last = sigmas.length - 1;
    double t = Math.min(Math.max(timestep, 0), last);
    int low = Math.min((int) t, last - 1);
    return sigmas[low] + (t - low) * ((double) sigmas[low + 1] - sigmas[low]);
  }

  /** Interpolates linearly in log σ; beyond the ends the end timestep holds. */
  @Override
  public double timestep(double sigma) {
    double logSigma = Math.log(Math.max(sigma, 1e-10));
    int low = Math.min(Math.max(lastNotAbove(logSigma), 0), logSigmas.length - 2);
    float span = logSigmas[low] - logSigmas[low + 1];
    double weight = Math.min(Math.max((logSigmas[low] - logSigma) / span, 0), 1);
    return (1 - weight) * low + weight * (low + 1);
  }

  /** Returns how many timesteps have a log-SNR λ = -ln σ below the given one. */
  int countBelow(double lambda) {
    int count = 0;
    for (float alphaCumprod : alphasCumprod) {
      float alpha = (float) Math.log((float) Math.sqrt(alphaCumprod));
      float sigma = (float) Math.log((float) Math.sqrt(1 - alphaCumprod));
      count += alpha - sigma < lambda ? 1 : 0;
    }
    return count;
  }

  private int lastNotAbove(double logSigma) {
    int low = -1;
    for (int step = Integer.highestOneBit(logSigmas.length); step > 0; step /= 2) {
      if (low + step < logSigmas.length && logSigmas[low + step] <= logSigma) {
        low += step;
      }
    }
    return low;
  }

  private static float[] betas(SchedulerConfig config) {
    if (config.numbers("trained_betas").isPresent()) {
      List<Double> trained = config.numbers("trained_betas").get();
      if (trained.size() < 2) {
        throw SchedulerConfig.wrong("trained_betas", trained, "2 numbers or more");
      }
      float[] betas = new float[trained.size()];
      for (int i = 0; i < betas.length; i++) {
        betas[i] = trained.get(i).floatValue();
      }
      return betas;
    }
    return BetaSchedule.named(config.word("beta_schedule", "linear"))
        .betas(
            config.number("beta_start", 0.0001),
            config.number("beta_end", 0.02),
            config.integer("num_train_timesteps", 1000));
  }

  private static float[] cumulativeProduct(float[] betas) {
    float[] result = new float[betas.length];
    double product = 1;
    for (int i = 0; i < betas.length; i++) {
      product *= 1 - betas[i];
      result[i] = (float) product;
    }
    return result;
  }

  /**
   * Shifts and scales √ᾱ so that it ends at 0 (Lin et al. 2023, arXiv:2305.08891, algorithm 1).
   *
   * <p>The detour over β is the reference's and decides the last bits.
   */
  private static float[] rescaledToZero(float[] product) {
    int count = product.length;
    float first = (float) Math.sqrt(product[0]);
    float last = (float) Math.sqrt(product[count - 1]);
    float scale = first / (first - last);
    float[] betas = new float[count];
    float before = 1;
    for (int i = 0; i < count; i++) {
      float root = ((float) Math.sqrt(product[i]) - last) * scale;
      betas[i] = 1 - root * root / before;
      before = root * root;
    }
    return cumulativeProduct(betas);
  }
}
