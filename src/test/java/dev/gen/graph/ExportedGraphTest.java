package dev.gen.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gen.error.ModelFormatException;
import dev.gen.onnx.OnnxModel;
import dev.gen.onnx.OnnxSession;
import dev.gen.onnx.SessionSettings;
import dev.gen.tensor.FloatTensor;
import dev.gen.tensor.Shape;
import dev.gen.testing.Models;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The recorded runs with clip-skip test the other change. */
class ExportedGraphTest {

  private static ExportedGraph graph(String name) throws IOException {
    return ExportedGraph.parse(name, Files.readAllBytes(Models.resource("onnx/" + name + ".onnx")));
  }

  @Test
  void keepsTheFractionOfATimestepThatTheGraphMakesAFloatAnyway() throws IOException {
    byte[] changed = graph("plus_timestep_int64").withFloatInput("timestep").toBytes();
    OnnxModel model = OnnxModel.built("changed", changed, Path.of("").toAbsolutePath());
    Map<String, FloatTensor> inputs =
        Map.of(
            "x", FloatTensor.of(new Shape(1, 2), 1, 2),
            "timestep", FloatTensor.of(new Shape(), 0.25f));

    try (OnnxSession session = model.open(new SessionSettings(1))) {
      assertThat(session.run(inputs, Set.of("y")).get("y").values()).containsExactly(1.25f, 2.25f);
    }
  }

  @Test
  void leavesAnInputAloneThatIsUsedAsItIs() throws IOException {
    ExportedGraph graph = graph("twice_double");

    assertThat(graph.withFloatInput("x")).isSameAs(graph);
  }

  @Test
  void refusesToSkipLayersOfAGraphThatHasNone() {
    assertThatThrownBy(() -> graph("twice_float").withEarlierLayer(1, "earlier"))
        .isInstanceOf(ModelFormatException.class)
        .hasMessageContainingAll("--clip-skip", "twice_float");
  }

  @Test
  void refusesBytesThatAreNoGraph() {
    assertThatThrownBy(() -> ExportedGraph.parse("noise", new byte[] {1, 2, 3}))
        .isInstanceOf(ModelFormatException.class)
        .hasMessageContaining("noise");
  }
}
