package dev.gen.checkpoint.safetensors;

import dev.gen.error.ModelFormatException;
import java.nio.ByteBuffer;
import java.util.Arrays;

/** An element type of a safetensors file, by its name there; numbers are little-endian. */
public enum DataType {
  F64(8, (data, at) -> (float) data.getDouble(at)),
  F32(4, ByteBuffer::getFloat),
  F16(2, (data, at) -> halfToFloat(data.getShort(at))),
  BF16(2, (data, at) -> Float.intBitsToFloat(data.getShort(at) << 16)),
  I64(8, (data, at) -> (float) data.getLong(at)),
  I32(4, (data, at) -> (float) data.getInt(at)),
  I16(2, (data, at) -> (float) data.getShort(at)),
  I8(1, (data, at) -> (float) data.get(at)),
  U64(8, (data, at) -> unsignedToFloat(data.getLong(at))),
  U32(4, (data, at) -> (float) Integer.toUnsignedLong(data.getInt(at))),
  U16(2, (data, at) -> (float) Short.toUnsignedInt(data.getShort(at))),
  U8(1, (data, at) -> (float) Byte.toUnsignedInt(data.get(at))),
  BOOL(1, (data, at) -> data.get(at) == 0 ? 0 : 1),
  F8_E4M3(1, (data, at) -> e4m3ToFloat(data.get(at))),
  F8_E5M2(1, (data, at) -> halfToFloat((short) (data.get(at) << 8))),
  /** A type that is not known here; its numbers cannot be read. */
  OTHER(
      0,
      (data, at) -> {
        throw new ModelFormatException("numbers of a type that is not known; fetch another file");
      });

  private interface Reader {
    float read(ByteBuffer data, int at);
  }

  private final int bytes;
  private final Reader reader;

  DataType(int bytes, Reader reader) {
    this.bytes = bytes;
    this.reader = reader;
  }

  /** Returns the type of that name, or {@link #OTHER}. */
  public static DataType named(String name) {
    return Arrays.stream(values())
        .filter(type -> type.name().equals(name))
        .findFirst()
        .orElse(OTHER);
  }

  /** Returns the size of one element in bytes. */
  public int bytes() {
    return bytes;
  }

  /** Returns the name that programmers know the type by. */
  public String displayName() {
    return switch (this) {
      case F64 -> "float64";
      case F32 -> "float32";
      case F16 -> "float16";
      case BF16 -> "bfloat16";
      case F8_E4M3 -> "float8_e4m3";
      case F8_E5M2 -> "float8_e5m2";
      case I64, I32, I16, I8 -> "int" + 8 * bytes;
      case U64, U32, U16, U8 -> "uint" + 8 * bytes;
      case BOOL -> "bool";
      case OTHER -> "unknown";
    };
  }

  /** Tells whether this is a floating-point type that weights are commonly stored in. */
  public boolean isCommonFloat() {
    return this == F32 || this == F16 || this == BF16 || this == F64 || isEightBitFloat();
  }

  /** Tells whether this is a floating-point type of a byte, whose tensors may come with scales. */
  public boolean isEightBitFloat() {
    return this == F8_E4M3 || this == F8_E5M2;
  }

  /** Returns one element as a float, rounded where it has to be; the buffer is little-endian. */
  public float read(ByteBuffer data, int index) {
    return reader.read(data, index * bytes);
  }

  private static float halfToFloat(short half) {
    int exponent = half >>> 10 & 0x1f;
    int mantissa = half & 0x3ff;
    if (exponent == 0) {
      float subnormal = mantissa * 0x1p-24f;
      return half < 0 ? -subnormal : subnormal;
    }
    int wide = exponent == 31 ? 255 : exponent + 112;
    return Float.intBitsToFloat((half & 0x8000) << 16 | wide << 23 | mantissa << 13);
  }

  private static float e4m3ToFloat(byte value) {
    int exponent = value >>> 3 & 0xf;
    int mantissa = value & 7;
    float size =
        exponent == 0 ? mantissa * 0x1p-9f : (8 + mantissa) * Math.scalb(1f, exponent - 10);
    float magnitude = (value & 0x7f) == 0x7f ? Float.NaN : size;
    return value < 0 ? -magnitude : magnitude;
  }

  private static float unsignedToFloat(long value) {
    return value >= 0 ? value : (float) ((value >>> 1 | value & 1) * 2.0);
  }
}
