package dev.gen.cli;

import dev.gen.job.Field;
import dev.gen.studio.Plan;

/**
 * One variation that is going to be drawn.
 *
 * @param variation what it is
 * @param plan how it is drawn
 */
record Drawing(Variation variation, Plan plan) {

  /** Returns what tells its pictures apart from those of others. */
  String label() {
    return joined(variation.head(), side());
  }

  /** Returns what is said of everything but the first sweep, of one of the pictures. */
  String side(long seed) {
    return joined(side(), plan.count() == 1 ? "" : "seed " + Long.toUnsignedString(seed));
  }

  private String side() {
    boolean combined = variation.job().has(Field.COMBINATION);
    String words = combined ? plan.drawnPrompt(plan.firstSeed()).orElse("") : "";
    return joined(variation.side(), words);
  }

  /** Joins what there is of two labels. */
  static String joined(String first, String second) {
    return first.isEmpty() || second.isEmpty() ? first + second : first + ", " + second;
  }
}
