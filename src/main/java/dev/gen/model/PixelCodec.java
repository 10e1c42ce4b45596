package dev.gen.model;

import dev.gen.onnx.SessionPool;
import dev.gen.tensor.FloatTensor;
import java.util.List;

/** Pixels as they are: red, green and blue from -1 to 1, for models without an autoencoder. */
record PixelCodec() implements PictureCodec {

  /** Red, green and blue. */
  static final int CHANNELS = 3;

  @Override
  public int channels() {
    return CHANNELS;
  }

  @Override
  public int factor() {
    return 1;
  }

  @Override
  public String description() {
    return "none: the pixels themselves";
  }

  @Override
  public MemoryNeed.Work painting(long pixels, VaeTiling tiling) {
    return new MemoryNeed.Work(0, CHANNELS, pixels);
  }

  @Override
  public FloatTensor decode(FloatTensor latent, VaeTiling tiling, SessionPool networks) {
    return latent;
  }

  @Override
  public FloatTensor preview(FloatTensor latent) {
    return latent;
  }

  @Override
  public List<EncodedPicture> encode(List<FloatTensor> pictures, SessionPool networks) {
    return pictures.stream().<EncodedPicture>map(picture -> noise -> picture).toList();
  }
}
