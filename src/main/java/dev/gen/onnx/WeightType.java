package dev.gen.onnx;

import java.util.Arrays;
import java.util.Optional;

/** The number formats in which networks keep weights; whole numbers are sizes and indices. */
public enum WeightType {
  FLOAT32(1, 4),
  UINT8(2, 1),
  INT8(3, 1),
  FLOAT16(10, 2),
  FLOAT64(11, 8),
  BFLOAT16(16, 2);

  /** The number of this type in {@code TensorProto.DataType} of the ONNX schema. */
  private final int onnxCode;

  private final int bytes;

  WeightType(int onnxCode, int bytes) {
    this.onnxCode = onnxCode;
    this.bytes = bytes;
  }

  /** Returns the size of one number in bytes. */
  public int bytes() {
    return bytes;
  }

  static Optional<WeightType> ofOnnxCode(int code) {
    return Arrays.stream(values()).filter(type -> type.onnxCode == code).findFirst();
  }
}
