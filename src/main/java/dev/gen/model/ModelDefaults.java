package dev.gen.model;

/**
 * What a run uses where the user says nothing.
 *
 * @param widthPixels of the picture
 * @param heightPixels of the picture
 * @param steps of the sampler
 * @param guidanceScale see {@link dev.gen.denoise.Guidance}
 */
public record ModelDefaults(int widthPixels, int heightPixels, int steps, double guidanceScale) {}
