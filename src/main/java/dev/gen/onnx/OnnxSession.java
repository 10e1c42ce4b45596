package dev.gen.onnx;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.SessionOptions;
import ai.onnxruntime.OrtSession.SessionOptions.OptLevel;
import dev.gen.error.InferenceException;
import dev.gen.error.ModelFormatException;
import dev.gen.tensor.FloatTensor;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A network that is loaded and runs.
 *
 * <p>Takes and gives {@link FloatTensor}s whatever element types the network declares. Owns native
 * memory until it is closed. One thread at a time.
 */
public final class OnnxSession implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(OnnxSession.class);

  private static final Pattern NO_MEMORY =
      Pattern.compile("bad_alloc|bad allocation|[Ff]ailed to allocate|out of memory");

  private final OnnxModel model;
  private final OrtSession session;
  private final LastInputs lastInputs;

  private OnnxSession(OnnxModel model, OrtSession session) {
    this.model = model;
    this.session = session;
    this.lastInputs = new LastInputs(model);
  }

  static OnnxSession open(OnnxModel model, SessionSettings settings) {
    LOG.debug("opening {} with {} threads", model, settings.threads());
    // Before any other class of ONNX Runtime is touched.
    OrtEnvironment environment = NativeLibrary.environment();
    try {
      if (settings.prepared().isPresent() && PreparedNetworks.areWorthwhile(model)) {
        Optional<String> key = NetworkKey.of(model, environment.getVersion());
        if (key.isPresent()) {
          PreparedNetworks kept = settings.prepared().get();
          return new OnnxSession(model, prepared(model, settings.threads(), kept, key.get()));
        }
      }
      try (ComputedFile.Written computed = written(model, settings)) {
        return new OnnxSession(model, fresh(model, settings.threads(), Optional.empty()));
      }
    } catch (OrtException e) {
      requireMemory(model, e);
      throw new ModelFormatException(
          "ONNX Runtime cannot use " + model + ": " + oneLine(e) + "; copy or export it again", e);
    }
  }

  /** Returns the file that the network's weights need while it opens; null if they need none. */
  private static ComputedFile.Written written(OnnxModel model, SessionSettings settings) {
    return model.computed().map(file -> file.write(model.toString(), settings)).orElse(null);
  }

  /** Opens what is kept of a network, or opens it anew and keeps it. */
  private static OrtSession prepared(
      OnnxModel model, int threads, PreparedNetworks networks, String key) throws OrtException {
    Optional<PreparedNetwork> found = networks.find(key);
    if (found.isPresent()) {
      try (SessionOptions options = options(model, threads)) {
        options.setOptimizationLevel(OptLevel.NO_OPT);
        return NativeLibrary.environment().createSession(found.get().graph().toString(), options);
      } catch (OrtException e) {
        LOG.info("a prepared network does not open and is made again: {}", oneLine(e));
        networks.discard(found.get());
      }
    }
    Optional<PreparedNetwork> draft = networks.begin(model.preparedBytes());
    if (draft.isPresent()) {
      try {
        OrtSession session = fresh(model, threads, draft);
        networks.finish(draft.get(), key, model.toString());
        return session;
      } catch (OrtException e) {
        LOG.info("{} was not prepared: {}", model, oneLine(e));
        networks.discard(draft.get());
      }
    }
    return fresh(model, threads, Optional.empty());
  }

  private static OrtSession fresh(OnnxModel model, int threads, Optional<PreparedNetwork> draft)
      throws OrtException {
    try (SessionOptions options = options(model, threads)) {
      if (draft.isPresent()) {
        options.setOptimizedModelFilePath(draft.get().graph().toString());
        options.addConfigEntry(
            "session.optimized_model_external_initializers_file_name", PreparedNetwork.WEIGHTS);
        options.addConfigEntry(
            "session.optimized_model_external_initializers_min_size_in_bytes", "1024");
      }
      if (model.file().isPresent()) {
        return NativeLibrary.environment().createSession(model.file().get().toString(), options);
      }
      options.addConfigEntry(
          "session.model_external_initializers_file_folder_path",
          model.weightsFolder().orElseThrow().toString());
      return NativeLibrary.environment().createSession(model.graph(), options);
    }
  }

  private static SessionOptions options(OnnxModel model, int threads) throws OrtException {
    SessionOptions options = new SessionOptions();
    // The highest level also crashes on weights that stay as they are.
    options.setOptimizationLevel(
        model.usesWeightsInPlace() ? OptLevel.EXTENDED_OPT : OptLevel.ALL_OPT);
    options.setIntraOpNumThreads(threads);
    // Plans where results lie, from the second run on, beside the memory of the first run.
    options.setMemoryPatternOptimization(false);
    if (model.usesWeightsInPlace() && !model.multipliesBytes()) {
      options.addConfigEntry("session.disable_prepacking", "1");
    }
    options.setSessionLogLevel(OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL);
    return options;
  }

  /**
   * Runs the network once.
   *
   * @param inputs by name, exactly the declared ones; a scalar is given as shape [] or [1]; what
   *     the run before was given too is not copied again
   * @param outputs the names that are wanted
   * @return the wanted outputs by name
   * @throws InferenceException if a tensor does not fit what the network declares, or it fails
   */
  public Map<String, FloatTensor> run(Map<String, FloatTensor> inputs, Set<String> outputs) {
    requireSame(model, inputs.keySet());
    try (OrtSession.Result result = session.run(lastInputs.next(inputs), outputs)) {
      Map<String, FloatTensor> values = new LinkedHashMap<>();
      for (String name : outputs) {
        values.put(name, NativeTensors.toFloats((OnnxTensor) result.get(name).orElseThrow()));
      }
      return values;
    } catch (OrtException e) {
      throw failed(model, e);
    }
  }

  /**
   * Begins runs in which outputs of one are inputs of the next; the caller closes them before this.
   *
   * @param carried for each input that is carried the output that becomes it
   * @param start what these inputs are in the first run
   */
  public CarriedRun carry(Map<String, String> carried, Map<String, FloatTensor> start) {
    return new CarriedRun(model, session, carried, start);
  }

  /** Returns what is thrown where a run fails. */
  static InferenceException failed(OnnxModel model, OrtException e) {
    requireMemory(model, e);
    return new InferenceException(model + " failed while it ran: " + oneLine(e), e);
  }

  static void requireSame(OnnxModel model, Set<String> given) {
    Set<String> declared = model.inputs().keySet();
    if (!given.equals(declared)) {
      throw new InferenceException(
          model + " wants the inputs " + sorted(declared) + " and was given " + sorted(given));
    }
  }

  /** ONNX Runtime tells by its words alone that it was given no memory. */
  private static void requireMemory(OnnxModel model, OrtException e) {
    if (NO_MEMORY.matcher(oneLine(e)).find()) {
      throw new InferenceException(
          "there is not enough memory for %s; ask for a smaller picture or fewer at once, or close other programs (%s)"
              .formatted(model, oneLine(e)),
          e);
    }
  }

  private static String sorted(Set<String> names) {
    return names.stream().sorted().collect(Collectors.joining(", "));
  }

  private static String oneLine(Exception e) {
    return String.valueOf(e.getMessage()).strip().replaceAll("\\s+", " ");
  }

  @Override
  public void close() {
    lastInputs.close();
    try {
      session.close();
    } catch (OrtException e) {
      throw new IllegalStateException("session of " + model + " did not close", e);
    }
  }
}
