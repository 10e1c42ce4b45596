package dev.gen.model;

import dev.gen.error.ModelFormatException;
import dev.gen.tensor.FloatTensor;
import dev.gen.tensor.Shape;
import java.util.List;
import java.util.Optional;

/**
 * What a latent looks like without its decoder: each cell becomes a small patch of colours, linear
 * in the cell's channels.
 *
 * <p>Exists because a decoder costs as much as a step, and this next to nothing. Which colours is
 * fitted once for each autoencoder by least squares. Immutable and thread-safe.
 */
public final class LatentColours {

  private static final int COLOURS = 3;
  private static final int LARGEST_PATCH = 16;

  private final int channels;
  private final int patch;
  private final float[] weights;

  private LatentColours(int channels, int patch, List<Double> weights) {
    this.channels = channels;
    this.patch = patch;
    this.weights = new float[weights.size()];
    for (int i = 0; i < this.weights.length; i++) {
      this.weights[i] = weights.get(i).floatValue();
    }
  }

  /**
   * Returns a map to one pixel a cell.
   *
   * @param weights for each channel, and last for the constant: red, green and blue, -1 to 1
   */
  public static LatentColours of(Double... weights) {
    return new LatentColours(weights.length / COLOURS - 1, 1, List.of(weights));
  }

  /** Returns grey of the mean of so many channels, which shows at least where things stand. */
  static LatentColours grey(int channels) {
    Double[] weights = new Double[(channels + 1) * COLOURS];
    for (int i = 0; i < weights.length; i++) {
      weights[i] = i < channels * COLOURS ? 1 / Math.sqrt(4.0 * channels) : 0;
    }
    return of(weights);
  }

  /**
   * Reads what a decoder's config says under {@code preview}: {@code patch}, pixels along its side,
   * and {@code weights}, for each channel and last for the constant the patch's pixels from the
   * top, each red, green and blue, -1 to 1.
   *
   * @throws ModelFormatException if they do not fit each other
   */
  static Optional<LatentColours> read(ConfigFile config, int channels) {
    return config.section("preview").map(preview -> read(preview, config, channels));
  }

  private static LatentColours read(ConfigFile preview, ConfigFile config, int channels) {
    int patch = preview.integer("patch", 1, LARGEST_PATCH).orElse(1);
    List<Double> weights = preview.numbers("weights").orElse(List.of());
    int expected = (channels + 1) * patch * patch * COLOURS;
    if (weights.size() != expected) {
      throw new ModelFormatException(
          "%s has %d weights for its preview, expected %d; copy the model's files again"
              .formatted(config, weights.size(), expected));
    }
    return new LatentColours(channels, patch, weights);
  }

  /** Returns how many channels it is for. */
  int channels() {
    return channels;
  }

  /**
   * Shows a latent.
   *
   * @param latent {@code [1, c, h, w]}, not modified
   * @return {@code [1, 3, h * patch, w * patch]}, about -1 to 1
   */
  FloatTensor show(FloatTensor latent) {
    int height = latent.shape().size(2) * patch;
    int width = latent.shape().size(3) * patch;
    float[] picture = new float[COLOURS * height * width];
    for (int i = 0; i < picture.length; i++) {
      int y = i / width % height;
      int x = i % width;
      int cell = y / patch * (width / patch) + x / patch;
      int pixel = y % patch * patch + x % patch;
      picture[i] = colour(latent, cell, pixel * COLOURS + i / (width * height));
    }
    return FloatTensor.of(new Shape(1, COLOURS, height, width), picture);
  }

  private float colour(FloatTensor latent, int cell, int output) {
    int outputs = patch * patch * COLOURS;
    int plane = latent.size() / channels;
    float value = weights[channels * outputs + output];
    for (int channel = 0; channel < channels; channel++) {
      value += latent.get(channel * plane + cell) * weights[channel * outputs + output];
    }
    return value;
  }
}
