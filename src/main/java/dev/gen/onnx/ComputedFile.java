package dev.gen.onnx;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.SessionOptions;
import ai.onnxruntime.OrtSession.SessionOptions.OptLevel;
import dev.gen.error.InferenceException;
import dev.gen.error.ModelFormatException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Weights of a network that small graphs compute, one after the other, into a file.
 *
 * <p>The file has its name only while a session is made: ONNX Runtime maps it into memory, and what
 * is mapped outlives the name. Where prepared networks are kept, the same weights are computed once
 * and the name is a second one of the file that is kept. A name that a killed process left behind
 * is removed by the next one.
 *
 * @param path the file
 * @param root the folder that the graphs' external data is relative to
 * @param bytes of the whole file
 * @param largest bytes of the largest weight
 * @param graphs by the names of the weights, in the order of the file; each has no input and at
 *     least two outputs: the weight, a number that is not finite if the weight is not, and what is
 *     computed on the way to them and would want fresh memory otherwise
 */
public record ComputedFile(
    Path path, Path root, long bytes, int largest, Map<String, Supplier<byte[]>> graphs) {

  private static final Logger LOG = LoggerFactory.getLogger(ComputedFile.class);

  /** A name begins with its process. */
  private static final Pattern OWNED = Pattern.compile("merged-(\\d{1,18})-.*");

  private static final int WEIGHT = 0;
  private static final int CHECK = 1;

  /**
   * Computes the file, or finds it among the prepared networks.
   *
   * @param network what it is for
   * @return what removes its name; to be closed when the network is open
   * @throws ModelFormatException if a weight is not finite
   * @throws InferenceException if the file cannot be written
   */
  public Written write(String network, SessionSettings settings) {
    try {
      Files.createDirectories(path.getParent());
      removeAbandoned(path.getParent());
      if (settings.prepared().isEmpty() || !isKept(network, settings)) {
        compute(path, settings);
      }
      return new Written(path);
    } catch (IOException e) {
      throw new InferenceException(
          "%s: computed weights cannot be written there (%s); make room, or name another folder in XDG_CACHE_HOME"
              .formatted(path.getParent(), e.getMessage()),
          e);
    }
  }

  /** The file while it has its name. */
  public record Written(Path path) implements AutoCloseable {
    @Override
    public void close() {
      try {
        Files.deleteIfExists(path);
      } catch (IOException e) {
        // Some systems keep what is mapped; the next process removes it.
        path.toFile().deleteOnExit();
      }
    }
  }

  /** Gives the kept file this name too, after it is computed if need be. */
  private boolean isKept(String network, SessionSettings settings) throws IOException {
    PreparedNetworks networks = settings.prepared().get();
    Optional<String> key = NetworkKey.of(this, NativeLibrary.environment().getVersion());
    if (key.isEmpty()) {
      return false;
    }
    if (networks.find(key.get()).isEmpty()) {
      Optional<PreparedNetwork> draft = networks.begin(bytes);
      if (draft.isEmpty()) {
        return false;
      }
      try {
        Files.createFile(draft.get().graph());
        compute(draft.get().weights(), settings);
      } catch (IOException | RuntimeException e) {
        networks.discard(draft.get());
        throw e;
      }
      networks.finish(draft.get(), key.get(), network + ", weights");
    }
    try {
      Files.createLink(path, networks.at(key.get()).weights());
      return true;
    } catch (IOException | UnsupportedOperationException e) {
      LOG.info("kept weights cannot be used from {}: {}", path.getParent(), e.toString());
      return false;
    }
  }

  private void compute(Path to, SessionSettings settings) throws IOException {
    try (FileChannel file =
        FileChannel.open(to, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      OutputRoom room = new OutputRoom(largest);
      for (Map.Entry<String, Supplier<byte[]>> graph : graphs.entrySet()) {
        compute(graph.getKey(), graph.getValue().get(), room, settings);
        ByteBuffer space = room.of(WEIGHT);
        while (space.hasRemaining()) {
          file.write(space);
        }
      }
    } catch (IOException | RuntimeException e) {
      Files.deleteIfExists(to);
      throw e;
    }
  }

  /** Fills the room with what a graph computes. */
  private void compute(String weight, byte[] graph, OutputRoom room, SessionSettings settings) {
    OrtEnvironment environment = NativeLibrary.environment();
    try (SessionOptions options = options(settings);
        OrtSession session = environment.createSession(graph, options)) {
      List<String> outputs = List.copyOf(session.getOutputInfo().keySet());
      String check = outputs.get(CHECK);
      try (OutputRoom.Tensors tensors = room.tensors(environment, session, Set.of(check));
          OrtSession.Result result = session.run(Map.of(), Set.of(check), tensors.byOutput())) {
        requireFinite(weight, (float) result.get(check).orElseThrow().getValue());
      }
    } catch (OrtException e) {
      throw new InferenceException(
          "the weight %s could not be computed: %s".formatted(weight, e.getMessage()), e);
    }
  }

  private void requireFinite(String weight, float check) {
    if (!Float.isFinite(check)) {
      throw new ModelFormatException(
          "the weight %s is infinite or no number once computed; a file is broken or a LoRA's scale too large"
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
        Matcher owned = OWNED.matcher(file.getFileName().toString());
        if (owned.matches() && ProcessHandle.of(Long.parseLong(owned.group(1))).isEmpty()) {
          Files.deleteIfExists(file);
        }
      }
    }
  }
}
