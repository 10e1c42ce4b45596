package dev.gen.cli;

import dev.gen.image.AnimationFormat;
import dev.gen.image.AnimationFormat.Pace;
import dev.gen.image.ExistingFile;
import dev.gen.image.PngFile;
import dev.gen.image.RgbImage;
import dev.gen.studio.GeneratedImage;
import dev.gen.studio.GenerationListener;
import dev.gen.studio.Moment;
import dev.gen.studio.Way;
import dev.gen.tensor.FloatTensor;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.function.Supplier;

/** Keeps the way of each picture and writes it as an animation when the picture is finished. */
final class AnimationFile implements GenerationListener {

  private static final Pace PACE = new Pace(120, 2500);

  private final IntFunction<Path> names;
  private final AnimationFormat format;
  private final int frames;
  private final Function<FloatTensor, RgbImage> decoder;
  private Way way = new Way();
  private List<RgbImage> parts = new ArrayList<>();

  /**
   * Prepares animations.
   *
   * @param names of the files, by the index of the picture
   * @param frames of each, at least 2
   * @param decoder of latents, asked when a picture is finished
   */
  AnimationFile(
      IntFunction<Path> names,
      AnimationFormat format,
      int frames,
      Function<FloatTensor, RgbImage> decoder) {
    this.names = names;
    this.format = format;
    this.frames = frames;
    this.decoder = decoder;
  }

  @Override
  public void denoised(int picture, Moment moment) {
    way.add(moment);
  }

  @Override
  public void visible(int picture, Supplier<RgbImage> preview) {
    parts.add(preview.get());
  }

  @Override
  public void finished(GeneratedImage image) {
    List<RgbImage> shown = parts.isEmpty() ? way.frames(frames, image.image(), decoder) : parts;
    byte[] animation = format.encode(shown, PACE);
    PngFile.write(animation, names.apply(image.index()), ExistingFile.REPLACE);
    way = new Way();
    parts = new ArrayList<>();
  }
}
