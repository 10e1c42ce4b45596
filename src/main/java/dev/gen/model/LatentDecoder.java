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
  private final Tiles tiles;
  private final OnnxSession session;

  private LatentDecoder(OnnxModel model, LatentSpace space, Tiles tiles, OnnxSession session) {
    this.model = model;
    this.space = space;
    this.tiles = tiles;
    this.session = session;
  }

  static LatentDecoder open(
      OnnxModel model, LatentSpace space, Tiles tiles, SessionSettings settings) {
    return new LatentDecoder(model, space, tiles, model.open(settings));
  }

  /**
   * Paints one picture.
   *
   * @param latent {@code [1, c, h/f, w/f]}, as the sampler leaves it, not modified
   * @param tiling whether a large latent is decoded in parts
   * @return {@code [1, 3, h, w]}, about -1 to 1
   */
  public FloatTensor decode(FloatTensor latent, VaeTiling tiling) {
    FloatTensor input = space.toDecoder(latent);
    int area = latent.shape().size(2) * latent.shape().size(3);
    FloatTensor picture =
        tiling.applies(area) && tiles.split(input) ? tiles.decode(input, this::run) : run(input);
    return Finite.require(picture, "the decoder " + model);
  }

  private FloatTensor run(FloatTensor input) {
    return session.run(Map.of(INPUT, input), Set.of(OUTPUT)).get(OUTPUT);
  }

  @Override
  public void close() {
    session.close();
  }
}
