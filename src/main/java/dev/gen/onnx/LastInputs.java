package dev.gen.onnx;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import dev.gen.tensor.FloatTensor;
import java.util.HashMap;
import java.util.Map;

/**
 * The inputs of a network's last run in native memory, so that a tensor that is given again is not
 * copied again.
 *
 * <p>Tensors are values, so the same object has the same numbers. Owns native memory until closed.
 * One thread at a time.
 */
final class LastInputs implements AutoCloseable {

  private final OnnxModel model;
  private final Map<String, Copied> last = new HashMap<>();

  private record Copied(FloatTensor tensor, OnnxTensor copy) {}

  LastInputs(OnnxModel model) {
    this.model = model;
  }

  /** Returns the inputs of the next run by name; they are valid until the run after it. */
  Map<String, OnnxTensor> next(Map<String, FloatTensor> inputs) throws OrtException {
    Map<String, OnnxTensor> natives = new HashMap<>();
    for (var input : inputs.entrySet()) {
      natives.put(input.getKey(), copy(input.getKey(), input.getValue()));
    }
    return natives;
  }

  private OnnxTensor copy(String name, FloatTensor tensor) throws OrtException {
    Copied known = last.get(name);
    if (known != null && known.tensor() == tensor) {
      return known.copy();
    }
    OnnxTensor copy = NativeTensors.toNative(tensor, model.inputs().get(name), model);
    last.put(name, new Copied(tensor, copy));
    if (known != null) {
      known.copy().close();
    }
    return copy;
  }

  @Override
  public void close() {
    last.values().forEach(copied -> copied.copy().close());
  }
}
