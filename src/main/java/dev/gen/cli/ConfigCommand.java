package dev.gen.cli;

import dev.gen.settings.Setting;
import dev.gen.settings.Settings;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code gen config}: shows what is set and where, or sets something. */
@Command(
    name = "gen config",
    description = {
      "Shows what is set beforehand for any option, and where.",
      "gen config set OPTION VALUE writes a setting into the user's file."
    })
final class ConfigCommand extends BaseCommand {

  @Parameters(arity = "0..3", paramLabel = "set OPTION VALUE", description = "What to set.")
  private List<String> words = List.of();

  @Mixin private final SettingOptions settings = new SettingOptions();

  ConfigCommand(Terminal terminal) {
    super(terminal);
  }

  @Override
  int run() {
    if (!words.isEmpty()) {
      return set();
    }
    Settings all = settings.read();
    all.job();
    for (Setting setting : all.all()) {
      terminal()
          .out()
          .printf("%-22s %-22s %s%n", setting.name(), setting.value(), setting.source());
    }
    if (all.all().isEmpty()) {
      terminal().err().println("nothing is set; " + settings.places().userFile() + " is the file");
    }
    return ExitCode.OK;
  }

  private int set() {
    if (words.size() != 3 || !words.get(0).equals("set")) {
      throw misread("expected: gen config set OPTION VALUE");
    }
    Settings.set(settings.places(), words.get(1), words.get(2), SettingOptions.settable());
    return ExitCode.OK;
  }
}
