package dev.gen.studio;

import dev.gen.image.RgbImage;
import dev.gen.model.clip.ClipModel;
import dev.gen.onnx.SessionPool;
import dev.gen.tensor.FloatTensor;

/**
 * Tells how well pictures fit a text.
 *
 * @param model reads and sees
 * @param text its vector
 * @param networks lends the networks
 */
public record Ranker(ClipModel model, FloatTensor text, SessionPool networks) {

  /** Reads a text; the network that reads is on loan only while this runs. */
  static Ranker of(ClipModel model, String text, SessionPool networks) {
    return new Ranker(model, model.read(text, networks), networks);
  }

  /** Returns the score of a picture: higher fits better. */
  public double score(RgbImage picture) {
    FloatTensor seen = model.see(Eye.prepared(picture, model.preprocessing()), networks);
    return model.score(text, seen);
  }
}
