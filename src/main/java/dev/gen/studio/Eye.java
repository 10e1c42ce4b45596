package dev.gen.studio;

import dev.gen.error.ModelFormatException;
import dev.gen.image.ResizeFilter;
import dev.gen.image.RgbImage;
import dev.gen.model.clip.Preprocessing;
import dev.gen.tensor.FloatTensor;

/** Prepares pictures for networks that see, as the reference's image processor of CLIP does. */
final class Eye {

  private Eye() {}

  /** Returns the picture as the network takes it, {@code [1, 3, h, w]}. */
  static FloatTensor prepared(RgbImage picture, Preprocessing how) {
    int width = how.width();
    int height = how.height();
    if (how.shortest() > 0) {
      boolean wide = picture.width() > picture.height();
      int shorter = Math.min(picture.width(), picture.height());
      int longer = Math.max(picture.width(), picture.height());
      int scaled = (int) ((long) how.shortest() * longer / shorter);
      width = wide ? scaled : how.shortest();
      height = wide ? how.shortest() : scaled;
    }
    RgbImage cut =
        picture
            .scaledTo(width, height, filter(how.resample()))
            .cut((width - how.width()) / 2, (height - how.height()) / 2, how.width(), how.height());
    FloatTensor pixels = cut.toTensor();
    float[] values = new float[pixels.size()];
    int plane = values.length / 3;
    for (int i = 0; i < values.length; i++) {
      double mean = how.mean().get(i / plane);
      values[i] = (float) ((pixels.get(i) / 2 + 0.5 - mean) / how.deviation().get(i / plane));
    }
    return FloatTensor.of(pixels.shape(), values);
  }

  private static ResizeFilter filter(int pillow) {
    return switch (pillow) {
      case 1 -> ResizeFilter.LANCZOS;
      case 2 -> ResizeFilter.BILINEAR;
      case 3 -> ResizeFilter.BICUBIC;
      default ->
          throw new ModelFormatException(
              "preprocessor_config.json has the resample %d, expected 1, 2 or 3".formatted(pillow));
    };
  }
}
