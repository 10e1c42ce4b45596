package dev.gen.model.clip;

import dev.gen.tensor.FloatTensor;

/**
 * When a picture counts as unsafe: diffusers' {@code StableDiffusionSafetyChecker}.
 *
 * <p>A picture's vector is compared with those of concepts, each with a threshold of its own. One
 * that comes close to a concept of special care lowers all thresholds by 0.01.
 *
 * @param concepts {@code [n, d]}
 * @param thresholds {@code [n]}
 * @param special {@code [m, d]}
 * @param specialThresholds {@code [m]}
 */
record SafetyRule(
    FloatTensor concepts,
    FloatTensor thresholds,
    FloatTensor special,
    FloatTensor specialThresholds) {

  private static final double CARE = 0.01;

  /** Returns whether the picture of a vector counts as unsafe. */
  boolean isUnsafe(FloatTensor vector) {
    double lowered = isNear(vector, special, specialThresholds, 0) ? CARE : 0;
    return isNear(vector, concepts, thresholds, lowered);
  }

  private static boolean isNear(
      FloatTensor vector, FloatTensor concepts, FloatTensor thresholds, double lowered) {
    for (int i = 0; i < thresholds.size(); i++) {
      double score = cosine(vector, concepts, i) - thresholds.get(i) + lowered;
      if (Math.rint(score * 1000) > 0) {
        return true;
      }
    }
    return false;
  }

  private static double cosine(FloatTensor vector, FloatTensor concepts, int row) {
    double product = 0;
    double ofVector = 0;
    double ofConcept = 0;
    for (int i = 0; i < vector.size(); i++) {
      double a = vector.get(i);
      double b = concepts.get(row * vector.size() + i);
      product += a * b;
      ofVector += a * a;
      ofConcept += b * b;
    }
    return product / Math.sqrt(ofVector * ofConcept);
  }
}
