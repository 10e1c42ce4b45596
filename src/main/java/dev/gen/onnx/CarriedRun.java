package dev.gen.onnx;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.gen.tensor.FloatTensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Runs of one network in which outputs of a run are inputs of the next, as the keys and values of a
 * transformer are.
 *
 * <p>What is carried stays in the native memory where the network has put it, and no number of it
 * is copied to this side. Owns that memory until closed; to be closed before its session. One
 * thread at a time.
 */
public final class CarriedRun implements AutoCloseable {

  private final OnnxModel model;
  private final OrtSession session;
  private final Map<String, String> carried;
  private final List<OnnxTensor> start = new ArrayList<>();
  private final Map<String, OnnxTensor> next = new HashMap<>();
  private OrtSession.Result last;

  /**
   * Begins.
   *
   * @param carried for each input that is carried the output that becomes it
   * @param start what these inputs are in the first run
   */
  CarriedRun(
      OnnxModel model,
      OrtSession session,
      Map<String, String> carried,
      Map<String, FloatTensor> start) {
    this.model = model;
    this.session = session;
    this.carried = Map.copyOf(carried);
    try {
      for (var input : start.entrySet()) {
        OnnxTensor copy = toNative(input.getKey(), input.getValue());
        this.start.add(copy);
        next.put(input.getKey(), copy);
      }
    } catch (OrtException e) {
      close();
      throw OnnxSession.failed(model, e);
    }
  }

  private OnnxTensor toNative(String name, FloatTensor tensor) throws OrtException {
    return NativeTensors.toNative(tensor, model.inputs().get(name), model);
  }

  /**
   * Runs the network once more.
   *
   * @param inputs by name, all but those that are carried
   * @param outputs the names that are wanted besides
   * @return the wanted outputs by name
   * @throws dev.gen.error.InferenceException if a tensor does not fit what the network declares, or
   *     it fails
   */
  public Map<String, FloatTensor> next(Map<String, FloatTensor> inputs, Set<String> outputs) {
    Map<String, OnnxTensor> given = new HashMap<>(next);
    Set<String> wanted = new LinkedHashSet<>(outputs);
    wanted.addAll(carried.values());
    try {
      for (var input : inputs.entrySet()) {
        given.put(input.getKey(), toNative(input.getKey(), input.getValue()));
      }
      OnnxSession.requireSame(model, given.keySet());
      OrtSession.Result result = session.run(given, wanted);
      releaseLast();
      last = result;
      carried.forEach((input, output) -> next.put(input, tensor(output)));
      Map<String, FloatTensor> values = new LinkedHashMap<>();
      for (String name : outputs) {
        values.put(name, NativeTensors.toFloats(tensor(name)));
      }
      return values;
    } catch (OrtException e) {
      throw OnnxSession.failed(model, e);
    } finally {
      inputs.keySet().stream().filter(given::containsKey).forEach(name -> given.get(name).close());
    }
  }

  private OnnxTensor tensor(String output) {
    return (OnnxTensor) last.get(output).orElseThrow();
  }

  private void releaseLast() {
    start.forEach(OnnxTensor::close);
    start.clear();
    if (last != null) {
      last.close();
      last = null;
    }
  }

  @Override
  public void close() {
    releaseLast();
  }
}
