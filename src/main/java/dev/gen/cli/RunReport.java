package dev.gen.cli;

import dev.gen.error.Excerpt;
import dev.gen.error.OutputException;
import dev.gen.image.PictureFormat;
import dev.gen.job.Field;
import dev.gen.record.PictureFile;
import dev.gen.studio.GeneratedImage;
import dev.gen.studio.GenerationListener;
import dev.gen.studio.Plan;
import dev.gen.studio.Stage;
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
  private final Part part;
  private final Plan plan;
  private final Progress progress;
  private final ProgressReport shown;
  private int finished;

  RunReport(Terminal terminal, Verbosity verbosity, OutputFiles files, Part part) {
    this.terminal = terminal;
    this.files = files;
    this.part = part;
    this.plan = part.plan();
    terminal.err().println("seed " + Long.toUnsignedString(plan.firstSeed()));
    terminal.interruption().says(() -> part.howToGoOn(finished));
    this.progress =
        new Progress(System::nanoTime, ProgressReport.colours(terminal))
            .of(plan.job().text(Field.MODEL).orElseThrow(), part.all() - part.before());
    this.shown = new ProgressReport(terminal, verbosity, progress::text, System::nanoTime);
    progress.at(part.place(0));
  }

  @Override
  public void warned(String sentence) {
    shown.aside(() -> terminal.err().println("gen: warning: " + sentence));
  }

  /** Prints something else, beside what tells how far it is. */
  void aside(Runnable printing) {
    shown.aside(printing);
  }

  @Override
  public void completed(int picture, String words) {
    shown.aside(() -> terminal.err().println("drawing: " + Excerpt.of(words)));
  }

  @Override
  public void progressed(int picture, int done, int total) {
    progress.stepped(done, total);
    shown.changed();
  }

  @Override
  public void began(int picture, Stage stage) {
    progress.at(part.place(picture));
    progress.began(stage);
    shown.changed();
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
    finished++;
    progress.finished();
    if (image.index() + 1 == plan.count()) {
      close();
    }
    if (files.isNamed() && !written.equals(file)) {
      warned(file + " was written by someone else meanwhile; the picture has another name");
    }
    shown.aside(() -> terminal.out().println(written));
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
    shown.close();
  }
}
