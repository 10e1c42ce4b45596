package dev.gen.studio;

import dev.gen.denoise.GuidanceInterval;

/**
 * What is left out of the denoising of a picture, which changes it.
 *
 * @param guided the noise levels at which it is guided
 * @param reuse in every so manyth evaluation the whole network runs, at least 1; the others take
 *     its deep features from the last such one
 */
public record Shortcuts(GuidanceInterval guided, int reuse) {

  /** Nothing is left out. */
  public static final Shortcuts NONE = new Shortcuts(GuidanceInterval.ALL, 1);
}
