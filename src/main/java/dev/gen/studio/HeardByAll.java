package dev.gen.studio;

import dev.gen.image.RgbImage;
import dev.gen.tensor.FloatTensor;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Several listeners, told one after the other.
 *
 * @param listeners in this order
 */
public record HeardByAll(List<GenerationListener> listeners) implements GenerationListener {

  private void all(Consumer<GenerationListener> event) {
    listeners.forEach(event);
  }

  @Override
  public void warned(String sentence) {
    all(one -> one.warned(sentence));
  }

  @Override
  public void completed(int picture, String words) {
    all(one -> one.completed(picture, words));
  }

  @Override
  public void predicted(double timestep, FloatTensor input, FloatTensor output) {
    all(one -> one.predicted(timestep, input, output));
  }

  @Override
  public void began(int picture, Stage stage) {
    all(one -> one.began(picture, stage));
  }

  @Override
  public void denoised(int picture, Moment moment) {
    all(one -> one.denoised(picture, moment));
  }

  @Override
  public void updated(int picture, int done, int total, FloatTensor latent) {
    all(one -> one.updated(picture, done, total, latent));
  }

  @Override
  public void progressed(int picture, int done, int total) {
    all(one -> one.progressed(picture, done, total));
  }

  @Override
  public void visible(int picture, Supplier<RgbImage> preview) {
    all(one -> one.visible(picture, preview));
  }

  @Override
  public void finished(GeneratedImage image) {
    all(one -> one.finished(image));
  }
}
