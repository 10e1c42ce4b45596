package dev.gen.model;

import dev.gen.onnx.OnnxModel;
import dev.gen.onnx.SessionPool;
import dev.gen.tensor.FloatTensor;
import java.util.List;
import java.util.Set;

/**
 * Latents of a variational autoencoder (Rombach et al. 2022, arXiv:2112.10752, section 3.1).
 *
 * @param source has the encoder, which is read when it is used
 * @param decoder not yet opened
 * @param space how latents relate to what the networks count in
 * @param colours what latents look like
 */
record VaeCodec(ModelSource source, OnnxModel decoder, LatentSpace space, LatentColours colours)
    implements PictureCodec {

  private static final String DECODER = "vae_decoder";
  private static final String ENCODER = "vae_encoder";

  /** Side of a tile where the decoder's config names no size that it was trained on. */
  private static final int TILE_PIXELS = 512;

  /** Channels at the size of the picture where the decoder's config names none. */
  private static final int USUAL_WIDTH = 256;

  /** Reads a model's autoencoder; the scale is that of the family where its files say none. */
  static VaeCodec of(ModelSource source, ModelFamily family) {
    OnnxModel decoder = source.network(DECODER);
    ConfigFile config = source.config(DECODER);
    int channels = decoder.inputs().values().iterator().next().size(1).orElse(4);
    LatentSpace space =
        new LatentSpace(
            channels,
            config.shrinkage(),
            config.number("scaling_factor").orElse(family.scalingFactor()),
            config.number("shift_factor").orElse(0.0),
            config.numbers("latents_mean").orElse(List.of()),
            config.numbers("latents_std").orElse(List.of()));
    return new VaeCodec(source, decoder, space, colours(config, channels, family));
  }

  /** Takes the model's own colours, then those of its family, for the same number of channels. */
  private static LatentColours colours(ConfigFile config, int channels, ModelFamily family) {
    return LatentColours.read(config, channels)
        .or(() -> family.colours().filter(known -> known.channels() == channels))
        .orElseGet(() -> LatentColours.grey(channels));
  }

  /** Returns whether a model has an autoencoder, or names one that is missing. */
  static boolean isIn(ModelSource source) {
    Set<String> named = source.index().toMap().keySet();
    return source.hasNetwork(DECODER) || named.contains("vae") || named.contains(DECODER);
  }

  @Override
  public int channels() {
    return space.channels();
  }

  @Override
  public int factor() {
    return space.factor();
  }

  @Override
  public String description() {
    return "%d channels, %d pixels a cell, scale %s".formatted(channels(), factor(), space.scale());
  }

  private Tiles tiles(VaeTiling tiling) {
    int side = source.config(DECODER).integer("sample_size", 1, 65_536).orElse(TILE_PIXELS);
    return new Tiles(Math.max(tiling.side(side / factor()), 4), factor());
  }

  @Override
  public void expect(SessionPool networks) {
    networks.expect(decoder);
  }

  @Override
  public MemoryNeed.Work painting(long pixels, VaeTiling tiling) {
    long area = (long) factor() * factor();
    int side = tiles(tiling).cells();
    boolean inParts = tiling.applies((int) (pixels / area));
    List<Double> widths = source.config(DECODER).numbers("block_out_channels").orElse(List.of());
    int width = widths.size() > 1 ? widths.get(1).intValue() : USUAL_WIDTH;
    return new MemoryNeed.Work(
        decoder.weightBytes(), width, inParts ? Math.min(area * side * side, pixels) : pixels);
  }

  @Override
  public FloatTensor decode(FloatTensor latent, VaeTiling tiling, SessionPool networks) {
    try (LatentDecoder open = LatentDecoder.open(decoder, space, tiles(tiling), networks)) {
      return open.decode(latent, tiling);
    }
  }

  @Override
  public FloatTensor preview(FloatTensor latent) {
    return colours.show(latent);
  }

  @Override
  public List<EncodedPicture> encode(List<FloatTensor> pictures, SessionPool networks) {
    try (LatentEncoder open = LatentEncoder.open(source.network(ENCODER), space, networks)) {
      return pictures.stream().map(open::encode).toList();
    }
  }
}
