package dev.gen.random;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gen.tensor.FloatTensor;
import dev.gen.tensor.Shape;
import dev.gen.testing.Agreement;
import dev.gen.testing.Golden;
import dev.gen.testing.Recorded;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Noise against torch 1.13 on the CPU and NumPy 1.24. */
@Tag("golden")
class NoiseGoldenTest {

  private static final Agreement ROUNDING =
      new Agreement(2e-7, "torch rounds inside: a few units in the last place of values up to 5");

  @Test
  void matchesTorchOnTheCpuForEverySeedAndShape() {
    List<JsonNode> cases = cases("torch-cpu");

    assertThat(cases).isNotEmpty();
    cases.forEach(golden -> assertMatches(golden, NoiseKind.TORCH.create(seed(golden))));
  }

  @Test
  void continuesTheStreamOfTorchInASecondDraw() {
    List<JsonNode> cases = cases("torch-cpu second draw after (1,4,8,8)");

    assertThat(cases).isNotEmpty();
    for (JsonNode golden : cases) {
      NoiseSource source = NoiseKind.TORCH.create(seed(golden));
      source.draw(new Shape(1, 4, 8, 8));
      assertMatches(golden, source);
    }
  }

  @Test
  void matchesNumPyForEverySeedAndShape() {
    List<JsonNode> cases = cases("numpy-randomstate");

    assertThat(cases).isNotEmpty();
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
    Recorded recorded =
        new Recorded(
            Golden.doubles(golden.get("first16")),
            Golden.doubles(golden.get("last16")),
            golden.get("sum").asDouble(),
            Math.sqrt(golden.get("sum_sq").asDouble()));
    ROUNDING.check(name, List.of(drawn), recorded);
  }
}
