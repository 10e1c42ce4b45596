package dev.gen.cli;

import dev.gen.screen.Screen;
import dev.gen.studio.GeneratedImage;
import dev.gen.studio.GenerationListener;
import java.util.Optional;
import java.util.function.Consumer;

/** Shows each finished picture in the user's terminal, which is asked once what it can show. */
final class InlinePictures implements GenerationListener {

  private final Consumer<String> warnings;
  private Optional<Screen> screen;

  InlinePictures(Consumer<String> warnings) {
    this.warnings = warnings;
  }

  @Override
  public void finished(GeneratedImage image) {
    if (screen == null) {
      screen = Screen.ask(System.getenv()).filter(asked -> asked.show(image.image()));
      if (screen.isEmpty()) {
        warnings.accept("no picture is shown, for there is no terminal that could show one");
      }
    } else {
      screen.ifPresent(asked -> asked.show(image.image()));
    }
  }
}
