package dev.gen.cli;

import dev.gen.error.InvalidRequestException;
import dev.gen.files.UserFolders;
import dev.gen.settings.Settings;
import dev.gen.studio.Studio;
import dev.gen.words.Phrasebook;
import dev.gen.words.Styles;
import dev.gen.words.Wildcards;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Where words for prompts lie, and whether all of them are drawn. */
final class WordOptions {

  @Option(
      names = "--wildcards",
      paramLabel = "FOLDER",
      description =
          "Where __name__ in a prompt finds name.txt or YAML to choose from (default: wildcards in"
              + " the folder of settings).")
  private Path wildcards;

  @Option(
      names = "--styles",
      paramLabel = "FILE",
      description = "A table of further styles, such as Automatic1111's styles.csv.")
  private Path styles;

  @Option(
      names = "--combinatorial",
      description = "Draw every combination of the prompt's choices, not some by the seed.")
  private boolean combinatorial;

  /** Takes what is set beforehand for what the command line leaves open. */
  void take(Settings settings) {
    wildcards = chosen(wildcards, "wildcards", settings);
    styles = chosen(styles, "styles", settings);
    combinatorial |= settings.isOn("combinatorial");
  }

  private static Path chosen(Path given, String option, Settings settings) {
    return given == null ? settings.value(option).map(Path::of).orElse(null) : given;
  }

  /** Returns a studio that knows these words. */
  Studio with(Studio studio) {
    return studio.with(phrasebook());
  }

  /** Returns the styles that can be named. */
  Styles styles() {
    List<Path> files = new ArrayList<>();
    Path own = config("styles.csv");
    if (Files.exists(own)) {
      files.add(own);
    }
    Optional.ofNullable(styles).ifPresent(files::add);
    return Styles.read(files);
  }

  private Phrasebook phrasebook() {
    if (wildcards != null && !Files.isDirectory(wildcards)) {
      throw new InvalidRequestException("wildcards", "is " + wildcards + ", which is no folder");
    }
    Path folder = wildcards == null ? config("wildcards") : wildcards;
    return new Phrasebook(Optional.of(new Wildcards(folder)), this::styles);
  }

  private static Path config(String name) {
    return UserFolders.ofProcess().config().resolve(name);
  }

  /** Returns whether every combination of choices is drawn. */
  boolean drawsAll() {
    return combinatorial;
  }
}
