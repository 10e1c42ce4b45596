package dev.gen.studio;

import dev.gen.image.RgbImage;
import java.util.OptionalDouble;

/**
 * One finished picture.
 *
 * @param image the pixels
 * @param seed that makes this picture again in a run of one
 * @param index of the picture in its run, from 0
 * @param score how well it fits its text, where candidates were ranked
 */
public record GeneratedImage(RgbImage image, long seed, int index, OptionalDouble score) {

  /** A picture that was not ranked. */
  public GeneratedImage(RgbImage image, long seed, int index) {
    this(image, seed, index, OptionalDouble.empty());
  }
}
