package dev.gen.model;

import dev.gen.onnx.SessionPool;
import dev.gen.tensor.FloatTensor;
import dev.gen.tensor.Shape;
import java.util.List;

/**
 * How pictures relate to what a model denoises: latents of an autoencoder, or pixels as they are.
 *
 * <p>Immutable and thread-safe; networks are on loan only while a method runs.
 */
public interface PictureCodec {

  /** Returns how many channels a latent has. */
  int channels();

  /** Returns how many pixels a latent cell stands for along each side. */
  int factor();

  /** Returns what it is, in a line for a person. */
  String description();

  /** Returns the shape of one picture's latent, {@code [1, c, h/f, w/f]}. */
  default Shape latentShape(int widthPixels, int heightPixels) {
    return new Shape(1, channels(), heightPixels / factor(), widthPixels / factor());
  }

  /**
   * Paints one picture.
   *
   * @param latent {@code [1, c, h/f, w/f]}, as the sampler leaves it, not modified
   * @param tiling whether a large latent is decoded in parts
   * @return {@code [1, 3, h, w]}, about -1 to 1
   */
  FloatTensor decode(FloatTensor latent, VaeTiling tiling, SessionPool networks);

  /**
   * Returns about what a latent looks like, small, and at next to no cost.
   *
   * @param latent {@code [1, c, h/f, w/f]}, not modified
   * @return {@code [1, 3, h', w']}, about -1 to 1
   */
  FloatTensor preview(FloatTensor latent);

  /** Says that the decoder will be lent soon. */
  default void expect(SessionPool networks) {
    // Pixels need none.
  }

  /** Returns what painting a picture of so many pixels takes, whole or in parts. */
  MemoryNeed.Work painting(long pixels, VaeTiling tiling);

  /**
   * Encodes pictures.
   *
   * @param pictures each {@code [1, 3, h, w]}, -1 to 1, not modified
   * @return for each what latents are drawn from, as many as are wanted
   */
  List<EncodedPicture> encode(List<FloatTensor> pictures, SessionPool networks);
}
