package dev.gen.studio;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gen.denoise.NoiseLevel;
import dev.gen.image.RgbImage;
import dev.gen.tensor.FloatTensor;
import dev.gen.tensor.Shape;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class WayTest {

  private static final RgbImage FINISHED = new RgbImage(1, 1, new byte[3]);

  private final List<Float> decoded = new ArrayList<>();

  private RgbImage decode(FloatTensor latent) {
    decoded.add(latent.get(0));
    return FINISHED;
  }

  private static Way way(int moments) {
    Way way = new Way();
    for (int i = 0; i < moments; i++) {
      FloatTensor latent = FloatTensor.of(new Shape(1, 1, 1, 1), i);
      way.add(new Moment(new NoiseLevel(0, 1, moments - i), latent, latent));
    }
    return way;
  }

  @Test
  void showsEachMomentWhereThereIsAFrameForIt() {
    List<RgbImage> frames = way(4).frames(5, FINISHED, this::decode);

    assertThat(decoded).containsExactly(0f, 1f, 2f, 3f);
    assertThat(frames).hasSize(5);
    assertThat(frames.get(4)).isSameAs(FINISHED);
  }

  @Test
  void showsWhatLiesBetweenMomentsWhereThereAreMoreFrames() {
    way(2).frames(5, FINISHED, this::decode);

    assertThat(decoded).containsExactly(0f, 0.5f, 1f, 1f);
  }

  @Test
  void skipsMomentsWhereThereAreFewerFrames() {
    way(9).frames(4, FINISHED, this::decode);

    assertThat(decoded).containsExactly(0f, 3f, 6f);
  }

  @Test
  void keepsFewMomentsOfALongRunAtEvenDistances() {
    way(5000).frames(11, FINISHED, this::decode);

    assertThat(decoded).hasSize(10).startsWith(0f).isSorted();
    assertThat(decoded.get(5)).isBetween(2400f, 2600f);
  }
}
