package dev.gen.onnx;

import dev.gen.error.ModelFormatException;
import dev.gen.files.FileStart;
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A network before it is opened: where it lies and what it declares.
 *
 * <p>Reading one is cheap, so a model's files can be checked before anything runs. Immutable.
 */
public final class OnnxModel {

  private final String name;
  private final OnnxHeader header;
  private final Optional<Path> file;
  private final byte[] graph;
  private final Optional<Path> weightsFolder;
  private final Optional<ComputedFile> computed;
  private final boolean inPlace;

  private OnnxModel(
      String name,
      OnnxHeader header,
      Optional<Path> file,
      byte[] graph,
      Optional<Path> weights,
      Optional<ComputedFile> computed,
      boolean inPlace) {
    this.name = name;
    this.header = header;
    this.file = file;
    this.graph = graph;
    this.weightsFolder = weights;
    this.computed = computed;
    this.inPlace = inPlace;
  }

  /**
   * Reads the declarations of an ONNX file.
   *
   * @throws ModelFormatException if the file is missing, empty, cut off or not an ONNX model
   */
  public static OnnxModel read(Path file) {
    requireContent(file);
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
      return new OnnxModel(
          file.toString(),
          header(in, file.toString()),
          Optional.of(file),
          null,
          Optional.empty(),
          Optional.empty(),
          false);
    } catch (IOException e) {
      throw new ModelFormatException("cannot read " + file + ": " + e.getMessage(), e);
    }
  }

  /**
   * Takes a graph that was built in memory.
   *
   * @param name what messages call it
   * @param graph the bytes of a model, owned from now on
   * @param weightsFolder where the files lie that its external initializers name
   */
  public static OnnxModel built(String name, byte[] graph, Path weightsFolder) {
    return built(name, graph, weightsFolder, Optional.empty());
  }

  /**
   * Takes a graph that was built in memory.
   *
   * @param name what messages call it
   * @param graph the bytes of a model, owned from now on
   * @param weightsFolder where the files lie that its external initializers name
   * @param computed one of these files, if it has to be computed when the network opens
   */
  public static OnnxModel built(
      String name, byte[] graph, Path weightsFolder, Optional<ComputedFile> computed) {
    OnnxHeader header = header(new ByteArrayInputStream(graph), name);
    return new OnnxModel(
        name, header, Optional.empty(), graph, Optional.of(weightsFolder), computed, false);
  }

  /** Returns this network with its weights used where they lie, as those of large networks are. */
  public OnnxModel inPlace() {
    return new OnnxModel(name, header, file, graph, weightsFolder, computed, true);
  }

  private static void requireContent(Path file) {
    try {
      if (Files.size(file) == 0) {
        throw new ModelFormatException(file + " is empty; copy the model's files again");
      }
      FileStart.of(file)
          .stranger()
          .ifPresent(
              nature -> {
                throw new ModelFormatException(file + ": " + nature);
              });
    } catch (IOException e) {
      throw new ModelFormatException(
          "the model has no file " + file + "; is this a whole model directory?", e);
    }
  }

  private static OnnxHeader header(InputStream in, String name) {
    try {
      OnnxHeader header = OnnxHeader.read(in);
      if (header.inputs().isEmpty() || header.outputs().isEmpty()) {
        throw new IOException("it declares no inputs or no outputs");
      }
      return header;
    } catch (IOException | ArithmeticException e) {
      throw new ModelFormatException(
          name + " is not a whole ONNX model (" + e.getMessage() + "); copy it again", e);
    }
  }

  /** Returns the declared inputs by name. */
  public Map<String, TensorSpec> inputs() {
    return header.inputs();
  }

  /** Returns the declared outputs by name. */
  public Map<String, TensorSpec> outputs() {
    return header.outputs();
  }

  /** Returns how many numbers the weights have by their type, wherever they lie. */
  public Map<WeightType, Long> weights() {
    return Map.copyOf(header.weights());
  }

  /** Returns how many bytes the weights have. */
  public long weightBytes() {
    return header.weights().entrySet().stream()
        .mapToLong(entry -> entry.getKey().bytes() * entry.getValue())
        .sum();
  }

  /** Returns how many bytes the network has at most when its weights are floats and padded. */
  long preparedBytes() {
    long numbers = header.weights().values().stream().mapToLong(Long::longValue).sum();
    return 2 * Float.BYTES * numbers + (16 << 20);
  }

  /** Returns whether the weights are used where they lie, and not copied into a faster layout. */
  boolean usesWeightsInPlace() {
    return inPlace || header.hasOpenWeights() || weightBytes() >= SessionSettings.LARGE_WEIGHTS;
  }

  /** Returns whether weights are bytes, which are laid out before they are multiplied fast. */
  boolean multipliesBytes() {
    return header.weights().containsKey(WeightType.INT8);
  }

  /** Returns all files that the network is read from, other than a graph in memory. */
  List<Path> files() {
    List<Path> files = new ArrayList<>(file.stream().toList());
    header.weightFiles().forEach(name -> files.add(folder().resolve(name)));
    return files;
  }

  /** Returns the absolute folder that the network names files of weights from. */
  public Path folder() {
    return weightsFolder.orElseGet(() -> file.orElseThrow().toAbsolutePath().getParent());
  }

  /**
   * Returns the whole ONNX model without the files of weights.
   *
   * @throws ModelFormatException if its file cannot be read
   */
  public byte[] bytes() {
    if (graph != null) {
      return graph;
    }
    try {
      return Files.readAllBytes(file.orElseThrow());
    } catch (IOException e) {
      throw new ModelFormatException("cannot read " + name + ": " + e.getMessage(), e);
    }
  }

  /**
   * Loads the weights and prepares the network to run; the caller closes the session.
   *
   * @throws ModelFormatException if ONNX Runtime cannot use the model
   */
  public OnnxSession open(SessionSettings settings) {
    return OnnxSession.open(this, settings);
  }

  Optional<Path> file() {
    return file;
  }

  byte[] graph() {
    return graph;
  }

  Optional<Path> weightsFolder() {
    return weightsFolder;
  }

  Optional<ComputedFile> computed() {
    return computed;
  }

  /** Returns the path of the file, or the name given to a built graph. */
  @Override
  public String toString() {
    return name;
  }
}
