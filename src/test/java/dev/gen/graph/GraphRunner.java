package dev.gen.graph;

import dev.gen.onnx.ComputedFile;
import dev.gen.onnx.OnnxModel;
import dev.gen.onnx.OnnxSession;
import dev.gen.onnx.SessionSettings;
import dev.gen.tensor.FloatTensor;
import dev.gen.tensor.Shape;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

/** Runs graphs as the program does, built ones and exported ones alike. */
final class GraphRunner implements AutoCloseable {

  private final OnnxModel model;
  private final OnnxSession session;

  private GraphRunner(OnnxModel model) {
    this.model = model;
    this.session = model.open(SessionSettings.ofAllProcessors());
  }

  static GraphRunner of(NetworkGraph graph) {
    return new GraphRunner(model(graph));
  }

  static OnnxModel model(NetworkGraph graph) {
    Optional<ComputedFile> merged =
        graph
            .merged()
            .map(
                file ->
                    new ComputedFile(
                        file.path(), file.root(), file.bytes(), file.largest(), file.graphs()));
    return OnnxModel.built(graph.name(), graph.model(), graph.weightFolder(), merged);
  }

  static GraphRunner of(Path onnx) {
    return new GraphRunner(OnnxModel.read(onnx));
  }

  /** Runs with float tensors; {@code input_ids} are given as floats too. */
  Map<String, FloatTensor> run(Map<String, FloatTensor> inputs) {
    return session.run(inputs, model.outputs().keySet());
  }

  /** Returns the names of the inputs. */
  Set<String> inputs() {
    return model.inputs().keySet();
  }

  @Override
  public void close() {
    session.close();
  }

  static FloatTensor normal(long seed, int... sizes) {
    Random random = new Random(seed);
    float[] values = new float[new Shape(sizes).elements()];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return FloatTensor.of(new Shape(sizes), values);
  }
}
