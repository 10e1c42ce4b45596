package dev.gen.model.tokens;

import dev.gen.model.ConfigFile;

/**
 * How a model's tokens are chosen where the user says nothing.
 *
 * @param guidanceScale how closely the prompt is followed
 * @param temperature 0 for the likeliest token
 * @param topK how many of the likeliest are chosen among, 0 for all
 * @param topP how much of the probability is, above 0 to 1
 */
public record TokenDefaults(double guidanceScale, double temperature, int topK, double topP) {

  private static final int MOST = 1 << 20;

  static TokenDefaults of(ConfigFile own) {
    return new TokenDefaults(
        own.number("default_guidance_scale").orElse(1.0),
        own.number("default_temperature").orElse(1.0),
        own.integer("default_top_k", 0, MOST).orElse(0),
        own.number("default_top_p").orElse(1.0));
  }
}
