package dev.gen.graph;

import dev.gen.error.ModelFormatException;
import dev.gen.graph.proto.GraphProto;
import dev.gen.graph.proto.ModelProto;
import dev.gen.graph.proto.StringStringEntryProto;
import dev.gen.graph.proto.TensorProto;
import dev.gen.graph.proto.ValueInfoProto;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A built graph as a folder that stands alone: {@code model.onnx} and its weights in {@code
 * model.onnx_data}, for programs that do not read checkpoints. All weights are constants there.
 */
public final class NetworkFolder {

  private static final String MODEL = "model.onnx";
  private static final String DATA = "model.onnx_data";

  /** Where each weight begins, so that the file can be mapped into memory page by page. */
  private static final long ALIGNMENT = 4096;

  private NetworkFolder() {}

  /**
   * Writes a graph and copies the weights that it names.
   *
   * @param folder is made; must not hold these files yet
   * @throws IOException if a file cannot be read or written
   * @throws ModelFormatException if a weight's file ends before the weight does
   */
  public static void write(NetworkGraph network, Path folder) throws IOException {
    Files.createDirectories(folder);
    ModelProto model = ModelProto.parseFrom(network.model());
    GraphProto.Builder graph = model.getGraph().toBuilder();
    try (FileChannel data =
        FileChannel.open(
            folder.resolve(DATA), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      Set<String> weights = new HashSet<>();
      for (int i = 0; i < graph.getInitializerCount(); i++) {
        TensorProto weight = graph.getInitializer(i);
        weights.add(weight.getName());
        if (weight.getExternalDataCount() > 0) {
          graph.setInitializer(i, copied(weight, network.weightFolder(), data));
        }
      }
      List<ValueInfoProto> inputs = new ArrayList<>(graph.getInputList());
      inputs.removeIf(input -> weights.contains(input.getName()));
      graph.clearInput().addAllInput(inputs);
    }
    byte[] bytes = model.toBuilder().setGraph(graph).build().toByteArray();
    Files.write(folder.resolve(MODEL), bytes, StandardOpenOption.CREATE_NEW);
  }

  /** Copies a weight's bytes to the end of the data file and points the weight there. */
  private static TensorProto copied(TensorProto weight, Path from, FileChannel data)
      throws IOException {
    Map<String, String> place = new LinkedHashMap<>();
    weight.getExternalDataList().forEach(entry -> place.put(entry.getKey(), entry.getValue()));
    Path file = from.resolve(place.get("location"));
    long length = Long.parseLong(place.get("length"));
    long start = (data.size() + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    try (FileChannel source = FileChannel.open(file, StandardOpenOption.READ)) {
      copy(source, Long.parseLong(place.get("offset")), length, data.position(start), file);
    }
    place.put("location", DATA);
    place.put("offset", Long.toString(start));
    TensorProto.Builder moved = weight.toBuilder().clearExternalData();
    place.forEach(
        (key, value) ->
            moved.addExternalData(StringStringEntryProto.newBuilder().setKey(key).setValue(value)));
    return moved.build();
  }

  private static void copy(
      FileChannel source, long offset, long length, FileChannel target, Path file)
      throws IOException {
    long copied = 0;
    while (copied < length) {
      long count = source.transferTo(offset + copied, length - copied, target);
      if (count <= 0) {
        throw new ModelFormatException(
            "%s ends at byte %d, before a weight does; fetch it again"
                .formatted(file, source.size()));
      }
      copied += count;
    }
  }
}
