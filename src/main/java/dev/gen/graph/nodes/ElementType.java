package dev.gen.graph.nodes;

import dev.gen.checkpoint.safetensors.DataType;
import java.util.Optional;

/** The element types of ONNX that the graphs use, with their codes in the schema. */
public enum ElementType {
  FLOAT(1),
  INT8(3),
  INT64(7),
  BOOL(9),
  FLOAT16(10),
  DOUBLE(11),
  BFLOAT16(16),
  FLOAT8E4M3FN(17),
  FLOAT8E5M2(19);

  private final int code;

  ElementType(int code) {
    this.code = code;
  }

  /** Returns the code of the type in the ONNX schema. */
  public int code() {
    return code;
  }

  /** Returns the ONNX type of weights that are stored so, if a graph can take them. */
  public static Optional<ElementType> of(DataType stored) {
    return switch (stored) {
      case F32 -> Optional.of(FLOAT);
      case F16 -> Optional.of(FLOAT16);
      case BF16 -> Optional.of(BFLOAT16);
      case F64 -> Optional.of(DOUBLE);
      case F8_E4M3 -> Optional.of(FLOAT8E4M3FN);
      case F8_E5M2 -> Optional.of(FLOAT8E5M2);
      default -> Optional.empty();
    };
  }
}
