package dev.gen.cli;

import dev.gen.cli.help.CommandText;
import dev.gen.error.InvalidRequestException;
import dev.gen.job.Field;
import dev.gen.job.Job;
import dev.gen.settings.Settings;
import dev.gen.studio.Program;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code gen PROMPT}: draws pictures. */
@Command(
    name = "gen",
    description = "Draws a picture from a prompt.",
    customSynopsis = {
      "gen PROMPT... [options]",
      "       gen COMMAND ...; gen help lists the commands"
    },
    footer = {
      "",
      "  gen \"a cat\"",
      "  gen \"a red sailboat on the sea at sunset\" -o boat.png",
      "  gen \"two green cars on the beach\" --count 4 --seed 7",
      "  gen \"a castle in the mountains, watercolor\" --steps 30",
      "  gen again boat.png --prompt \"a blue sailboat on the sea at night\"",
      "",
      "Exit codes: 0 done, 1 bug, 2 usage, 3 model missing or malformed, 4 inference failed,"
          + " 5 output not written, 6 pictures differ, 7 some jobs of a batch failed,"
          + " 130 interrupted."
    })
final class GenCommand extends BaseCommand {

  @Parameters(
      arity = "0..*",
      paramLabel = "PROMPT",
      description = "What the picture shows; several words need no quotes; - reads standard input.")
  private List<String> words = List.of();

  @Option(
      names = "--prompt-file",
      paramLabel = "FILE",
      description = "Read the prompt from this file.")
  private Path promptFile;

  @Option(
      names = "--print-job",
      description = "Print the job as gen batch takes it, with nothing left open; draw nothing.")
  private boolean printJob;

  @Mixin private final DrawOptions drawing = new DrawOptions();
  @Mixin private final SettingOptions settings = new SettingOptions();

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
    if (words.isEmpty() && promptFile == null) {
      CommandText.examples(spec()).forEach(terminal().err()::println);
      throw misread("the prompt is empty; say what to draw");
    }
    Settings set = settings.readFor(spec());
    drawing.take(set);
    Job job = JobOptions.read(spec()).over(set.job()).with(Field.PROMPT, prompt());
    if (printJob) {
      terminal().out().println(drawing.planned(job));
    } else {
      drawing.draw(job, terminal(), verbosity());
    }
    return ExitCode.OK;
  }

  private String prompt() {
    if (promptFile == null && !words.equals(List.of("-"))) {
      return String.join(" ", words);
    }
    if (promptFile == null) {
      return StandardInput.prompt(terminal().in());
    }
    if (!words.isEmpty()) {
      throw misread("a prompt and --prompt-file were given; give one of them");
    }
    try (InputStream in = Files.newInputStream(promptFile)) {
      return StandardInput.prompt(in);
    } catch (IOException e) {
      throw new InvalidRequestException(
          "the prompt could not be read from " + promptFile + ": " + e, e);
    }
  }

  /** Returns the line that {@code --version} prints. */
  static String versionLine() {
    return "gen " + Program.version();
  }
}
