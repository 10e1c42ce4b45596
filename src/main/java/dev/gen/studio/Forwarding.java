package dev.gen.studio;

import dev.gen.image.RgbImage;
import dev.gen.tensor.FloatTensor;
import java.util.function.Supplier;

/** Tells another listener all that it hears itself, unless a method is overridden. */
abstract class Forwarding implements GenerationListener {

  private final GenerationListener listener;

  Forwarding(GenerationListener listener) {
    this.listener = listener;
  }

  /** Returns who is told. */
  final GenerationListener listener() {
    return listener;
  }

  @Override
  public void warned(String sentence) {
    listener.warned(sentence);
  }

  @Override
  public void completed(int picture, String words) {
    listener.completed(picture, words);
  }

  @Override
  public void predicted(double timestep, FloatTensor input, FloatTensor output) {
    listener.predicted(timestep, input, output);
  }

  @Override
  public void began(int picture, Stage stage) {
    listener.began(picture, stage);
  }

  @Override
  public void denoised(int picture, Moment moment) {
    listener.denoised(picture, moment);
  }

  @Override
  public void updated(int picture, int done, int total, FloatTensor latent) {
    listener.updated(picture, done, total, latent);
  }

  @Override
  public void progressed(int picture, int done, int total) {
    listener.progressed(picture, done, total);
  }

  @Override
  public void visible(int picture, Supplier<RgbImage> preview) {
    listener.visible(picture, preview);
  }

  @Override
  public void finished(GeneratedImage image) {
    listener.finished(image);
  }
}
