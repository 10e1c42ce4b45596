package dev.gen.model;

import dev.gen.onnx.OnnxModel;
import dev.gen.onnx.SessionPool;
import dev.gen.tensor.FloatTensor;
import java.util.Map;
import java.util.Set;

/**
 * The decoder of the autoencoder, opened: latent in, picture out.
 *
 * <p>Holds its network on loan until closed. One thread at a time.
 */
public final class LatentDecoder implements AutoCloseable {

  private static final String INPUT = "latent_sample";
  private static final String OUTPUT = "sample";

  private final OnnxModel model;
  private final LatentSpace space;
  private final Tiles tiles;
  private final SessionPool.Loan loan;

  private LatentDecoder(OnnxModel model, LatentSpace space, Tiles tiles, SessionPool.Loan loan) {
    this.model = model;
    this.space = space;
    this.tiles = tiles;
    this.loan = loan;
  }

  static LatentDecoder open(OnnxModel model, LatentSpace space, Tiles tiles, SessionPool networks) {
    return new LatentDecoder(model, space, tiles, networks.lend(model));
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
    return loan.session().run(Map.of(INPUT, input), Set.of(OUTPUT)).get(OUTPUT);
  }

  @Override
  public void close() {
    loan.close();
  }
}
