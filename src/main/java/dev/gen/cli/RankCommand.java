package dev.gen.cli;

import dev.gen.image.ImageFiles;
import dev.gen.image.RgbImage;
import dev.gen.studio.Ranker;
import dev.gen.studio.Studio;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code gen rank}: lists pictures by how well they fit a text. */
@Command(
    name = "gen rank",
    description = "Lists pictures by how well they fit a text, the best first, with their scores.")
final class RankCommand extends BaseCommand {

  @Parameters(arity = "1..*", paramLabel = "FILE", description = "Pictures.")
  private List<Path> files;

  @Option(
      names = "--prompt",
      required = true,
      paramLabel = "TEXT",
      description = "What they should show.")
  private String prompt;

  @Option(
      names = "--ranker",
      paramLabel = "MODEL",
      description =
          "A folder with a CLIP model, or the name of one (default: storybook-ranker, which knows"
              + " the built-in models' world alone).")
  private String ranker;

  @Mixin private final StudioOptions studio = new StudioOptions();

  RankCommand(Terminal terminal) {
    super(terminal);
  }

  private record Scored(Path file, double score) {}

  @Override
  int run() {
    for (Path file : files) {
      if (!Files.exists(file)) {
        throw misread("there is no file " + file);
      }
    }
    List<Scored> scored = new ArrayList<>();
    try (Studio open = studio.openForMany()) {
      Ranker judge = open.ranker(Optional.ofNullable(ranker), prompt);
      for (Path file : files) {
        RgbImage picture = ImageFiles.read(file);
        scored.add(new Scored(file, judge.score(picture)));
      }
    }
    scored.sort(Comparator.comparingDouble(one -> -one.score()));
    for (Scored one : scored) {
      terminal().out().printf(Locale.ROOT, "%8.3f  %s%n", one.score(), one.file());
    }
    return ExitCode.OK;
  }
}
