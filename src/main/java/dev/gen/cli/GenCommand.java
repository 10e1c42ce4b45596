package dev.gen.cli;

import dev.gen.error.InvalidRequestException;
import dev.gen.job.Field;
import dev.gen.job.Job;
import dev.gen.studio.Plan;
import dev.gen.studio.Program;
import dev.gen.studio.Studio;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code gen PROMPT}: draws pictures. */
@Command(
    name = "gen",
    description = "Draws a picture from a prompt.",
    synopsisHeading = "",
    customSynopsis = {
      "gen PROMPT... [-o FILE] [options]   draw a picture",
      "gen samplers                        list the samplers",
      "gen models [show MODEL]             list the models, or say what one is",
      "gen models convert IN OUT           write a checkpoint as an ONNX directory"
    },
    footer = {
      "",
      "Exit codes: 0 done, 1 bug, 2 usage, 3 model missing or malformed, 4 inference failed,",
      "5 output not written, 130 interrupted."
    })
final class GenCommand extends BaseCommand {

  @Parameters(
      arity = "0..*",
      paramLabel = "PROMPT",
      description = "What the picture shows; several words need no quotes; - reads standard input.")
  private List<String> words = List.of();

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      description =
          "The PNG to write, or a folder to write a new file in; several pictures get -1, -2, ..."
              + " before the ending. Without it the file is named after the prompt and the seed.")
  private Path output;

  @Option(names = "--force", description = "Replace the file of -o if it exists.")
  private boolean force;

  @Mixin private final StudioOptions studio = new StudioOptions();

  @Option(
      names = {"-V", "--version"},
      versionHelp = true,
      description = "Say which version this is and exit.")
  private boolean version;

  GenCommand(Terminal terminal) {
    super(terminal);
  }

  @Override
  void prepare(CommandSpec command) {
    JobOptions.addTo(command);
    command.version(versionLine());
  }

  /** Runs one command line and returns the exit code of the process. */
  static int run(Terminal terminal, String... args) {
    return CommandTable.run(terminal, args);
  }

  @Override
  int run() {
    Job job = JobOptions.read(spec()).with(Field.PROMPT, prompt());
    try (Studio open =
        job.whole(Field.COUNT).orElse(1) == 1 ? studio.openForOne() : studio.openForMany()) {
      Plan plan = open.plan(job);
      String named = plan.job().text(Field.PROMPT).orElseThrow();
      OutputFiles files = OutputFiles.plan(Optional.ofNullable(output), named, plan.count(), force);
      try (RunReport report = new RunReport(terminal(), verbosity(), files, plan)) {
        open.draw(plan, report);
      }
    }
    return ExitCode.OK;
  }

  private String prompt() {
    if (!words.equals(List.of("-"))) {
      return String.join(" ", words);
    }
    try {
      return new String(terminal().in().readAllBytes(), StandardCharsets.UTF_8).strip();
    } catch (IOException e) {
      throw new InvalidRequestException(
          "the prompt could not be read from standard input: " + e.getMessage(), e);
    }
  }

  /** Returns the line that {@code --version} prints. */
  static String versionLine() {
    return "gen " + Program.version();
  }
}
