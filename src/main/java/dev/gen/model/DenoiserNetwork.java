package dev.gen.model;

import dev.gen.denoise.Conditioning;
import dev.gen.denoise.Guidance;
import dev.gen.denoise.NoisePredictor;
import dev.gen.onnx.OnnxModel;
import dev.gen.onnx.OnnxSession;
import dev.gen.onnx.SessionSettings;
import dev.gen.tensor.FloatTensor;
import dev.gen.tensor.Shape;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The denoising network (a UNet, or whatever keeps its contract), opened.
 *
 * <p>Owns its session until closed. One thread at a time.
 */
public final class DenoiserNetwork implements AutoCloseable {

  private static final String SAMPLE = "sample";
  static final String TIMESTEP = "timestep";
  private static final String PROMPT = "encoder_hidden_states";
  private static final String OUTPUT = "out_sample";

  private final OnnxModel model;
  private final OnnxSession session;

  private DenoiserNetwork(OnnxModel model, OnnxSession session) {
    this.model = model;
    this.session = session;
  }

  static DenoiserNetwork open(OnnxModel model, SessionSettings settings) {
    return new DenoiserNetwork(model, model.open(settings));
  }

  /**
   * Binds prompts and guidance for one picture.
   *
   * @param prompts with a negative side exactly where the guidance needs it
   * @param extraChannels {@code [1, k, h, w]} joined to every input, as inpainting networks take a
   *     mask and a masked picture
   * @param listener hears of every run of the network
   */
  public NoisePredictor bind(
      EncodedPrompts prompts,
      Guidance guidance,
      Optional<FloatTensor> extraChannels,
      Listener listener) {
    List<Conditioning> halves = new ArrayList<>();
    prompts.negative().ifPresent(halves::add);
    halves.add(prompts.positive());
    return (input, timestep) -> {
      FloatTensor sample =
          extraChannels.map(extra -> FloatTensor.concat(1, List.of(input, extra))).orElse(input);
      FloatTensor output = predict(sample, timestep, halves);
      listener.predicted(timestep, sample.repeated(halves.size()), output);
      return halves.size() == 1 ? output : guidance.combine(output.rows(0, 1), output.rows(1, 2));
    };
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

  /** Runs all halves together, or one by one where the export fixes the batch to one. */
  private FloatTensor predict(FloatTensor sample, double timestep, List<Conditioning> halves) {
    FloatTensor output;
    if (model.inputs().get(SAMPLE).size(0).orElse(halves.size()) == halves.size()) {
      output = run(sample, timestep, halves);
    } else {
      output =
          FloatTensor.concat(
              0, halves.stream().map(half -> run(sample, timestep, List.of(half))).toList());
    }
    return Finite.require(output, "the denoiser " + model + " at timestep " + timestep);
  }

  private FloatTensor run(FloatTensor sample, double timestep, List<Conditioning> halves) {
    Map<String, FloatTensor> inputs = new HashMap<>();
    inputs.put(SAMPLE, sample.repeated(halves.size()));
    inputs.put(TIMESTEP, FloatTensor.of(new Shape(), (float) timestep));
    inputs.put(
        PROMPT,
        FloatTensor.concat(0, halves.stream().map(Conditioning::promptEmbeddings).toList()));
    for (String name : halves.get(0).added().keySet()) {
      inputs.put(
          name, FloatTensor.concat(0, halves.stream().map(h -> h.added().get(name)).toList()));
    }
    return session.run(inputs, Set.of(OUTPUT)).get(OUTPUT);
  }

  @Override
  public void close() {
    session.close();
  }
}
