package dev.gen.onnx;

import java.util.Arrays;
import java.util.Optional;

/** The number formats in which networks take and give tensors; ours are always floats. */
public enum ElementType {
  FLOAT(1),
  INT32(6),
  INT64(7),
  BOOL(9),
  FLOAT16(10),
  DOUBLE(11);

  /** The number of this type in {@code TensorProto.DataType} of the ONNX schema. */
  private final int onnxCode;

  ElementType(int onnxCode) {
    this.onnxCode = onnxCode;
  }

  static Optional<ElementType> ofOnnxCode(int code) {
    return Arrays.stream(values()).filter(type -> type.onnxCode == code).findFirst();
  }
}
