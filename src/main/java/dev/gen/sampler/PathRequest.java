package dev.gen.sampler;

/**
 * How long a path the caller wants.
 *
 * @param steps the number of steps from pure noise, at least 1
 * @param strength how far back towards noise the run starts: 1 starts from pure noise, smaller
 *     values keep more of a given picture; above 0, at most 1
 */
public record PathRequest(int steps, double strength) {

  /** Asks for the whole way from pure noise. */
  public static PathRequest ofSteps(int steps) {
    return new PathRequest(steps, 1);
  }
}
