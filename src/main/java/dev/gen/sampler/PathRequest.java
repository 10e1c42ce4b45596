package dev.gen.sampler;

import dev.gen.schedule.SigmaSchedule;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What kind of path the caller wants.
 *
 * @param steps the number of steps from pure noise, at least 1
 * @param strength how far back towards noise the run starts: 1 starts from pure noise, smaller
 *     values keep more of a given picture; above 0, at most 1
 * @param sigmas the noise levels to use instead of the model's own spacing, if any
 * @param dynamicShift μ, for flow models whose shift depends on the size of the picture
 * @param distilledShare the share of the distilled timesteps that LCM and TCD choose from, above 0,
 *     at most 1; the pipelines made for LCM give the strength here as well
 */
public record PathRequest(
    int steps,
    double strength,
    Optional<SigmaSchedule> sigmas,
    OptionalDouble dynamicShift,
    double distilledShare) {

  /** Refuses a path without steps. */
  public PathRequest {
    if (steps < 1 || !(strength > 0 && strength <= 1)) {
      throw new IllegalArgumentException(
          "need at least 1 step and 0 < strength <= 1, got " + steps + " and " + strength);
    }
  }

  /** Asks for the whole way from pure noise. */
  public static PathRequest ofSteps(int steps) {
    return new PathRequest(steps, 1, Optional.empty(), OptionalDouble.empty(), 1);
  }

  /** Returns this request with another strength. */
  public PathRequest withStrength(double other) {
    return new PathRequest(steps, other, sigmas, dynamicShift, distilledShare);
  }

  /** Returns this request with chosen noise levels. */
  public PathRequest withSigmas(SigmaSchedule chosen) {
    return new PathRequest(steps, strength, Optional.of(chosen), dynamicShift, distilledShare);
  }

  /** Returns this request with a shift for the size of the picture. */
  public PathRequest withDynamicShift(double mu) {
    return new PathRequest(steps, strength, sigmas, OptionalDouble.of(mu), distilledShare);
  }

  /** Returns this request with another share of the distilled timesteps. */
  public PathRequest withDistilledShare(double share) {
    return new PathRequest(steps, strength, sigmas, dynamicShift, share);
  }

  /** Returns the number of steps that are left out at the noisy end; at least one remains. */
  int skippedSteps(int available) {
    return Math.max(0, Math.min(available - 1, available - (int) (available * strength)));
  }
}
