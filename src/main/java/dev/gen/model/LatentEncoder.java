package dev.gen.model;

import dev.gen.error.ModelFormatException;
import dev.gen.onnx.OnnxModel;
import dev.gen.onnx.SessionPool;
import dev.gen.tensor.FloatTensor;
import java.util.Map;
import java.util.Set;

/**
 * The encoder of the autoencoder, opened: picture in, latent out.
 *
 * <p>Holds its network on loan until closed. One thread at a time.
 */
public final class LatentEncoder implements AutoCloseable {

  private static final String INPUT = "sample";

  /** Mean and log-variance, from today's exports. */
  private static final String PARAMETERS = "latent_parameters";

  /** A latent that old exports have drawn already, inside the graph and without a seed. */
  private static final String SAMPLED = "latent_sample";

  private final OnnxModel model;
  private final LatentSpace space;
  private final SessionPool.Loan loan;

  private LatentEncoder(OnnxModel model, LatentSpace space, SessionPool.Loan loan) {
    this.model = model;
    this.space = space;
    this.loan = loan;
  }

  static LatentEncoder open(OnnxModel model, LatentSpace space, SessionPool networks) {
    if (!model.outputs().containsKey(PARAMETERS) && !model.outputs().containsKey(SAMPLED)) {
      throw new ModelFormatException(
          "%s has the outputs %s, expected %s or %s"
              .formatted(model, model.outputs().keySet(), PARAMETERS, SAMPLED));
    }
    return new LatentEncoder(model, space, networks.lend(model));
  }

  /**
   * Encodes one picture.
   *
   * @param picture {@code [1, 3, h, w]}, -1 to 1, not modified
   * @return what latents are drawn from, as many as are wanted
   */
  public EncodedPicture encode(FloatTensor picture) {
    boolean drawn = !model.outputs().containsKey(PARAMETERS);
    String output = drawn ? SAMPLED : PARAMETERS;
    Map<String, FloatTensor> outputs = loan.session().run(Map.of(INPUT, picture), Set.of(output));
    FloatTensor encoded = Finite.require(outputs.get(output), "the encoder " + model);
    return drawn
        ? noise -> space.fromEncoder(encoded)
        : noise -> space.fromEncoder(EncodedPicture.draw(encoded, noise));
  }

  @Override
  public void close() {
    loan.close();
  }
}
