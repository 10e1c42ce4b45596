package dev.gen.random;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gen.tensor.FloatTensor;
import dev.gen.tensor.Shape;
import dev.gen.testing.Golden;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Noise against torch 1.13 on the CPU and NumPy 1.24; torch rounds inside, hence the tolerance of a
 * few units in the last place of values up to 5.
 */
@Tag("golden")
class NoiseGoldenTest {

  private static final float TOLERANCE = 2e-6f;

  @Test
  void matchesTorchOnTheCpuForEverySeedAndShape() {
    List<JsonNode> cases = cases("torch-cpu");

    assertThat(cases).hasSize(45);
    cases.forEach(golden -> assertMatches(golden, NoiseKind.TORCH.create(seed(golden))));
  }

  @Test
  void continuesTheStreamOfTorchInASecondDraw() {
    List<JsonNode> cases = cases("torch-cpu second draw after (1,4,8,8)");

    assertThat(cases).hasSize(1);
    for (JsonNode golden : cases) {
      NoiseSource source = NoiseKind.TORCH.create(seed(golden));
      source.draw(new Shape(1, 4, 8, 8));
      assertMatches(golden, source);
    }
  }

  @Test
  void matchesNumPyForEverySeedAndShape() {
    List<JsonNode> cases = cases("numpy-randomstate");

    assertThat(cases).hasSize(6);
    cases.forEach(golden -> assertMatches(golden, NoiseKind.NUMPY.create(seed(golden))));
  }

  private static List<JsonNode> cases(String generator) {
    JsonNode all = Golden.json("noise/noise_cases.json").get("cases");
    return StreamSupport.stream(all.spliterator(), false)
        .filter(golden -> golden.get("generator").asText().equals(generator))
        .toList();
  }

  private static long seed(JsonNode golden) {
    return golden.get("seed").asLong();
  }

  private static void assertMatches(JsonNode golden, NoiseSource source) {
    int[] sizes =
        StreamSupport.stream(golden.get("shape").spliterator(), false)
            .mapToInt(JsonNode::asInt)
            .toArray();

    FloatTensor drawn = source.draw(new Shape(sizes));

    String name = golden.get("generator") + " " + seed(golden) + " " + drawn;
    JsonNode first = golden.get("first16");
    JsonNode last = golden.get("last16");
    for (int i = 0; i < first.size(); i++) {
      assertClose(name + " first " + i, drawn.get(i), first.get(i));
      int fromEnd = drawn.size() - last.size() + i;
      assertClose(name + " last " + i, drawn.get(fromEnd), last.get(i));
    }
    double sum = 0;
    double squares = 0;
    for (float value : drawn.values()) {
      sum += value;
      squares += (double) value * value;
    }
    double slack = 1e-6 * drawn.size() + 1e-3;
    assertThat(sum).as(name).isCloseTo(golden.get("sum").asDouble(), within(slack));
    assertThat(squares).as(name).isCloseTo(golden.get("sum_sq").asDouble(), within(slack));
  }

  private static void assertClose(String name, float actual, JsonNode expected) {
    assertThat(actual).as(name).isCloseTo((float) expected.asDouble(), within(TOLERANCE));
  }
}
