package dev.gen.cli;

import dev.gen.error.OutputException;
import dev.gen.image.PictureFormat;
import dev.gen.record.PictureFile;
import dev.gen.studio.GeneratedImage;
import dev.gen.studio.GenerationListener;
import dev.gen.studio.Plan;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;

/**
 * Tells the user how a run goes and writes each picture when it is finished.
 *
 * <p>A terminal sees a progress bar with the time left; a log file sees the seed and the warnings.
 */
final class RunReport implements GenerationListener, AutoCloseable {

  private final Terminal terminal;
  private final OutputFiles files;
  private final Plan plan;
  private final boolean withBar;
  private StepBar bar;

  RunReport(Terminal terminal, Verbosity verbosity, OutputFiles files, Plan plan) {
    this.terminal = terminal;
    this.files = files;
    this.plan = plan;
    this.withBar = terminal.interactive() && verbosity == Verbosity.USUAL;
    terminal.err().println("seed " + Long.toUnsignedString(plan.firstSeed()));
  }

  @Override
  public void warned(String sentence) {
    terminal.err().println("gen: warning: " + sentence);
  }

  @Override
  public void completed(int picture, String words) {
    terminal.err().println("drawing: " + words);
  }

  @Override
  public void progressed(int picture, int done, int total) {
    if (withBar) {
      bar = bar == null ? new StepBar(total * plan.count()) : bar;
      bar.show(picture * total + done);
    }
  }

  @Override
  public void finished(GeneratedImage image) {
    if (files.isPiped()) {
      close();
      pipe(PictureFile.encode(image.image(), files.record(plan, image), PictureFormat.PNG));
      return;
    }
    Path file = files.file(image.index(), image.seed());
    Path written =
        PictureFile.write(image.image(), files.record(plan, image), file, files.existing());
    if (image.index() + 1 == plan.count()) {
      close();
    }
    if (files.isNamed() && !written.equals(file)) {
      warned(file + " was written by someone else meanwhile; the picture has another name");
    }
    terminal.out().println(written);
  }

  private void pipe(byte[] png) {
    try {
      OutputStream pipe = terminal.pipe().orElseThrow();
      pipe.write(png);
      pipe.flush();
    } catch (IOException e) {
      throw new OutputException("standard output took no picture: " + e.getMessage(), e);
    }
  }

  @Override
  public void close() {
    if (bar != null) {
      bar.close();
      bar = null;
    }
  }
}
