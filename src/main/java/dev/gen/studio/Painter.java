package dev.gen.studio;

import dev.gen.onnx.SessionPool;

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
}
