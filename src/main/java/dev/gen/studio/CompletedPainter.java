package dev.gen.studio;

import dev.gen.image.RgbImage;
import dev.gen.onnx.SessionPool;
import dev.gen.studio.GenerationRequest.Seeds;
import dev.gen.tensor.FloatTensor;
import java.util.function.Supplier;

/**
 * Makes pictures whose words the seed chooses or completes: each has words of its own.
 *
 * @param seeds of all of the pictures
 * @param wording says the words
 * @param first makes the first of them; that its words can be drawn is known by then
 * @param single makes one of them
 */
record CompletedPainter(Seeds seeds, Wording wording, Painter first, Single single)
    implements Painter {

  /** Makes the painter of one picture. */
  interface Single {
    Painter of(String words, long seed);
  }

  /**
   * Returns what makes a plan's pictures, whether or not each has words of its own.
   *
   * @param plain makes all of the pictures from the prompt as it was given
   */
  static Painter of(Seeds seeds, Wording wording, Supplier<Painter> plain, Single single) {
    if (!wording.varies()) {
      return plain.get();
    }
    Painter first = single.of(wording.words(seeds.first()), seeds.first());
    return new CompletedPainter(seeds, wording, first, single);
  }

  @Override
  public void paint(SessionPool networks, GenerationListener listener) {
    for (int i = 0; i < seeds.count(); i++) {
      long seed = seeds.first() + i;
      String words = wording.words(seed);
      if (!words.equals(wording.prompt())) {
        listener.completed(i, words);
      }
      Painter painter = i == 0 ? first : single.of(words, seed);
      painter.paint(networks, new OneOfMany(i, listener));
    }
  }

  @Override
  public RgbImage preview(FloatTensor latent) {
    return first.preview(latent);
  }

  @Override
  public RgbImage decoded(FloatTensor latent, SessionPool networks) {
    return first.decoded(latent, networks);
  }

  /** Hears of one picture as if it were the only one. */
  private record OneOfMany(int index, GenerationListener listener) implements GenerationListener {
    @Override
    public void warned(String sentence) {
      if (index == 0) {
        listener.warned(sentence);
      }
    }

    @Override
    public void predicted(double timestep, FloatTensor input, FloatTensor output) {
      listener.predicted(timestep, input, output);
    }

    @Override
    public void began(int picture, Stage stage) {
      listener.began(index, stage);
    }

    @Override
    public void denoised(int picture, Moment moment) {
      listener.denoised(index, moment);
    }

    @Override
    public void updated(int picture, int done, int total, FloatTensor latent) {
      listener.updated(index, done, total, latent);
    }

    @Override
    public void progressed(int picture, int done, int total) {
      listener.progressed(index, done, total);
    }

    @Override
    public void visible(int picture, Supplier<RgbImage> preview) {
      listener.visible(index, preview);
    }

    @Override
    public void finished(GeneratedImage image) {
      listener.finished(new GeneratedImage(image.image(), image.seed(), index));
    }
  }
}
