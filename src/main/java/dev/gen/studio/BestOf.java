package dev.gen.studio;

import dev.gen.image.RgbImage;
import dev.gen.model.clip.ClipModel;
import dev.gen.onnx.SessionPool;
import dev.gen.tensor.FloatTensor;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.LongFunction;

/**
 * Draws more pictures than are wanted, and keeps those that fit the text best (as Ramesh et al.
 * 2021, arXiv:2102.12092, section 2.6).
 *
 * <p>Of each candidate only the score is kept, and the picture while it is among the best.
 *
 * @param candidates draws all of them
 * @param model ranks them
 * @param text that they should fit, by their seeds
 * @param keep how many are kept, the best first
 */
record BestOf(Painter candidates, ClipModel model, LongFunction<String> text, int keep)
    implements Painter {

  @Override
  public void paint(SessionPool networks, GenerationListener listener) {
    Map<String, Ranker> rankers = new HashMap<>();
    LongFunction<Ranker> ranker =
        seed ->
            rankers.computeIfAbsent(text.apply(seed), words -> Ranker.of(model, words, networks));
    Choice choice = new Choice(listener, ranker, keep);
    candidates.paint(networks, choice);
    choice.tell();
  }

  @Override
  public RgbImage preview(FloatTensor latent) {
    return candidates.preview(latent);
  }

  @Override
  public RgbImage decoded(FloatTensor latent, SessionPool networks) {
    return candidates.decoded(latent, networks);
  }

  /** Hears of all candidates, and tells of the best when all are there. */
  private static final class Choice extends Forwarding {

    private final LongFunction<Ranker> ranker;
    private final int keep;
    private final List<GeneratedImage> best = new ArrayList<>();

    Choice(GenerationListener listener, LongFunction<Ranker> ranker, int keep) {
      super(listener);
      this.ranker = ranker;
      this.keep = keep;
    }

    @Override
    public void finished(GeneratedImage image) {
      OptionalDouble score = OptionalDouble.of(ranker.apply(image.seed()).score(image.image()));
      best.add(new GeneratedImage(image.image(), image.seed(), image.index(), score));
      best.sort(Comparator.comparingDouble(one -> -one.score().orElseThrow()));
      if (best.size() > keep) {
        best.remove(keep);
      }
    }

    void tell() {
      for (int i = 0; i < best.size(); i++) {
        GeneratedImage one = best.get(i);
        listener().finished(new GeneratedImage(one.image(), one.seed(), i, one.score()));
      }
    }
  }
}
