package dev.gen.studio;

import dev.gen.image.RgbImage;
import dev.gen.onnx.SessionPool;
import dev.gen.tensor.FloatTensor;

/**
 * Makes the pictures of one plan, in whatever way its model does that.
 *
 * <p>Everything that can be refused without opening a network has been refused. Thread-safe.
 */
public interface Painter {

  /**
   * Makes the pictures; each is handed to the listener as soon as it is finished.
   *
   * @param networks lends the model's networks
   * @throws dev.gen.error.InferenceException if a network fails
   */
  void paint(SessionPool networks, GenerationListener listener);

  /**
   * Returns about what an unfinished picture looks like, small, and at next to no cost.
   *
   * @param latent {@code [1, c, h, w]} without noise, as a listener was told it, not modified
   */
  default RgbImage preview(FloatTensor latent) {
    throw new IllegalStateException("this painter tells of no latents");
  }

  /**
   * Returns what an unfinished picture looks like.
   *
   * @param latent {@code [1, c, h, w]}, as a listener was told it, not modified
   * @param networks lends the decoder
   */
  default RgbImage decoded(FloatTensor latent, SessionPool networks) {
    throw new IllegalStateException("this painter tells of no latents");
  }
}
