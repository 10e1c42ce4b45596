package dev.gen.sampler;

/** Derives the noise levels that a run visits; made of a model's settings, immutable. */
@FunctionalInterface
public interface Spacing {

  /** Returns the path that a request asks for. */
  SamplingPath path(PathRequest request);
}
