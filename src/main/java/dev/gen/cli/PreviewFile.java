package dev.gen.cli;

import dev.gen.error.GenException;
import dev.gen.image.ExistingFile;
import dev.gen.image.PictureFormat;
import dev.gen.image.PngFile;
import dev.gen.image.RgbImage;
import dev.gen.studio.GeneratedImage;
import dev.gen.studio.GenerationListener;
import dev.gen.studio.Moment;
import dev.gen.studio.Painter;
import java.nio.file.Path;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Shows the picture that is being drawn as a small one in a file, which is always whole.
 *
 * <p>It may take a hundredth of the time: after each writing it pauses a hundred times as long. The
 * first is free, for it loads what the picture's own file needs later. Where it cannot be written
 * the run goes on, with one warning.
 */
final class PreviewFile implements GenerationListener {

  private static final int PAUSE = 100;

  private final Path file;
  private final PictureFormat format;
  private final Painter painter;
  private final Consumer<String> warnings;
  private Supplier<RgbImage> latest;
  private long next = System.nanoTime();
  private boolean first = true;
  private boolean broken;

  PreviewFile(Path file, PictureFormat format, Painter painter, Consumer<String> warnings) {
    this.file = file;
    this.format = format;
    this.painter = painter;
    this.warnings = warnings;
  }

  @Override
  public void denoised(int picture, Moment moment) {
    visible(picture, () -> painter.preview(moment.denoised()));
  }

  @Override
  public void visible(int picture, Supplier<RgbImage> preview) {
    latest = preview;
    if (System.nanoTime() - next >= 0) {
      write();
    }
  }

  /** The last step is shown whatever it costs. */
  @Override
  public void finished(GeneratedImage image) {
    write();
  }

  private void write() {
    if (broken) {
      return;
    }
    long begun = System.nanoTime();
    try {
      RgbImage seen = latest.get();
      byte[] bytes =
          format == PictureFormat.PNG ? PngFile.encodeQuickly(seen) : format.encode(seen);
      PngFile.write(bytes, file, ExistingFile.REPLACE);
    } catch (GenException e) {
      broken = true;
      warnings.accept("there will be no preview: " + e.getMessage());
    }
    long ended = System.nanoTime();
    next = ended + (first ? 0 : PAUSE * (ended - begun));
    first = false;
  }
}
