package dev.gen.onnx;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.SessionOptions;
import ai.onnxruntime.OrtSession.SessionOptions.OptLevel;
import ai.onnxruntime.TensorInfo;
import dev.gen.error.InferenceException;
import dev.gen.error.ModelFormatException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Weights of a network that small graphs compute, one after the other, into a file.
 *
 * <p>The file exists only while a session is made: ONNX Runtime maps it into memory, and what is
 * mapped outlives the name. A file that a killed process left behind is removed by the next one.
 *
 * @param path the file
 * @param root the folder that the graphs' external data is relative to
 * @param largest bytes of the largest weight
 * @param graphs by the names of the weights, in the order of the file; each has no input and two
 *     outputs: the weight, and a number that is not finite if the weight is not
 */
public record ComputedFile(
    Path path, Path root, int largest, Map<String, Supplier<byte[]>> graphs) {

  private static final int WEIGHT = 0;
  private static final int CHECK = 1;

  /**
   * Computes the file.
   *
   * @return what removes it; to be closed when the network is open
   * @throws ModelFormatException if a weight is not finite
   * @throws InferenceException if the file cannot be written
   */
  public Written write(SessionSettings settings) {
    try {
      Files.createDirectories(path.getParent());
      removeAbandoned(path.getParent());
      FileChannel file =
          FileChannel.open(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
      Written written = new Written(path, file);
      try {
        file.lock();
        // Native memory is freed late, so all weights go through the same piece of it.
        ByteBuffer space = ByteBuffer.allocateDirect(largest).order(ByteOrder.nativeOrder());
        for (Map.Entry<String, Supplier<byte[]>> graph : graphs.entrySet()) {
          compute(graph.getKey(), graph.getValue().get(), space.clear(), settings);
          while (space.hasRemaining()) {
            file.write(space);
          }
        }
        return written;
      } catch (IOException | RuntimeException e) {
        written.close();
        throw e;
      }
    } catch (IOException e) {
      throw new InferenceException(
          "%s: weights with their LoRAs cannot be written there (%s); make room, or name another folder in XDG_CACHE_HOME"
              .formatted(path.getParent(), e.getMessage()),
          e);
    }
  }

  /** The file while it exists. */
  public static final class Written implements AutoCloseable {

    private final Path path;
    private final FileChannel file;

    private Written(Path path, FileChannel file) {
      this.path = path;
      this.file = file;
    }

    @Override
    public void close() {
      try (file) {
        Files.deleteIfExists(path);
      } catch (IOException e) {
        // Some systems keep what is mapped; the next process removes it.
        path.toFile().deleteOnExit();
      }
    }
  }

  /** Fills the space with the numbers of a weight, from its start to its limit. */
  private void compute(String weight, byte[] graph, ByteBuffer space, SessionSettings settings) {
    OrtEnvironment environment = NativeLibrary.environment();
    try (SessionOptions options = options(settings);
        OrtSession session = environment.createSession(graph, options)) {
      List<String> outputs = List.copyOf(session.getOutputInfo().keySet());
      TensorInfo weightInfo =
          (TensorInfo) session.getOutputInfo().get(outputs.get(WEIGHT)).getInfo();
      space.limit(bytes(weightInfo));
      try (OnnxTensor tensor =
              OnnxTensor.createTensor(environment, space, weightInfo.getShape(), weightInfo.type);
          OrtSession.Result result =
              session.run(
                  Map.of(), Set.of(outputs.get(CHECK)), Map.of(outputs.get(WEIGHT), tensor))) {
        requireFinite(weight, (float) result.get(outputs.get(CHECK)).orElseThrow().getValue());
      }
    } catch (OrtException e) {
      throw new InferenceException(
          "the weight %s could not be merged: %s".formatted(weight, e.getMessage()), e);
    }
  }

  private static int bytes(TensorInfo weight) {
    long bytes = weight.type.size;
    for (long size : weight.getShape()) {
      bytes = Math.multiplyExact(bytes, size);
    }
    return Math.toIntExact(bytes);
  }

  private void requireFinite(String weight, float check) {
    if (!Float.isFinite(check)) {
      throw new ModelFormatException(
          "the weight %s is infinite or no number with the LoRAs added; a file is broken or a scale too large"
              .formatted(weight));
    }
  }

  private SessionOptions options(SessionSettings settings) throws OrtException {
    SessionOptions options = new SessionOptions();
    options.setOptimizationLevel(OptLevel.NO_OPT);
    options.setIntraOpNumThreads(settings.threads());
    options.setCPUArenaAllocator(false);
    options.setSessionLogLevel(OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL);
    options.addConfigEntry("session.model_external_initializers_file_folder_path", root.toString());
    return options;
  }

  private static void removeAbandoned(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE);
            FileLock lock = channel.tryLock()) {
          if (lock != null) {
            Files.deleteIfExists(file);
          }
        } catch (IOException | OverlappingFileLockException e) {
          // Another process, or another network of this one, is at work on it.
        }
      }
    }
  }
}
