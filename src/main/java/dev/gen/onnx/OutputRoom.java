package dev.gen.onnx;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Memory that the outputs of many sessions go into, of one session after the other.
 *
 * <p>Native memory is freed late, and fresh pages take longer than most arithmetic on them. For one
 * thread.
 */
final class OutputRoom {

  private final int largest;
  private final List<ByteBuffer> spaces = new ArrayList<>();

  /**
   * Takes nothing yet.
   *
   * @param largest bytes of the largest first output
   */
  OutputRoom(int largest) {
    this.largest = largest;
  }

  /** Returns what the last session put out at that place among its outputs. */
  ByteBuffer of(int place) {
    return spaces.get(place);
  }

  /** Tensors of a session; what they hold stays when they are closed. */
  record Tensors(Map<String, OnnxTensor> byOutput) implements AutoCloseable {
    @Override
    public void close() {
      byOutput.values().forEach(OnnxTensor::close);
    }
  }

  /** Makes room for all outputs of a session but some. */
  Tensors tensors(OrtEnvironment environment, OrtSession session, Set<String> but)
      throws OrtException {
    Tensors tensors = new Tensors(new LinkedHashMap<>());
    int place = 0;
    try {
      for (NodeInfo output : session.getOutputInfo().values()) {
        if (!but.contains(output.getName())) {
          TensorInfo info = (TensorInfo) output.getInfo();
          ByteBuffer space = space(place, bytes(info));
          tensors.byOutput.put(
              output.getName(),
              OnnxTensor.createTensor(environment, space, info.getShape(), info.type));
        }
        place++;
      }
      return tensors;
    } catch (OrtException | RuntimeException e) {
      tensors.close();
      throw e;
    }
  }

  private ByteBuffer space(int place, int bytes) {
    while (spaces.size() <= place) {
      spaces.add(ByteBuffer.allocate(0));
    }
    if (spaces.get(place).capacity() < bytes) {
      // The others hold the numbers of the first, in twice as many bytes at most.
      long room = place == 0 ? largest : Math.min(2L * largest, Integer.MAX_VALUE - 8);
      int capacity = (int) Math.max(bytes, room);
      spaces.set(place, ByteBuffer.allocateDirect(capacity).order(ByteOrder.nativeOrder()));
    }
    return spaces.get(place).clear().limit(bytes);
  }

  private static int bytes(TensorInfo output) {
    long bytes = output.type.size;
    for (long size : output.getShape()) {
      bytes = Math.multiplyExact(bytes, size);
    }
    return Math.toIntExact(bytes);
  }
}
