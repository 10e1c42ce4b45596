package dev.gen.studio;

import dev.gen.image.ResizeFilter;
import dev.gen.image.RgbImage;
import dev.gen.model.clip.SafetyChecker;
import dev.gen.onnx.SessionPool;
import dev.gen.tensor.FloatTensor;

/**
 * Makes pictures that a model's own safety checker looks at.
 *
 * @param pictures makes them
 * @param checker looks at them
 * @param blurs whether what it holds for unsafe is blurred, besides being said
 */
record Checked(Painter pictures, SafetyChecker checker, boolean blurs) implements Painter {

  /** Sides of what is left of a blurred picture, in pixels. */
  private static final int LEFT = 4;

  @Override
  public void paint(SessionPool networks, GenerationListener listener) {
    pictures.paint(
        networks,
        new Forwarding(listener) {
          @Override
          public void finished(GeneratedImage image) {
            listener().finished(checked(image, networks, listener()));
          }
        });
  }

  private GeneratedImage checked(
      GeneratedImage image, SessionPool networks, GenerationListener listener) {
    RgbImage picture = image.image();
    if (!checker.isUnsafe(Eye.prepared(picture, checker.preprocessing()), networks)) {
      return image;
    }
    listener.warned(
        "the model's safety checker holds the picture of the seed %s for unsafe%s; it errs in both directions"
            .formatted(
                Long.toUnsignedString(image.seed()), blurs ? ", so the picture is blurred" : ""));
    return blurs
        ? new GeneratedImage(blurred(picture), image.seed(), image.index(), image.score())
        : image;
  }

  private static RgbImage blurred(RgbImage picture) {
    return picture
        .scaledTo(LEFT, LEFT, ResizeFilter.BILINEAR)
        .scaledTo(picture.width(), picture.height(), ResizeFilter.BICUBIC);
  }

  @Override
  public RgbImage preview(FloatTensor latent) {
    return pictures.preview(latent);
  }

  @Override
  public RgbImage decoded(FloatTensor latent, SessionPool networks) {
    return pictures.decoded(latent, networks);
  }
}
