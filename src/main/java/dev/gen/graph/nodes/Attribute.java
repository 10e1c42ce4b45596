package dev.gen.graph.nodes;

import com.google.protobuf.ByteString;
import dev.gen.graph.proto.AttributeProto;
import dev.gen.graph.proto.TensorProto;
import java.util.Arrays;

/** Makes the attributes of nodes; the type codes are those of the ONNX schema. */
public final class Attribute {

  private Attribute() {}

  /** Returns a floating-point attribute. */
  public static AttributeProto of(String name, double value) {
    return AttributeProto.newBuilder().setName(name).setType(1).setF((float) value).build();
  }

  /** Returns an integer attribute. */
  public static AttributeProto of(String name, long value) {
    return AttributeProto.newBuilder().setName(name).setType(2).setI(value).build();
  }

  /** Returns a text attribute. */
  public static AttributeProto of(String name, String value) {
    ByteString text = ByteString.copyFromUtf8(value);
    return AttributeProto.newBuilder().setName(name).setType(3).setS(text).build();
  }

  /** Returns a tensor attribute. */
  public static AttributeProto of(String name, TensorProto value) {
    return AttributeProto.newBuilder().setName(name).setType(4).setT(value).build();
  }

  /** Returns an attribute that is a list of integers. */
  public static AttributeProto ofList(String name, long... values) {
    return AttributeProto.newBuilder()
        .setName(name)
        .setType(7)
        .addAllInts(Arrays.stream(values).boxed().toList())
        .build();
  }
}
