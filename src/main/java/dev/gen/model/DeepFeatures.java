package dev.gen.model;

import dev.gen.tensor.FloatTensor;
import java.util.Optional;

/**
 * What a denoiser knew before its last layer, which changes little from step to step, so that most
 * of the network can be left out of some of them (DeepCache: Ma et al. 2023, arXiv 2312.00858).
 *
 * <p>Belongs to one picture and one thread.
 */
public final class DeepFeatures {

  private final int every;
  private int runs;
  private FloatTensor last;

  /**
   * Keeps nothing yet.
   *
   * @param every in every so manyth run of the network they are computed anew, at least 1
   */
  public DeepFeatures(int every) {
    this.every = every;
  }

  /**
   * Counts a run of the network and returns the features that it takes from a run before; empty if
   * it is a whole one.
   *
   * @param halves the sides of the prompt that it is asked for
   * @return {@code [halves, c, h, w]}
   */
  Optional<FloatTensor> next(int halves) {
    boolean whole = runs++ % every == 0 || last.shape().size(0) < halves;
    if (whole) {
      return Optional.empty();
    }
    int known = last.shape().size(0);
    return Optional.of(known == halves ? last : last.rows(known - halves, known));
  }

  /** Keeps the features of a whole run. */
  void keep(FloatTensor features) {
    last = features;
  }
}
