package dev.gen.studio;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TokenChoiceTest {

  /** Scores of the probabilities 0.2, 0.5 and 0.3. */
  private static final float[] SCORES = {log(0.2), log(0.5), log(0.3)};

  private static float log(double probability) {
    return (float) Math.log(probability);
  }

  private static int chosen(double temperature, int topK, double topP, double lot) {
    return new TokenChoice(temperature, topK, topP).choose(SCORES, lot);
  }

  @Test
  void choosesInProportionToTheProbabilities() {
    assertThat(chosen(1, 0, 1, 0)).isEqualTo(1);
    assertThat(chosen(1, 0, 1, 0.499)).isEqualTo(1);
    assertThat(chosen(1, 0, 1, 0.501)).isEqualTo(2);
    assertThat(chosen(1, 0, 1, 0.799)).isEqualTo(2);
    assertThat(chosen(1, 0, 1, 0.801)).isEqualTo(0);
    assertThat(chosen(1, 0, 1, 1)).isEqualTo(0);
  }

  @Test
  void takesTheLikeliestAtTemperatureZeroAndAmongOne() {
    assertThat(chosen(0, 0, 1, 0.99)).isEqualTo(1);
    assertThat(chosen(1, 1, 1, 0.99)).isEqualTo(1);
  }

  @Test
  void aLowTemperatureSharpens() {
    // At 1/2 the probabilities are squared: 0.25, 0.09 and 0.04 of 0.38.
    assertThat(chosen(0.5, 0, 1, 0.657)).isEqualTo(1);
    assertThat(chosen(0.5, 0, 1, 0.659)).isEqualTo(2);
    assertThat(chosen(0.5, 0, 1, 0.894)).isEqualTo(2);
    assertThat(chosen(0.5, 0, 1, 0.896)).isEqualTo(0);
  }

  @Test
  void topKLeavesOutTheRest() {
    // 0.5 and 0.3 of 0.8.
    assertThat(chosen(1, 2, 1, 0.624)).isEqualTo(1);
    assertThat(chosen(1, 2, 1, 0.626)).isEqualTo(2);
    assertThat(chosen(1, 2, 1, 1)).isEqualTo(2);
  }

  @Test
  void topPTakesAsManyAsReachTheShare() {
    assertThat(chosen(1, 0, 0.49, 0.99)).isEqualTo(1);
    assertThat(chosen(1, 0, 0.6, 0.626)).isEqualTo(2);
    assertThat(chosen(1, 0, 0.6, 1)).isEqualTo(2);
    assertThat(chosen(1, 0, 0.81, 1)).isEqualTo(0);
  }

  @Test
  void topPCountsAmongThoseThatTopKLeaves() {
    assertThat(chosen(1, 2, 0.62, 1)).isEqualTo(1);
    assertThat(chosen(1, 2, 0.63, 1)).isEqualTo(2);
  }

  @Test
  void ofEqualScoresTheFirstTokenComesFirst() {
    float[] scores = {-3, 0f, -0f, 0};

    assertThat(new TokenChoice(0, 0, 1).choose(scores, 0.5)).isEqualTo(1);
    assertThat(new TokenChoice(1, 3, 1).choose(scores, 0.34)).isEqualTo(2);
    assertThat(new TokenChoice(1, 3, 1).choose(scores, 0.67)).isEqualTo(3);
  }
}
