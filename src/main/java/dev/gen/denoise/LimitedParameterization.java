package dev.gen.denoise;

import dev.gen.tensor.FloatTensor;

/**
 * A parameterization whose estimate of the picture is limited.
 *
 * @param inner reads the network's output
 * @param limit is applied to the denoised side
 * @param rule what becomes of the noise side
 */
public record LimitedParameterization(Parameterization inner, DenoisedLimit limit, NoiseRule rule)
    implements Parameterization {

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

  /** Returns a parameterization with a limit, which is the given one if there is none. */
  public static Parameterization of(Parameterization inner, DenoisedLimit limit, NoiseRule rule) {
    return limit == DenoisedLimit.NONE ? inner : new LimitedParameterization(inner, limit, rule);
  }

  @Override
  public double inputScale(NoiseLevel level) {
    return inner.inputScale(level);
  }

  @Override
  public Estimate estimate(FloatTensor latent, FloatTensor output, NoiseLevel level) {
    Estimate before = inner.estimate(latent, output, level);
    FloatTensor limited = limit.apply(before.denoised());
    return new Estimate(limited, rule.epsilon(before, latent, limited, level));
  }
}
