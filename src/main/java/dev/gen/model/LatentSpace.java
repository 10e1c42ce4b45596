package dev.gen.model;

import dev.gen.error.ModelFormatException;
import dev.gen.tensor.FloatTensor;
import dev.gen.tensor.Shape;
import java.util.List;

/**
 * How latents relate to pictures and to what the decoder and encoder networks count in.
 *
 * @param channels of a latent
 * @param factor pixels per latent cell along each side
 * @param scale the decoder's input is {@code latent / scale + shift}; above 0
 * @param shift see {@code scale}
 * @param means one per channel, or empty: the latent is further normalised per channel
 * @param deviations one per channel, or empty
 */
public record LatentSpace(
    int channels,
    int factor,
    double scale,
    double shift,
    List<Double> means,
    List<Double> deviations) {

  private static final int MOST_CHANNELS = 1024;

  /**
   * Copies the lists.
   *
   * @throws ModelFormatException if a number cannot be, for the model says them
   */
  public LatentSpace {
    require(channels >= 1 && channels <= MOST_CHANNELS, "latents of " + channels + " channels");
    require(scale != 0 && Double.isFinite(scale), "the scaling factor " + scale);
    require(Double.isFinite(shift), "the shift factor " + shift);
    require(
        means.size() == deviations.size() && (means.isEmpty() || means.size() == channels),
        means.size() + " means and " + deviations.size() + " deviations of latents");
    require(
        means.stream().allMatch(Double::isFinite)
            && deviations.stream().allMatch(d -> d != 0 && Double.isFinite(d)),
        "latents with the means " + means + " and the deviations " + deviations);
    means = List.copyOf(means);
    deviations = List.copyOf(deviations);
  }

  private static void require(boolean condition, String found) {
    if (!condition) {
      throw new ModelFormatException(
          "the model's decoder has " + found + ", which cannot be; copy the model's files again");
    }
  }

  /** Returns the shape of one picture's latent. */
  public Shape latentShape(int widthPixels, int heightPixels) {
    return new Shape(1, channels, heightPixels / factor, widthPixels / factor);
  }

  /** Returns the decoder's input for a latent {@code [1, c, h, w]}. */
  public FloatTensor toDecoder(FloatTensor latent) {
    if (means.isEmpty()) {
      return latent.map(v -> v / scale + shift);
    }
    return perChannel(latent, (v, c) -> v * deviations.get(c) / scale + means.get(c));
  }

  /** Returns the latent for what the encoder returned, the inverse of {@link #toDecoder}. */
  public FloatTensor fromEncoder(FloatTensor encoded) {
    if (means.isEmpty()) {
      return encoded.map(v -> (v - shift) * scale);
    }
    return perChannel(encoded, (v, c) -> (v - means.get(c)) * scale / deviations.get(c));
  }

  private interface ChannelFunction {
    double apply(double value, int channel);
  }

  private FloatTensor perChannel(FloatTensor tensor, ChannelFunction function) {
    float[] values = new float[tensor.size()];
    int plane = tensor.size() / channels;
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) function.apply(tensor.get(i), i / plane);
    }
    return FloatTensor.of(tensor.shape(), values);
  }
}
