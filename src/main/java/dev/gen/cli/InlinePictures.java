package dev.gen.cli;

import dev.gen.screen.Screen;
import dev.gen.studio.GeneratedImage;
import dev.gen.studio.GenerationListener;
import java.util.Optional;

/** Shows each finished picture in the user's terminal, which is asked once what it can show. */
final class InlinePictures implements GenerationListener {

  private final RunReport report;
  private Optional<Screen> screen;

  InlinePictures(RunReport report) {
    this.report = report;
  }

  @Override
  public void finished(GeneratedImage image) {
    report.aside(() -> show(image));
  }

  private void show(GeneratedImage image) {
    if (screen == null) {
      screen = Screen.ask(System.getenv()).filter(asked -> asked.show(image.image()));
      if (screen.isEmpty()) {
        report.warned("no picture is shown, for there is no terminal that could show one");
      }
    } else {
      screen.ifPresent(asked -> asked.show(image.image()));
    }
  }
}
