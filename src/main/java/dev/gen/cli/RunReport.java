package dev.gen.cli;

import dev.gen.image.PngFile;
import dev.gen.pipeline.GeneratedImage;
import dev.gen.pipeline.GenerationListener;
import dev.gen.pipeline.GenerationRequest;
import dev.gen.pipeline.RunParameters;
import dev.gen.tensor.FloatTensor;
import java.nio.file.Path;

/**
 * Tells the user how a run goes and writes each picture when it is finished.
 *
 * <p>A terminal sees a progress bar with the time left; a log file sees the seed and the warnings.
 */
final class RunReport implements GenerationListener, AutoCloseable {

  private final Terminal terminal;
  private final OutputFiles files;
  private final RunParameters parameters;
  private final boolean withBar;
  private StepBar bar;

  RunReport(Terminal terminal, Verbosity verbosity, OutputFiles files, RunParameters parameters) {
    this.terminal = terminal;
    this.files = files;
    this.parameters = parameters;
    this.withBar = terminal.interactive() && verbosity == Verbosity.USUAL;
    terminal.err().println("seed " + Long.toUnsignedString(seeds().first()));
  }

  private GenerationRequest.Seeds seeds() {
    return parameters.request().seeds();
  }

  @Override
  public void warned(String sentence) {
    terminal.err().println("gen: warning: " + sentence);
  }

  @Override
  public void updated(int picture, int done, int total, FloatTensor latent) {
    if (withBar) {
      bar = bar == null ? new StepBar(total * seeds().count()) : bar;
      bar.show(picture * total + done);
    }
  }

  @Override
  public void finished(GeneratedImage image) {
    close();
    Path file = files.file(image.index(), image.seed());
    Path written = PngFile.write(image.image(), parameters.texts(image), file, files.existing());
    if (files.isNamed() && !written.equals(file)) {
      warned(file + " was written by someone else meanwhile; the picture has another name");
    }
    terminal.out().println(written);
  }

  @Override
  public void close() {
    if (bar != null) {
      bar.close();
      bar = null;
    }
  }
}
