package dev.gen.model;

import dev.gen.checkpoint.CheckpointOptions;
import dev.gen.error.InvalidRequestException;
import dev.gen.files.UserFolders;
import dev.gen.graph.NetworkGraph;
import dev.gen.graph.Precision;
import dev.gen.graph.QuantizedGraph;
import dev.gen.onnx.OnnxModel;
import dev.gen.onnx.Processor;
import java.nio.file.Path;

/** Networks that multiply numbers of a byte, and when there are any. */
final class Quantized {

  private static final String FIELD = "precision";

  private Quantized() {}

  /**
   * Refuses what cannot be computed in bytes.
   *
   * @param processor its features
   * @throws InvalidRequestException if the processor gains nothing, or with LoRAs
   */
  static void check(Precision precision, CheckpointOptions options, String processor) {
    if (precision == Precision.INT8 && !Processor.multipliesBytes(processor)) {
      throw new InvalidRequestException(
          FIELD,
          "is int8, which does not pay on this processor (%s): it has no VNNI, without which products of bytes are slow or cut off; leave it out"
              .formatted(processor));
    }
    if (precision == Precision.INT8 && !options.loras().isEmpty()) {
      throw new InvalidRequestException(
          FIELD,
          "is int8, which does not go with LoRAs; merge them with gen models convert first, or"
              + " leave it out");
    }
  }

  /**
   * Refuses models of other networks than these.
   *
   * @throws InvalidRequestException if the model has no denoiser
   */
  static void check(Precision precision, ModelSource source) {
    if (precision == Precision.INT8 && !source.hasNetwork("unet")) {
      throw new InvalidRequestException(
          FIELD, "is int8, and %s has no denoiser; leave it out".formatted(source.name()));
    }
  }

  /**
   * Makes a network of bytes.
   *
   * @param name what messages call it
   * @param graph a whole ONNX model
   * @param folder where the files lie that it names
   */
  static OnnxModel of(String name, byte[] graph, Path folder) {
    NetworkGraph made = QuantizedGraph.of(name, graph, folder, scratch());
    return OnnxModel.built(
        name, made.model(), made.weightFolder(), made.merged().map(CheckpointSource::computed));
  }

  /** Returns where weights that are computed may lie while a network opens. */
  static Path scratch() {
    return UserFolders.ofProcess().cache().resolve("merged").toAbsolutePath();
  }
}
