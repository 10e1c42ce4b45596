package dev.gen.cli;

import dev.gen.files.UserFolders;
import dev.gen.settings.Settings;
import dev.gen.settings.Settings.Places;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** Which settings count. */
final class SettingOptions {

  /** Options that choose settings, or ask for something else than a picture. */
  private static final Set<String> NEVER_SET =
      Set.of(
          "config",
          "profile",
          "help",
          "help-all",
          "version",
          "print-job",
          "dry-run",
          "sweep",
          "yes");

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "Read these settings in place of ~/.config/gen/config.toml.")
  private Path config;

  @Option(
      names = "--profile",
      paramLabel = "NAME",
      description = "Take the settings of the table [profile.NAME] first.")
  private String profile;

  /** Returns where settings are looked for. */
  Places places() {
    return new Places(
        UserFolders.ofProcess(),
        Path.of(""),
        Optional.ofNullable(config),
        Optional.ofNullable(profile));
  }

  /** Returns the names of the options that can be set: those of {@code gen} itself. */
  static Set<String> settable() {
    return settable(CommandTable.line(new GenCommand(null)).getCommandSpec());
  }

  private static Set<String> settable(CommandSpec draw) {
    Set<String> names = new TreeSet<>();
    draw.options().forEach(option -> names.add(option.longestName().substring(2)));
    names.removeAll(NEVER_SET);
    return names;
  }

  /**
   * Reads what is set.
   *
   * @throws dev.gen.error.InvalidRequestException if a file or a name in it is not right
   */
  Settings read() {
    return Settings.read(places(), settable());
  }

  /** As {@link #read()}, where the command is {@code gen} and need not be set up once more. */
  Settings readFor(CommandSpec draw) {
    return Settings.read(places(), settable(draw));
  }
}
