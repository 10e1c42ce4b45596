package dev.gen.onnx;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.platform.Fp16Conversions;
import dev.gen.error.InferenceException;
import dev.gen.tensor.FloatTensor;
import dev.gen.tensor.Shape;
import java.nio.ByteBuffer;
import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.nio.LongBuffer;
import java.util.Arrays;

/**
 * Converts our floats to the element type that a network declares, and back.
 *
 * <p>Whole-number inputs (token ids, the timestep of old exports) are rounded to the nearest; ids
 * are exact, for floats count to 2^24.
 */
final class NativeTensors {

  private NativeTensors() {}

  /** Returns a native tensor that the caller closes. */
  static OnnxTensor toNative(FloatTensor tensor, TensorSpec spec, OnnxModel model)
      throws OrtException {
    long[] shape = shapeFor(tensor, spec, model);
    OrtEnvironment environment = NativeLibrary.environment();
    float[] values = tensor.values();
    return switch (spec.type()) {
      case FLOAT -> OnnxTensor.createTensor(environment, FloatBuffer.wrap(values), shape);
      case DOUBLE ->
          OnnxTensor.createTensor(environment, DoubleBuffer.wrap(doubles(values)), shape);
      case INT32 -> OnnxTensor.createTensor(environment, IntBuffer.wrap(ints(values)), shape);
      case INT64 -> OnnxTensor.createTensor(environment, LongBuffer.wrap(longs(values)), shape);
      case BOOL ->
          throw new InferenceException(
              model + " takes truth values as its input " + spec + ", which are not given here");
      case FLOAT16 ->
          OnnxTensor.createTensor(
              environment,
              Fp16Conversions.convertFloatBufferToFp16Buffer(FloatBuffer.wrap(values)),
              shape,
              OnnxJavaType.FLOAT16);
    };
  }

  /** Returns the tensor's shape, as a scalar or as one value where the network declares it so. */
  private static long[] shapeFor(FloatTensor tensor, TensorSpec spec, OnnxModel model) {
    Shape shape = tensor.shape();
    if (tensor.size() == 1 && spec.rank() <= 1 && shape.rank() <= 1) {
      return spec.rank() == 0 ? new long[0] : new long[] {1};
    }
    boolean fits = shape.rank() == spec.rank();
    for (int axis = 0; fits && axis < shape.rank(); axis++) {
      fits = spec.size(axis).orElse(shape.size(axis)) == shape.size(axis);
    }
    if (!fits) {
      throw new InferenceException(
          model + " declares its input as " + spec + " and was given a tensor of shape " + shape);
    }
    return shape.toLongs();
  }

  static FloatTensor toFloats(OnnxTensor tensor) throws OrtException {
    long[] shape = tensor.getInfo().getShape();
    int[] sizes = Arrays.stream(shape).mapToInt(Math::toIntExact).toArray();
    float[] values = new float[new Shape(sizes).elements()];
    switch (tensor.getInfo().type) {
      case FLOAT, FLOAT16, BFLOAT16 -> tensor.getFloatBuffer().get(values);
      case DOUBLE -> {
        DoubleBuffer doubles = tensor.getDoubleBuffer();
        for (int i = 0; i < values.length; i++) {
          values[i] = (float) doubles.get(i);
        }
      }
      case INT64 -> {
        LongBuffer longs = tensor.getLongBuffer();
        for (int i = 0; i < values.length; i++) {
          values[i] = longs.get(i);
        }
      }
      case BOOL -> {
        ByteBuffer bytes = tensor.getByteBuffer();
        for (int i = 0; i < values.length; i++) {
          values[i] = bytes.get(i);
        }
      }
      default ->
          throw new InferenceException(
              "a network returned numbers of type " + tensor.getInfo().type + ", expected floats");
    }
    return FloatTensor.of(new Shape(sizes), values);
  }

  private static double[] doubles(float[] values) {
    double[] result = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      result[i] = values[i];
    }
    return result;
  }

  private static int[] ints(float[] values) {
    int[] result = new int[values.length];
    for (int i = 0; i < values.length; i++) {
      result[i] = Math.round(values[i]);
    }
    return result;
  }

  private static long[] longs(float[] values) {
    return Arrays.stream(ints(values)).asLongStream().toArray();
  }
}
