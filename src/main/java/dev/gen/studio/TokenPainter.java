package dev.gen.studio;

import dev.gen.image.RgbImage;
import dev.gen.model.ModelFamily.NegativeSide;
import dev.gen.model.tokens.TokenGrid;
import dev.gen.model.tokens.TokenModel;
import dev.gen.model.tokens.TokenModel.Told;
import dev.gen.model.tokens.TokenWriter;
import dev.gen.onnx.SessionPool;
import dev.gen.random.NoiseSource;
import dev.gen.tensor.FloatTensor;
import dev.gen.tensor.Shape;
import java.util.Arrays;
import java.util.List;

/**
 * Draws pictures token after token, from the upper left on, and paints them when they are complete.
 *
 * <p>The rows that are there can be seen meanwhile: that lends the decoder while the transformer is
 * on loan, and who has the decoder waits for nothing. Thread-safe: a run's state is local.
 *
 * @param model whose networks draw
 * @param request what is drawn
 */
record TokenPainter(TokenModel model, TokenRequest request) implements Painter {

  @Override
  public void paint(SessionPool networks, GenerationListener listener) {
    request.warnings().forEach(listener::warned);
    listener.began(0, Stage.ENCODING);
    NegativeSide negative =
        request.guidance().needsUnconditional() ? NegativeSide.WANTED : NegativeSide.UNUSED;
    Told told = model.encode(request.texts(), negative, networks);
    told.warnings().forEach(listener::warned);
    int[] begun = request.source().map(source -> begun(source, networks)).orElse(new int[0]);
    for (int i = 0; i < request.seeds().count(); i++) {
      long seed = request.seeds().first() + i;
      Page page = new Page(i, begun, lots(request.seeds().noise().create(seed)));
      int[] tokens = written(page, told.prefix(), networks, listener);
      listener.began(i, Stage.DECODING);
      RgbImage image = RgbImage.fromTensor(model.decode(tokens, networks));
      listener.finished(new GeneratedImage(image, seed, i));
    }
  }

  /**
   * One picture.
   *
   * @param picture its index, from 0
   * @param begun the tokens that it begins with
   * @param lots for each of its tokens, also for those that it begins with
   */
  private record Page(int picture, int[] begun, double[] lots) {}

  /** Returns the tokens of the rows that stay of a picture; the last row never does. */
  private int[] begun(SourcePicture source, SessionPool networks) {
    TokenGrid grid = model.grid();
    int rows = (int) Math.round((1 - source.strength()) * grid.rows());
    int kept = Math.min(rows, grid.rows() - 1) * grid.columns();
    return Arrays.copyOf(model.encode(source.picture(), networks), kept);
  }

  /**
   * Draws an even lot from 0 to 1 for each token: where a and b are normal, exp(-(a² + b²) / 2) is
   * even (Box and Muller 1958, backwards).
   */
  private double[] lots(NoiseSource noise) {
    int count = model.grid().tokens();
    FloatTensor normal = noise.draw(new Shape(2, count));
    double[] lots = new double[count];
    for (int i = 0; i < count; i++) {
      double a = normal.get(i);
      double b = normal.get(count + i);
      lots[i] = StrictMath.exp(-(a * a + b * b) / 2);
    }
    return lots;
  }

  private int[] written(
      Page page, FloatTensor prefix, SessionPool networks, GenerationListener listener) {
    TokenGrid grid = model.grid();
    int[] tokens = Arrays.copyOf(page.begun(), grid.tokens());
    int[] next = new int[page.begun().length + 1];
    next[0] = grid.begin();
    System.arraycopy(tokens, 0, next, 1, next.length - 1);
    listener.began(page.picture(), Stage.OPENING);
    try (TokenWriter writer = model.write(prefix, networks)) {
      listener.began(page.picture(), Stage.DENOISING);
      for (int at = page.begun().length; at < tokens.length; at++) {
        tokens[at] = request.choice().choose(guided(writer.next(next)), page.lots()[at]);
        next = new int[] {tokens[at]};
        int done = at + 1;
        listener.progressed(page.picture(), done, tokens.length);
        if (done % grid.columns() == 0) {
          listener.visible(page.picture(), () -> preview(tokens, done, networks));
        }
      }
    }
    return tokens;
  }

  /** Leads the scores away from those of the negative side, which come first. */
  private float[] guided(FloatTensor scores) {
    return scores.shape().size(0) == 1
        ? scores.values()
        : request.guidance().combine(scores.rows(0, 1), scores.rows(1, 2)).values();
  }

  /** Paints the rows that are there; below them is grey. */
  private RgbImage preview(int[] tokens, int done, SessionPool networks) {
    FloatTensor upper = model.decode(Arrays.copyOf(tokens, done), networks);
    int missing = model.grid().heightPixels() - upper.shape().size(2);
    FloatTensor lower = FloatTensor.zeros(upper.shape().with(2, missing));
    return RgbImage.fromTensor(FloatTensor.concat(2, List.of(upper, lower)));
  }
}
