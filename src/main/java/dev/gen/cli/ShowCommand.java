package dev.gen.cli;

import dev.gen.error.InvalidRequestException;
import dev.gen.image.ImageFiles;
import dev.gen.image.RgbImage;
import dev.gen.screen.PictureForm;
import dev.gen.screen.Screen;
import dev.gen.screen.Window;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code gen show}: shows pictures in the terminal. */
@Command(
    name = "gen show",
    description = {
      "Shows pictures in the terminal: as such where it says that it can (kitty, iTerm2, sixel),",
      "of coloured half blocks elsewhere."
    },
    footer = {"", "gen show cat.png", "gen show cat.png --as blocks > cat.txt"})
final class ShowCommand extends BaseCommand {

  @Parameters(paramLabel = "FILE", arity = "1..*", description = "Pictures.")
  private List<Path> files;

  @Option(
      names = "--as",
      paramLabel = "FORM",
      description = "kitty, iterm, sixel or blocks (default: the terminal is asked).")
  private PictureForm form;

  ShowCommand(Terminal terminal) {
    super(terminal);
  }

  @Override
  int run() {
    List<RgbImage> images = files.stream().map(ImageFiles::read).toList();
    boolean shown = Boolean.getBoolean("gen.shown");
    Screen screen = screen(shown);
    for (RgbImage image : images) {
      if (!shown || !screen.show(image)) {
        terminal().out().print(screen.text(image));
        terminal().out().flush();
      }
    }
    return ExitCode.OK;
  }

  private Screen screen(boolean shown) {
    Map<String, String> environment = System.getenv();
    if (form != null) {
      return Screen.taking(form, environment);
    }
    return shown
        ? Screen.ask(environment)
            .orElseThrow(
                () ->
                    new InvalidRequestException(
                        "this terminal says that it shows no pictures (TERM is \"%s\"); --as names a form that it takes"
                            .formatted(environment.getOrDefault("TERM", ""))))
        : Screen.blocks(Window.USUAL, environment);
  }
}
