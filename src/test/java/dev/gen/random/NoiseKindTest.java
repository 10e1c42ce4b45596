package dev.gen.random;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.gen.error.InvalidRequestException;
import dev.gen.tensor.FloatTensor;
import dev.gen.tensor.Shape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class NoiseKindTest {

  private static final Shape LATENT = new Shape(1, 4, 16, 24);

  @ParameterizedTest
  @EnumSource
  void repeatsItselfForTheSameSeed(NoiseKind kind) {
    assertThat(kind.create(7).draw(LATENT).values())
        .isEqualTo(kind.create(7).draw(LATENT).values());
  }

  @ParameterizedTest
  @EnumSource
  void differsForAnotherSeedAndInTheNextDraw(NoiseKind kind) {
    NoiseSource source = kind.create(7);
    float[] first = source.draw(LATENT).values();

    assertThat(source.draw(LATENT).values()).isNotEqualTo(first);
    assertThat(kind.create(8).draw(LATENT).values()).isNotEqualTo(first);
  }

  @ParameterizedTest
  @EnumSource
  void hasMeanZeroAndVarianceOne(NoiseKind kind) {
    FloatTensor drawn = kind.create(99).draw(new Shape(1, 4, 128, 128));
    double sum = 0;
    double squares = 0;
    for (float value : drawn.values()) {
      sum += value;
      squares += value * value;
    }

    assertThat(sum / drawn.size()).isCloseTo(0, within(0.02));
    assertThat(squares / drawn.size()).isCloseTo(1, within(0.02));
    assertThat(drawn.firstNonFinite()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void givesEachPictureOfABatchTheNoiseItHasAlone(NoiseKind kind) {
    NoiseSource batch = kind.createBatch(40, 3);
    Shape three = LATENT.with(0, 3);
    FloatTensor first = batch.draw(three);
    FloatTensor second = batch.draw(three);

    for (int i = 0; i < 3; i++) {
      NoiseSource alone = kind.create(40 + i);
      assertThat(first.rows(i, i + 1).values()).isEqualTo(alone.draw(LATENT).values());
      assertThat(second.rows(i, i + 1).values()).isEqualTo(alone.draw(LATENT).values());
    }
  }

  @Test
  void refusesABatchOfAnotherSize() {
    assertThatThrownBy(() -> NoiseKind.TORCH.createBatch(1, 2).draw(LATENT))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("2 sources");
  }

  @ParameterizedTest
  @EnumSource
  void isFoundByItsName(NoiseKind kind) {
    assertThat(NoiseKind.named(kind.cliName())).isEqualTo(kind);
    assertThat(NoiseKind.named(kind.name())).isEqualTo(kind);
    assertThat(kind.description()).isNotBlank();
  }

  @Test
  void listsTheNamesWhenThereIsNoneOfThatName() {
    assertThatThrownBy(() -> NoiseKind.named("cuda"))
        .isInstanceOf(InvalidRequestException.class)
        .hasMessage("no noise is named 'cuda'; choose one of torch, numpy, philox");
  }

  @ParameterizedTest
  @ValueSource(longs = {-1, 4294967296L})
  void refusesSeedsThatNumPyDoesNotTake(long seed) {
    assertThatThrownBy(() -> NoiseKind.NUMPY.create(seed))
        .isInstanceOf(InvalidRequestException.class)
        .hasMessageContaining("seed " + seed)
        .hasMessageContaining("0 to 4294967295");
  }

  /** The example of stable-diffusion-webui's rng_philox.py, there printed with 8 decimals. */
  @Test
  void matchesTheNoiseOfAnNvidiaGpuForSeedZero() {
    float[] expected = {
      -0.92466259f, -0.42534415f, -2.6438457f, 0.14518388f,
      -0.12086647f, -0.57972564f, -0.62285122f, -0.32838709f,
      -1.07454231f, -0.36314407f, -1.67105067f, 2.26550497f
    };

    assertThat(NoiseKind.PHILOX.create(0).draw(new Shape(3, 4)).values())
        .containsExactly(expected, within(1e-6f));
  }

  /** {@code torch.manual_seed(42); torch.randn(16)} and {@code torch.randn(3)} begin with these. */
  @Test
  void matchesTorchForSeed42() {
    assertThat(NoiseKind.TORCH.create(42).draw(new Shape(16)).get(0))
        .isCloseTo(1.92691529f, within(1e-6f));
    assertThat(NoiseKind.TORCH.create(42).draw(new Shape(3)).values())
        .containsExactly(new float[] {0.336690366f, 0.128809407f, 0.234462366f}, within(1e-6f));
  }

  /** {@code numpy.random.RandomState(42).randn(3)}. */
  @Test
  void matchesNumPyForSeed42() {
    assertThat(NoiseKind.NUMPY.create(42).draw(new Shape(3)).values())
        .containsExactly(new float[] {0.496714145f, -0.138264298f, 0.647688568f}, within(1e-6f));
  }

  /** Draws of 3, 20 and 3 values from {@code torch.Generator().manual_seed(3)}, torch 2.13. */
  @Test
  void keepsTheSpareOfASmallDrawAcrossALargeOne() {
    NoiseSource source = NoiseKind.TORCH.create(3);

    float[] small = {0.803276062f, 0.174833387f, 0.0889780968f};
    assertThat(source.draw(new Shape(3)).values()).containsExactly(small, within(1e-6f));
    FloatTensor large = source.draw(new Shape(20));
    assertThat(large.get(0)).isCloseTo(0.605360806f, within(1e-6f));
    assertThat(large.get(19)).isCloseTo(0.681411088f, within(1e-6f));
    float[] next = {-0.613718033f, 0.747696698f, 0.23891741f};
    assertThat(source.draw(new Shape(3)).values()).containsExactly(next, within(1e-6f));
  }

  /** {@code torch.randn(16, generator=torch.Generator().manual_seed(-5))} begins with -2.2801. */
  @Test
  void takesANegativeSeedAsTorchDoes() {
    assertThat(NoiseKind.TORCH.create(-5).draw(new Shape(16)).get(0))
        .isCloseTo(-2.2801f, within(1e-4f));
  }
}
