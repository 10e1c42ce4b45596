package dev.gen.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gen.error.InferenceException;
import dev.gen.tensor.FloatTensor;
import dev.gen.tensor.Shape;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OnnxSessionTest {

  private static final FloatTensor X = FloatTensor.of(new Shape(1, 2), 1.5f, -2);

  private static final SessionSettings SETTINGS = new SessionSettings(1);

  static Path network(String name) {
    try {
      return Path.of(OnnxSessionTest.class.getResource("/onnx/" + name + ".onnx").toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  private static FloatTensor run(String network, Map<String, FloatTensor> inputs) {
    try (OnnxSession session = OnnxModel.read(network(network)).open(SETTINGS)) {
      return session.run(inputs, Set.of("y")).get("y");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"twice_float", "twice_half", "twice_double"})
  void givesAndTakesEveryFloatFormat(String network) {
    assertThat(run(network, Map.of("x", X)).values()).containsExactly(3, -4);
  }

  @ParameterizedTest
  @ValueSource(strings = {"plus_timestep_int64", "plus_timestep_int32", "plus_timestep_float"})
  void givesTheTimestepAsTheNetworkDeclaresIt(String network) {
    FloatTensor timestep = FloatTensor.of(new Shape(), 999);

    assertThat(run(network, Map.of("x", X, "timestep", timestep)).values())
        .containsExactly(1000.5f, 997);
  }

  @Test
  void roundsAFractionalTimestepForWholeNumbers() {
    FloatTensor timestep = FloatTensor.of(new Shape(), 2.6f);

    assertThat(run("plus_timestep_int64", Map.of("x", X, "timestep", timestep)).values())
        .containsExactly(4.5f, 1);
  }

  @Test
  void keepsAFractionalTimestepForFloats() {
    FloatTensor timestep = FloatTensor.of(new Shape(), 2.5f);

    assertThat(run("plus_timestep_float", Map.of("x", X, "timestep", timestep)).values())
        .containsExactly(4, 0.5f);
  }

  @Test
  void copiesATensorThatIsGivenAgainOnlyOnce() {
    FloatTensor given = FloatTensor.of(new Shape(1, 2), 1.5f, -2);
    try (OnnxSession session = OnnxModel.read(network("twice_float")).open(SETTINGS)) {
      session.run(Map.of("x", given), Set.of("y"));
      given.values()[0] = 100; // which nobody may do, and which shows that it was not read again

      assertThat(session.run(Map.of("x", given), Set.of("y")).get("y").values())
          .containsExactly(3, -4);
    }
  }

  @Test
  void computesWithWhatEachRunIsGiven() {
    FloatTensor other = X.times(2);
    try (OnnxSession session = OnnxModel.read(network("twice_float")).open(SETTINGS)) {
      for (FloatTensor given : List.of(X, other, other, X)) {
        assertThat(session.run(Map.of("x", given), Set.of("y")).get("y").values())
            .isEqualTo(given.times(2).values());
      }
    }
  }

  @Test
  void takesABatchWhereTheSizeIsFree() {
    assertThat(run("twice_float", Map.of("x", X.repeated(3))).shape()).isEqualTo(new Shape(3, 2));
  }

  @Test
  void refusesAnInputThatTheNetworkDoesNotDeclare() {
    Map<String, FloatTensor> inputs = new HashMap<>(Map.of("x", X, "text_embeds", X));

    assertThatThrownBy(() -> run("twice_float", inputs))
        .isInstanceOf(InferenceException.class)
        .hasMessageContainingAll("twice_float.onnx", "wants the inputs x", "text_embeds");
  }

  @Test
  void refusesAShapeThatTheNetworkDoesNotTake() {
    FloatTensor wide = FloatTensor.zeros(new Shape(1, 3));

    assertThatThrownBy(() -> run("twice_float", Map.of("x", wide)))
        .isInstanceOf(InferenceException.class)
        .hasMessageContainingAll("x float[?, 2]", "[1, 3]");
  }

  @Test
  void saysWhatToDoWhenTheMemoryDoesNotDo() {
    assertThatThrownBy(() -> run("too_large", Map.of("x", X)))
        .isInstanceOf(InferenceException.class)
        .hasMessageContainingAll("not enough memory", "too_large.onnx", "smaller");
  }

  @Test
  void opensAndClosesAsOftenAsNeeded() {
    for (int i = 0; i < 50; i++) {
      run("twice_float", Map.of("x", X));
    }
  }
}
