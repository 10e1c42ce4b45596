package dev.gen.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gen.error.ModelFormatException;
import dev.gen.tensor.FloatTensor;
import dev.gen.tensor.Shape;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LatentColoursTest {

  private static ConfigFile config(int patch, List<?> weights) {
    return ConfigFile.of(
        "config.json", Map.of("preview", Map.of("patch", patch, "weights", weights)));
  }

  @Test
  void paintsAPixelACellLinearInTheChannels() {
    LatentColours colours = LatentColours.of(1.0, 0.0, 0.5, 0.0, 2.0, 0.0, 0.1, 0.2, 0.3);

    FloatTensor shown = colours.show(FloatTensor.of(new Shape(1, 2, 1, 2), 1, 2, 3, 4));

    assertThat(shown.shape()).isEqualTo(new Shape(1, 3, 1, 2));
    assertThat(shown.values()).containsExactly(1.1f, 2.1f, 6.2f, 8.2f, 0.8f, 1.3f);
  }

  @Test
  void paintsAPatchACellAsTheConfigSays() {
    List<Integer> weights = IntStream.range(0, 24).map(i -> i < 12 ? i : 0).boxed().toList();
    LatentColours colours = LatentColours.read(config(2, weights), 1).orElseThrow();

    FloatTensor shown = colours.show(FloatTensor.of(new Shape(1, 1, 1, 2), 1, 10));

    assertThat(shown.shape()).isEqualTo(new Shape(1, 3, 2, 4));
    assertThat(shown.values())
        .startsWith(0, 3, 0, 30, 6, 9, 60, 90)
        .endsWith(2, 5, 20, 50, 8, 11, 80, 110);
  }

  @Test
  void refusesWeightsThatDoNotFitTheChannels() {
    ConfigFile config = config(2, Collections.nCopies(23, 1));

    assertThatThrownBy(() -> LatentColours.read(config, 1))
        .isInstanceOf(ModelFormatException.class)
        .hasMessageContaining("config.json has 23 weights")
        .hasMessageContaining("expected 24");
  }

  @Test
  void showsLatentsThatNobodyKnowsInGrey() {
    FloatTensor shown =
        LatentColours.grey(4).show(FloatTensor.of(new Shape(1, 4, 1, 1), 1, 1, 1, 1));

    assertThat(shown.values()).containsExactly(1, 1, 1);
  }
}
