package dev.gen.sampler;

import dev.gen.denoise.Estimate;
import dev.gen.denoise.NoiseLevel;
import dev.gen.schedule.DiscreteGrid;
import dev.gen.schedule.SchedulerConfig;
import dev.gen.tensor.FloatTensor;
import java.util.ArrayList;
import java.util.List;

/**
 * One step of an exponential integrator: the linear part of the diffusion equation is solved
 * exactly, the network's part m by a Taylor polynomial.
 *
 * <pre>
 * x_t = decay·x_s - gain·(φ₁·D0 + w₁·D1 + w₂·D2) + noise·z
 *
 * h    step in λ = ln(α/σ)                  z     the exponent: ∓h or -2h, see Algorithm
 * φ₁   e^z - 1                              D0    m at the start of the step
 * D1   first derivative of m times h        D2    second derivative of m times h²
 * w₁   φ₁/2 (midpoint) or φ₁/z - 1 (Taylor) w₂    (φ₁ - z)/z² - 1/2
 * </pre>
 *
 * <p>These are DPM-Solver (Lu et al. 2022, arXiv:2206.00927, equation 3.6) and DPM-Solver++
 * (arXiv:2211.01095, equation 9 and appendix B), whose four published variants differ only in the
 * coefficients below.
 *
 * @param decay the share of x that is kept
 * @param gain the weight of the network's part
 * @param exponent z
 * @param noise the deviation of the noise to add
 * @param quadratic the constant in w₂
 */
record ExponentialStep(double decay, double gain, double exponent, double noise, double quadratic) {

  /** Which equation is integrated. */
  enum Algorithm {
    /** The ODE in terms of the noise. */
    DPMSOLVER {
      @Override
      ExponentialStep step(NoiseLevel s, NoiseLevel t) {
        double h = t.lambda() - s.lambda();
        return new ExponentialStep(t.alpha() / s.alpha(), t.sigma(), h, 0, -0.5);
      }
    },
    /** The ODE in terms of the picture. */
    DPMSOLVER_PLUS_PLUS {
      @Override
      ExponentialStep step(NoiseLevel s, NoiseLevel t) {
        double h = t.lambda() - s.lambda();
        return new ExponentialStep(t.sigma() / s.sigma(), t.alpha(), -h, 0, -0.5);
      }
    },
    /** The SDE in terms of the noise. */
    SDE_DPMSOLVER {
      @Override
      ExponentialStep step(NoiseLevel s, NoiseLevel t) {
        double h = t.lambda() - s.lambda();
        double noise = t.sigma() * Math.sqrt(Math.expm1(2 * h));
        return new ExponentialStep(t.alpha() / s.alpha(), 2 * t.sigma(), h, noise, -0.5);
      }
    },
    /**
     * The SDE in terms of the picture. Deviation from the paper, as in the reference: the constant
     * in w₂ has the other sign.
     */
    SDE_DPMSOLVER_PLUS_PLUS {
      @Override
      ExponentialStep step(NoiseLevel s, NoiseLevel t) {
        double h = t.lambda() - s.lambda();
        double noise = t.sigma() * Math.sqrt(-Math.expm1(-2 * h));
        double decay = t.sigma() / s.sigma() * Math.exp(-h);
        return new ExponentialStep(decay, t.alpha(), -2 * h, noise, 0.5);
      }
    };

    /** Returns the step from one level to another. */
    abstract ExponentialStep step(NoiseLevel from, NoiseLevel to);

    /** Whether m is the estimate of the picture; otherwise that of the noise. */
    private boolean predictsPicture() {
      return this == DPMSOLVER_PLUS_PLUS || this == SDE_DPMSOLVER_PLUS_PLUS;
    }

    /**
     * Refuses to arrive at σ = 0 in terms of the noise, where λ is infinite.
     *
     * @throws dev.gen.error.ModelFormatException saying which setting to change
     */
    Algorithm arrivingAt(DiscreteGrid.End end) {
      if (end == DiscreteGrid.End.ZERO && !predictsPicture()) {
        throw SchedulerConfig.wrong(
            "final_sigmas_type", "zero", "sigma_min for solvers in terms of the noise");
      }
      return this;
    }

    /** Returns m: the estimate that the equation is written in. */
    FloatTensor model(Estimate estimate) {
      return predictsPicture() ? estimate.denoised() : estimate.epsilon();
    }

    /** Whether fresh noise is added. */
    boolean isStochastic() {
      return this == SDE_DPMSOLVER || this == SDE_DPMSOLVER_PLUS_PLUS;
    }
  }

  /** How a first derivative is weighed. */
  enum Rule {
    /** As if taken in the middle of the step. */
    MIDPOINT,
    /** By its exact integral. */
    TAYLOR
  }

  /** Returns φ₁. */
  double phi1() {
    return Math.expm1(exponent);
  }

  /** Returns w₁. */
  double linearWeight(Rule rule) {
    return rule == Rule.MIDPOINT ? phi1() / 2 : phi1() / exponent - 1;
  }

  /** Returns w₂. */
  double quadraticWeight() {
    return (phi1() - exponent) / (exponent * exponent) + quadratic;
  }

  /**
   * Carries the step out.
   *
   * @param x the latent at the start
   * @param weights of the derivatives: φ₁, then as many of w₁ and w₂ as there are derivatives
   * @param derivatives D0 and those that are known, in order
   */
  FloatTensor apply(FloatTensor x, double[] weights, List<FloatTensor> derivatives) {
    double[] all = new double[derivatives.size() + 1];
    all[0] = decay;
    for (int i = 0; i < derivatives.size(); i++) {
      all[i + 1] = -gain * weights[i];
    }
    List<FloatTensor> terms = new ArrayList<>(List.of(x));
    terms.addAll(derivatives);
    return FloatTensor.linear(all, terms);
  }
}
