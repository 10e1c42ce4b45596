package dev.gen.studio;

import dev.gen.image.RgbImage;
import dev.gen.model.DiffusionModel;
import dev.gen.onnx.SessionPool;
import dev.gen.tensor.FloatTensor;

/**
 * Makes pictures whose words the seed chooses or completes: each has words of its own.
 *
 * @param model whose networks draw
 * @param request all of the pictures, with the prompt as it was given
 * @param wording says the words
 */
record CompletedPainter(DiffusionModel model, GenerationRequest request, Wording wording)
    implements Painter {

  /** Refuses what the model cannot make. */
  CompletedPainter {
    StartingLatents.check(model, request);
  }

  @Override
  public void paint(SessionPool networks, GenerationListener listener) {
    for (int i = 0; i < request.seeds().count(); i++) {
      long seed = request.seeds().first() + i;
      String words = wording.words(seed);
      if (!words.equals(wording.prompt())) {
        listener.completed(i, words);
      }
      new DiffusionPainter(model, request.single(words, seed))
          .paint(networks, new OneOfMany(i, listener));
    }
  }

  @Override
  public RgbImage preview(FloatTensor latent) {
    return any().preview(latent);
  }

  @Override
  public RgbImage decoded(FloatTensor latent, SessionPool networks) {
    return any().decoded(latent, networks);
  }

  /** Returns a painter of the same model, whose words do not matter. */
  private DiffusionPainter any() {
    return new DiffusionPainter(model, request);
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
    public void finished(GeneratedImage image) {
      listener.finished(new GeneratedImage(image.image(), image.seed(), index));
    }
  }
}
