package dev.gen.cli;

import dev.gen.words.Style;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code gen styles}: lists the styles. */
@Command(name = "gen styles", description = "Lists the styles that --style takes.")
final class StylesCommand extends BaseCommand {

  @Mixin private final WordOptions words = new WordOptions();
  @Mixin private final SettingOptions settings = new SettingOptions();

  StylesCommand(Terminal terminal) {
    super(terminal);
  }

  @Override
  int run() {
    words.take(settings.read());
    int width = words.styles().all().stream().mapToInt(s -> s.name().length()).max().orElse(1);
    for (Style style : words.styles().all()) {
      String negative = style.negative().isEmpty() ? "" : " | not: " + style.negative();
      terminal()
          .out()
          .println(("%-" + width + "s  %s%s").formatted(style.name(), style.prompt(), negative));
    }
    return ExitCode.OK;
  }
}
