package dev.gen.denoise;

import dev.gen.tensor.FloatTensor;

/**
 * Bounds on what a network makes of a latent, which some samplers set and others do not.
 *
 * @param picture is applied to the denoised side
 * @param rule what becomes of the noise side
 */
public record EstimateLimit(DenoisedLimit picture, NoiseRule rule) {

  /** Takes estimates as they are. */
  public static final EstimateLimit NONE = new EstimateLimit(DenoisedLimit.NONE, NoiseRule.KEPT);

  /** What becomes of the estimate of the noise when that of the picture was limited. */
  public enum NoiseRule {
    /** It stays as the network made it. */
    KEPT {
      @Override
      FloatTensor epsilon(Estimate before, FloatTensor latent, FloatTensor limited, NoiseLevel l) {
        return before.epsilon();
      }
    },
    /** It becomes what together with the limited picture makes up the latent. */
    RECOMPUTED {
      @Override
      FloatTensor epsilon(Estimate before, FloatTensor latent, FloatTensor limited, NoiseLevel l) {
        return FloatTensor.linear(1 / l.sigma(), latent, -l.alpha() / l.sigma(), limited);
      }
    };

    abstract FloatTensor epsilon(
        Estimate before, FloatTensor latent, FloatTensor limited, NoiseLevel level);
  }

  /**
   * Returns the limited estimate.
   *
   * @param latent the noisy latent that was estimated, at the level; not modified
   */
  public Estimate apply(Estimate estimate, FloatTensor latent, NoiseLevel level) {
    if (picture == DenoisedLimit.NONE) {
      return estimate;
    }
    FloatTensor limited = picture.apply(estimate.denoised());
    return new Estimate(limited, rule.epsilon(estimate, latent, limited, level));
  }
}
