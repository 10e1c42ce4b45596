package dev.gen.model;

import dev.gen.error.ModelFormatException;
import dev.gen.onnx.OnnxModel;
import dev.gen.onnx.OnnxSession;
import dev.gen.onnx.SessionSettings;
import dev.gen.tensor.FloatTensor;
import dev.gen.tensor.Shape;
import java.util.Map;
import java.util.Set;

/**
 * The encoder of the autoencoder, opened: picture in, latent out.
 *
 * <p>Owns its session until closed. One thread at a time.
 */
public final class LatentEncoder implements AutoCloseable {

  private static final String INPUT = "sample";

  /** Mean and log-variance, from today's exports. */
  private static final String PARAMETERS = "latent_parameters";

  /** A latent that old exports have drawn already, inside the graph and without a seed. */
  private static final String SAMPLED = "latent_sample";

  private final OnnxModel model;
  private final LatentSpace space;
  private final OnnxSession session;

  private LatentEncoder(OnnxModel model, LatentSpace space, OnnxSession session) {
    this.model = model;
    this.space = space;
    this.session = session;
  }

  static LatentEncoder open(OnnxModel model, LatentSpace space, SessionSettings settings) {
    if (!model.outputs().containsKey(PARAMETERS) && !model.outputs().containsKey(SAMPLED)) {
      throw new ModelFormatException(
          "%s has the outputs %s, expected %s or %s"
              .formatted(model, model.outputs().keySet(), PARAMETERS, SAMPLED));
    }
    return new LatentEncoder(model, space, model.open(settings));
  }

  /**
   * Encodes one picture.
   *
   * @param picture {@code [1, 3, h, w]}, -1 to 1, not modified
   * @param noise unit normal, of the result's shape: draws the latent around its mean; zeros take
   *     the mean itself
   * @return {@code [1, c, h/f, w/f]}, as a sampler takes it
   */
  public FloatTensor encode(FloatTensor picture, FloatTensor noise) {
    String output = model.outputs().containsKey(PARAMETERS) ? PARAMETERS : SAMPLED;
    Map<String, FloatTensor> outputs = session.run(Map.of(INPUT, picture), Set.of(output));
    FloatTensor encoded = Finite.require(outputs.get(output), "the encoder " + model);
    return space.fromEncoder(output.equals(PARAMETERS) ? draw(encoded, noise) : encoded);
  }

  /** Returns mean + exp(logvar / 2) · noise, with the log-variance kept within -30 to 20. */
  private static FloatTensor draw(FloatTensor parameters, FloatTensor noise) {
    int half = parameters.size() / 2;
    Shape shape = parameters.shape().with(1, parameters.shape().size(1) / 2);
    float[] values = new float[half];
    for (int i = 0; i < half; i++) {
      double logVariance = Math.min(20, Math.max(-30, parameters.get(half + i)));
      values[i] = (float) (parameters.get(i) + Math.exp(logVariance / 2) * noise.get(i));
    }
    return FloatTensor.of(shape, values);
  }

  @Override
  public void close() {
    session.close();
  }
}
