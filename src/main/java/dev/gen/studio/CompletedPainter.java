package dev.gen.studio;

import dev.gen.onnx.SessionPool;
import dev.gen.tensor.FloatTensor;
import java.util.function.LongFunction;

/**
 * Makes pictures whose words the seed completes: each has words of its own.
 *
 * @param completion says the words
 * @param firstSeed of the first picture
 * @param count of pictures
 * @param single makes the painter of one picture from its seed
 */
record CompletedPainter(
    Completion completion, long firstSeed, int count, LongFunction<Painter> single)
    implements Painter {

  @Override
  public void paint(SessionPool networks, GenerationListener listener) {
    for (int i = 0; i < count; i++) {
      String words = completion.words(firstSeed + i);
      if (!words.equals(completion.prompt())) {
        listener.completed(i, words);
      }
      single.apply(firstSeed + i).paint(networks, new OneOfMany(i, listener));
    }
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
    public void updated(int picture, int done, int total, FloatTensor latent) {
      listener.updated(index, done, total, latent);
    }

    @Override
    public void finished(GeneratedImage image) {
      listener.finished(new GeneratedImage(image.image(), image.seed(), index));
    }
  }
}
