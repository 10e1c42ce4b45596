package dev.gen.graph;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxTensorLike;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.SessionOptions;
import ai.onnxruntime.OrtSession.SessionOptions.OptLevel;
import dev.gen.onnx.ComputedFile;
import dev.gen.onnx.SessionSettings;
import dev.gen.tensor.FloatTensor;
import dev.gen.tensor.Shape;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;

/** Runs graphs in ONNX Runtime, built ones and exported ones alike. */
final class GraphRunner implements AutoCloseable {

  private final OrtEnvironment environment = OrtEnvironment.getEnvironment();
  private final OrtSession session;

  private GraphRunner(OrtSession session) {
    this.session = session;
  }

  static GraphRunner of(NetworkGraph graph) {
    return of(graph, OptLevel.ALL_OPT);
  }

  /** Opens a graph as one with large weights is opened. */
  static GraphRunner ofLarge(NetworkGraph graph) {
    return of(graph, OptLevel.EXTENDED_OPT);
  }

  private static GraphRunner of(NetworkGraph graph, OptLevel level) {
    try (ComputedFile.Written merged = written(graph);
        SessionOptions options = new SessionOptions()) {
      options.setOptimizationLevel(level);
      options.addConfigEntry(NetworkGraph.FOLDER_ENTRY, graph.weightFolder().toString());
      return new GraphRunner(OrtEnvironment.getEnvironment().createSession(graph.model(), options));
    } catch (OrtException e) {
      throw new IllegalStateException(graph.name(), e);
    }
  }

  private static ComputedFile.Written written(NetworkGraph graph) {
    return graph
        .merged()
        .map(file -> new ComputedFile(file.path(), file.root(), file.largest(), file.graphs()))
        .map(file -> file.write(SessionSettings.ofAllProcessors()))
        .orElse(null);
  }

  static GraphRunner of(Path onnx) {
    try {
      return new GraphRunner(
          OrtEnvironment.getEnvironment().createSession(onnx.toString(), new SessionOptions()));
    } catch (OrtException e) {
      throw new IllegalStateException(onnx.toString(), e);
    }
  }

  /** Runs with float tensors; {@code input_ids} are given as floats too. */
  Map<String, FloatTensor> run(Map<String, FloatTensor> inputs) {
    Map<String, OnnxTensorLike> native_ = new HashMap<>();
    try {
      for (var input : inputs.entrySet()) {
        native_.put(input.getKey(), tensor(input.getKey(), input.getValue()));
      }
      try (OrtSession.Result result = session.run(native_)) {
        Map<String, FloatTensor> outputs = new LinkedHashMap<>();
        for (var output : result) {
          outputs.put(output.getKey(), read((OnnxTensor) output.getValue()));
        }
        return outputs;
      }
    } catch (OrtException e) {
      throw new IllegalStateException(e);
    } finally {
      native_.values().forEach(OnnxTensorLike::close);
    }
  }

  @Override
  public void close() {
    try {
      session.close();
    } catch (OrtException e) {
      throw new IllegalStateException(e);
    }
  }

  static FloatTensor normal(long seed, int... sizes) {
    Random random = new Random(seed);
    float[] values = new float[new Shape(sizes).elements()];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return FloatTensor.of(new Shape(sizes), values);
  }

  private OnnxTensor tensor(String name, FloatTensor value) throws OrtException {
    long[] shape = value.shape().toLongs();
    if (!name.equals("input_ids")) {
      return OnnxTensor.createTensor(environment, FloatBuffer.wrap(value.values()), shape);
    }
    long[] ids = new long[value.size()];
    Arrays.setAll(ids, i -> (long) value.get(i));
    return OnnxTensor.createTensor(environment, LongBuffer.wrap(ids), shape);
  }

  private static FloatTensor read(OnnxTensor tensor) {
    long[] shape = tensor.getInfo().getShape();
    int[] sizes = Arrays.stream(shape).mapToInt(Math::toIntExact).toArray();
    float[] values = new float[new Shape(sizes).elements()];
    tensor.getFloatBuffer().get(values);
    return FloatTensor.of(new Shape(sizes), values);
  }
}
