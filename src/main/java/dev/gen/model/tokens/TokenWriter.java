package dev.gen.model.tokens;

import dev.gen.model.Finite;
import dev.gen.onnx.CarriedRun;
import dev.gen.onnx.OnnxModel;
import dev.gen.onnx.SessionPool;
import dev.gen.tensor.FloatTensor;
import dev.gen.tensor.Shape;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * The transformer while it writes one picture: a token in, scores of the next one out.
 *
 * <p>Keys and values of all tokens so far stay in native memory. Holds its network on loan until
 * closed. One thread at a time.
 */
public final class TokenWriter implements AutoCloseable {

  private static final String PREFIX = "prefix";
  private static final String TOKENS = "input_ids";
  private static final String SCORES = "logits";
  private static final String PAST = "past_key_values";
  private static final String PRESENT = "present";

  private final OnnxModel model;
  private final SessionPool.Loan loan;
  private final CarriedRun run;
  private FloatTensor prefix;

  private TokenWriter(OnnxModel model, FloatTensor prefix, SessionPool.Loan loan, CarriedRun run) {
    this.model = model;
    this.prefix = prefix;
    this.loan = loan;
    this.run = run;
  }

  /**
   * Borrows the network; the caller closes it.
   *
   * @param prefix what the text encoder made of each half's text, {@code [halves, t, width]}
   * @param heads of an attention
   * @param headSize numbers of a key
   */
  static TokenWriter open(
      OnnxModel model, FloatTensor prefix, int heads, int headSize, SessionPool networks) {
    Map<String, String> carried = new HashMap<>();
    Map<String, FloatTensor> start = new HashMap<>();
    FloatTensor nothing = FloatTensor.zeros(new Shape(prefix.shape().size(0), heads, 0, headSize));
    for (String input : model.inputs().keySet()) {
      if (input.startsWith(PAST)) {
        carried.put(input, input.replace(PAST, PRESENT));
        start.put(input, nothing);
      }
    }
    SessionPool.Loan loan = networks.lend(model);
    try {
      return new TokenWriter(model, prefix, loan, loan.session().carry(carried, start));
    } catch (RuntimeException e) {
      loan.close();
      throw e;
    }
  }

  /**
   * Writes tokens after those that were written before.
   *
   * @param tokens at least one; the first of all is the model's begin token
   * @return the scores of the token that follows, {@code [halves, vocabulary]}
   * @throws dev.gen.error.InferenceException if the network fails
   */
  public FloatTensor next(int... tokens) {
    int halves = prefix.shape().size(0);
    float[] ids = new float[halves * tokens.length];
    for (int i = 0; i < ids.length; i++) {
      ids[i] = tokens[i % tokens.length];
    }
    FloatTensor input = FloatTensor.of(new Shape(halves, tokens.length), ids);
    FloatTensor scores =
        run.next(Map.of(PREFIX, prefix, TOKENS, input), Set.of(SCORES)).get(SCORES);
    prefix = FloatTensor.zeros(prefix.shape().with(1, 0));
    return Finite.require(scores, "the transformer " + model);
  }

  @Override
  public void close() {
    try (loan) {
      run.close();
    }
  }
}
