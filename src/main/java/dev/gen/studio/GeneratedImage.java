package dev.gen.studio;

import dev.gen.image.RgbImage;

/**
 * One finished picture.
 *
 * @param image the pixels
 * @param seed that makes this picture again in a run of one
 * @param index of the picture in its run, from 0
 */
public record GeneratedImage(RgbImage image, long seed, int index) {}
