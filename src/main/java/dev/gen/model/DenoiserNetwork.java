package dev.gen.model;

import dev.gen.denoise.Conditioning;
import dev.gen.denoise.Guidance;
import dev.gen.denoise.NoisePredictor;
import dev.gen.onnx.OnnxModel;
import dev.gen.onnx.OnnxSession;
import dev.gen.onnx.SessionPool;
import dev.gen.onnx.TensorSpec;
import dev.gen.tensor.FloatTensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The denoising network (a UNet, or whatever keeps its contract), opened.
 *
 * <p>Holds its network on loan until closed. One thread at a time.
 */
public final class DenoiserNetwork implements AutoCloseable {

  private final DenoiserModel model;
  private final Caller caller;
  private final PreparedPrompts prompts;
  private final SessionPool networks;
  private final List<SessionPool.Loan> loans = new ArrayList<>();

  private DenoiserNetwork(
      DenoiserModel model, Caller caller, PreparedPrompts prompts, SessionPool networks) {
    this.model = model;
    this.caller = caller;
    this.prompts = prompts;
    this.networks = networks;
    try {
      // Always in this order, so that no two threads wait for each other.
      if (!isInPieces()) {
        loans.add(networks.lend(model.steps().get(0)));
      }
      model.shallow().ifPresent(graph -> loans.add(networks.lend(graph)));
    } catch (RuntimeException | Error e) {
      close();
      throw e;
    }
  }

  private boolean isInPieces() {
    return model.steps().size() > 1;
  }

  /**
   * What the network is told at every step, for all pictures of a run.
   *
   * @param halves the sides of the prompt, 1 or 2
   * @param runs the inputs by name, for each run of the network in a step
   */
  public record PreparedPrompts(int halves, List<Map<String, FloatTensor>> runs) {

    /** Returns what the network is told where it follows the prompt unguided: its last half. */
    private PreparedPrompts unguided() {
      if (halves == 1) {
        return this;
      }
      Map<String, FloatTensor> last = new HashMap<>(runs.get(runs.size() - 1));
      if (runs.size() == 1) {
        last.replaceAll((name, both) -> both.rows(1, 2));
      }
      return new PreparedPrompts(1, List.of(last));
    }
  }

  /**
   * Prepares the prompts for all steps of all pictures.
   *
   * @param prompts with a negative side exactly where the guidance needs it
   */
  static PreparedPrompts prepare(
      DenoiserModel model, EncodedPrompts prompts, SessionPool networks) {
    List<Conditioning> halves = new ArrayList<>();
    prompts.negative().ifPresent(halves::add);
    halves.add(prompts.positive());
    List<Map<String, FloatTensor>> runs =
        runs(model, halves).stream().map(told -> model.prepared(told, networks)).toList();
    return new PreparedPrompts(halves.size(), runs);
  }

  /** Says how the network is called: see {@link ModelFamily#call}. */
  @FunctionalInterface
  interface Caller {

    /** Returns the call for latents of one step. */
    NetworkCall call(FloatTensor latents, double timestep);
  }

  /** Borrows what runs in every step. */
  static DenoiserNetwork open(
      DenoiserModel model, Caller caller, PreparedPrompts prompts, SessionPool networks) {
    return new DenoiserNetwork(model, caller, prompts, networks);
  }

  /**
   * Binds guidance for one picture.
   *
   * @param guidance needs a negative side only where the prompts have one; where it needs none, the
   *     network is asked about the prompt alone
   * @param extraChannels {@code [1, k, h, w]} joined to every input, as inpainting networks take a
   *     mask and a masked picture
   * @param features are reused between the runs of this picture
   * @param listener hears of every run of the network
   */
  public NoisePredictor bind(
      Guidance guidance,
      Optional<FloatTensor> extraChannels,
      DeepFeatures features,
      Listener listener) {
    PreparedPrompts asked = guidance.needsUnconditional() ? prompts : prompts.unguided();
    return (input, timestep) -> {
      FloatTensor sample =
          extraChannels.map(extra -> FloatTensor.concat(1, List.of(input, extra))).orElse(input);
      FloatTensor batch = sample.repeated(asked.halves());
      FloatTensor output = predict(batch, timestep, asked, features);
      listener.predicted(timestep, batch, output);
      return asked.halves() == 1 ? output : guidance.combine(output.rows(0, 1), output.rows(1, 2));
    };
  }

  /** Groups the halves: all in one run, or a run each where the export fixes the batch to one. */
  private static List<Map<String, FloatTensor>> runs(
      DenoiserModel model, List<Conditioning> halves) {
    TensorSpec sample = model.inputs().get(NetworkCall.SAMPLE);
    int fixed = sample == null ? halves.size() : sample.size(0).orElse(halves.size());
    return fixed == halves.size()
        ? List.of(told(halves))
        : halves.stream().map(half -> told(List.of(half))).toList();
  }

  /** Returns the inputs that stay the same at every step. */
  private static Map<String, FloatTensor> told(List<Conditioning> halves) {
    Map<String, FloatTensor> inputs = new HashMap<>();
    inputs.put(
        NetworkCall.PROMPT,
        FloatTensor.concat(0, halves.stream().map(Conditioning::promptEmbeddings).toList()));
    for (String name : halves.get(0).added().keySet()) {
      inputs.put(
          name, FloatTensor.concat(0, halves.stream().map(h -> h.added().get(name)).toList()));
    }
    return inputs;
  }

  /** Hears what went into the network and what came out. */
  @FunctionalInterface
  public interface Listener {

    /**
     * Called after the network ran.
     *
     * @param timestep that it was told
     * @param input {@code [halves, c, h, w]}, scaled; the negative side first if there is one
     * @param output the same shape but for the channels; not combined yet
     */
    void predicted(double timestep, FloatTensor input, FloatTensor output);
  }

  private FloatTensor predict(
      FloatTensor batch, double timestep, PreparedPrompts asked, DeepFeatures features) {
    List<Map<String, FloatTensor>> runs = asked.runs();
    int rows = batch.shape().size(0) / runs.size();
    List<FloatTensor> outputs = new ArrayList<>();
    for (Map<String, FloatTensor> told : runs) {
      int first = outputs.size() * rows;
      FloatTensor latents = runs.size() == 1 ? batch : batch.rows(first, first + rows);
      NetworkCall call = caller.call(latents, timestep);
      Map<String, FloatTensor> inputs = new HashMap<>(told);
      inputs.putAll(call.inputs());
      FloatTensor output =
          model.shallow().isPresent()
              ? reusing(inputs, call.output(), features)
              : whole(inputs, Set.of(call.output())).get(call.output());
      outputs.add(call.toLatent().apply(output));
    }
    FloatTensor output = outputs.size() == 1 ? outputs.get(0) : FloatTensor.concat(0, outputs);
    return Finite.require(output, "the denoiser " + model + " at timestep " + timestep);
  }

  /** Runs the whole network or its last layer. */
  private FloatTensor reusing(
      Map<String, FloatTensor> inputs, String output, DeepFeatures features) {
    Optional<FloatTensor> known = features.next(inputs.get(NetworkCall.SAMPLE).shape().size(0));
    if (known.isPresent()) {
      inputs.put(DenoiserModel.DEEP, known.get());
      inputs.keySet().retainAll(model.shallow().orElseThrow().inputs().keySet());
      OnnxSession last = loans.get(loans.size() - 1).session();
      return last.run(inputs, Set.of(output)).get(output);
    }
    Map<String, FloatTensor> outputs = whole(inputs, Set.of(output, DenoiserModel.DEEP));
    features.keep(outputs.get(DenoiserModel.DEEP));
    return outputs.get(output);
  }

  /** Runs the whole network; its pieces, if it is cut, are open one after the other. */
  private Map<String, FloatTensor> whole(Map<String, FloatTensor> inputs, Set<String> wanted) {
    if (!isInPieces()) {
      return loans.get(0).session().run(inputs, wanted);
    }
    Map<String, FloatTensor> known = new HashMap<>(inputs);
    for (OnnxModel piece : model.steps()) {
      Map<String, FloatTensor> taken = new HashMap<>(known);
      taken.keySet().retainAll(piece.inputs().keySet());
      try (SessionPool.Loan open = networks.lend(piece)) {
        known.putAll(open.session().run(taken, piece.outputs().keySet()));
      }
    }
    return known;
  }

  @Override
  public void close() {
    loans.forEach(SessionPool.Loan::close);
  }
}
