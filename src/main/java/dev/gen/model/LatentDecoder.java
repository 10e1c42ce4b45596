package dev.gen.model;

import dev.gen.onnx.OnnxModel;
import dev.gen.onnx.OnnxSession;
import dev.gen.onnx.SessionSettings;
import dev.gen.tensor.FloatTensor;
import java.util.Map;
import java.util.Set;

/**
 * The decoder of the autoencoder, opened: latent in, picture out.
 *
 * <p>Owns its session until closed. One thread at a time.
 */
public final class LatentDecoder implements AutoCloseable {

  private static final String INPUT = "latent_sample";
  private static final String OUTPUT = "sample";

  private final OnnxModel model;
  private final LatentSpace space;
  private final OnnxSession session;

  private LatentDecoder(OnnxModel model, LatentSpace space, OnnxSession session) {
    this.model = model;
    this.space = space;
    this.session = session;
  }

  static LatentDecoder open(OnnxModel model, LatentSpace space, SessionSettings settings) {
    return new LatentDecoder(model, space, model.open(settings));
  }

  /**
   * Paints one picture.
   *
   * @param latent {@code [1, c, h/f, w/f]}, as the sampler leaves it, not modified
   * @return {@code [1, 3, h, w]}, about -1 to 1
   */
  public FloatTensor decode(FloatTensor latent) {
    Map<String, FloatTensor> outputs =
        session.run(Map.of(INPUT, space.toDecoder(latent)), Set.of(OUTPUT));
    return Finite.require(outputs.get(OUTPUT), "the decoder " + model);
  }

  @Override
  public void close() {
    session.close();
  }
}
