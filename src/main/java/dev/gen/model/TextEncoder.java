package dev.gen.model;

import dev.gen.error.InvalidRequestException;
import dev.gen.error.ModelFormatException;
import dev.gen.onnx.OnnxModel;
import dev.gen.onnx.SessionPool;
import dev.gen.tensor.FloatTensor;
import dev.gen.tensor.Shape;
import dev.gen.text.TokenChunk;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A text encoder network: token ids in, one vector for each token out.
 *
 * <p>Holds its network on loan until closed. One thread at a time.
 */
public final class TextEncoder implements AutoCloseable {

  private static final String INPUT = "input_ids";

  /** The output of the last layer, after the final norm. */
  public static final String LAST_LAYER = "last_hidden_state";

  private static final String HIDDEN = "hidden_states.";

  private final OnnxModel model;
  private final SessionPool.Loan loan;

  private TextEncoder(OnnxModel model, SessionPool.Loan loan) {
    this.model = model;
    this.loan = loan;
  }

  /** Borrows the network of a component; the caller closes it. */
  public static TextEncoder open(OnnxModel model, SessionPool networks) {
    if (!model.inputs().keySet().equals(Set.of(INPUT))) {
      throw new ModelFormatException(
          model + " has the inputs " + model.inputs().keySet() + ", expected [" + INPUT + "]");
    }
    return new TextEncoder(model, networks.lend(model));
  }

  /**
   * Names the output of an earlier layer, before the final norm.
   *
   * @param fromEnd 1 is the last layer's, 2 the one before, ...
   * @throws ModelFormatException if the network was exported without hidden states
   */
  public static String hiddenState(OnnxModel model, int fromEnd) {
    long states = model.outputs().keySet().stream().filter(n -> n.startsWith(HIDDEN)).count();
    if (states == 0) {
      throw new ModelFormatException(
          model + " gives no hidden states; export it with output_hidden_states");
    }
    if (fromEnd > states) {
      throw new InvalidRequestException(
          "clip_skip", "leaves out too many layers: " + model + " has " + (states - 1));
    }
    return HIDDEN + (states - fromEnd);
  }

  /**
   * Encodes the chunks of one prompt.
   *
   * @param chunks at least one
   * @param perToken an output {@code [1, tokens, dim]}; the chunks' vectors are joined along the
   *     tokens and weighted
   * @param pooled an output {@code [1, dim]}, of the first chunk; may be absent
   */
  public Encoded encode(List<TokenChunk> chunks, String perToken, Optional<String> pooled) {
    Set<String> wanted = new LinkedHashSet<>(List.of(perToken));
    pooled.ifPresent(wanted::add);
    requireOutputs(wanted);
    List<FloatTensor> parts = new ArrayList<>();
    FloatTensor first = null;
    for (TokenChunk chunk : chunks) {
      Map<String, FloatTensor> outputs = loan.session().run(Map.of(INPUT, ids(chunk)), wanted);
      outputs.forEach((name, value) -> Finite.require(value, "the text encoder " + model));
      parts.add(weighted(outputs.get(perToken), chunk.weights()));
      first = first == null ? outputs.get(pooled.orElse(perToken)) : first;
    }
    return new Encoded(FloatTensor.concat(1, parts), first);
  }

  /**
   * A prompt's vectors.
   *
   * @param perToken {@code [1, tokens, dim]}
   * @param pooled {@code [1, dim]} if it was asked for
   */
  public record Encoded(FloatTensor perToken, FloatTensor pooled) {}

  private void requireOutputs(Set<String> wanted) {
    if (!model.outputs().keySet().containsAll(wanted)) {
      throw new ModelFormatException(
          model + " has the outputs " + model.outputs().keySet() + ", expected " + wanted);
    }
  }

  private static FloatTensor ids(TokenChunk chunk) {
    int[] ids = chunk.ids();
    float[] values = new float[ids.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = ids[i];
    }
    return FloatTensor.of(new Shape(1, ids.length), values);
  }

  /** Multiplies each token's vector and restores the mean, as Automatic1111 does. */
  private static FloatTensor weighted(FloatTensor vectors, float[] weights) {
    boolean plain = true;
    for (float weight : weights) {
      plain &= weight == 1;
    }
    if (plain) {
      return vectors;
    }
    float[] values = vectors.values().clone();
    int dim = vectors.shape().size(2);
    for (int i = 0; i < values.length; i++) {
      values[i] *= weights[i / dim];
    }
    double ratio = mean(vectors.values()) / mean(values);
    return FloatTensor.of(vectors.shape(), values).times(ratio);
  }

  private static double mean(float[] values) {
    double sum = 0;
    for (float value : values) {
      sum += value;
    }
    return sum / values.length;
  }

  @Override
  public void close() {
    loan.close();
  }
}
