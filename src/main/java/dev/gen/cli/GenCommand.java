package dev.gen.cli;

import dev.gen.error.GenException;
import dev.gen.model.DiffusionModel;
import dev.gen.pipeline.GenerationRequest;
import dev.gen.pipeline.RunParameters;
import dev.gen.pipeline.TextToImage;
import dev.gen.text.LoraPrompt;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** {@code gen PROMPT}: draws pictures. */
@Command(
    name = "gen",
    versionProvider = Version.class,
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Draws a picture from a prompt.",
    synopsisHeading = "",
    customSynopsis = {
      "gen PROMPT... [-o FILE] [options]   draw a picture",
      "gen samplers                        list the samplers",
      "gen models [show MODEL]             list the models, or say what one is",
      "gen models convert IN OUT           write a checkpoint as an ONNX directory"
    },
    subcommands = {SamplersCommand.class, ModelsCommand.class},
    footer = {
      "",
      "Exit codes: 0 done, 1 bug, 2 usage, 3 model missing or malformed, 4 inference failed,",
      "5 output not written, 130 interrupted."
    })
final class GenCommand implements Callable<Integer> {

  private final Terminal terminal;

  @Mixin private final PromptOptions prompt = new PromptOptions();
  @Mixin private final OutputOptions output = new OutputOptions();
  @Mixin private final PictureOptions picture = new PictureOptions();
  @Mixin private final ModelOptions model = new ModelOptions();

  @Option(
      names = {"-q", "--quiet"},
      description = "Show no progress; only the seed, warnings and errors.")
  private boolean quiet;

  @Option(
      names = {"-v", "--verbose"},
      scope = ScopeType.INHERIT,
      description = "Say more, and show where errors come from.")
  private boolean verbose;

  private GenCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  /** Runs one command line and returns the exit code of the process. */
  static int run(Terminal terminal, String... args) {
    if (List.of(args).equals(List.of("--version"))) {
      // Asked for by scripts at every turn, so it does not wait for the options to be set up.
      terminal.out().println(Version.line());
      return ExitCode.OK;
    }
    GenCommand command = new GenCommand(terminal);
    return new CommandLine(command)
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setOut(terminal.out())
        .setErr(terminal.err())
        .setParameterExceptionHandler((e, a) -> command.misused(e))
        .setExecutionExceptionHandler((e, c, r) -> command.failed(e))
        .execute(args);
  }

  @Override
  public Integer call() {
    Verbosity verbosity = Verbosity.of(quiet, verbose);
    verbosity.apply();
    LoraPrompt read = prompt.read(terminal.in());
    OutputFiles files = output.toOutputFiles(read.prompt(), picture.count());
    DiffusionModel diffusion = model.load(read.loras());
    GenerationRequest request = picture.toRequest(prompt.toTextPrompts(read.prompt()), diffusion);
    RunParameters parameters = new RunParameters(request, model.asked(), Version.current());
    try (RunReport report = new RunReport(terminal, verbosity, files, parameters)) {
      new TextToImage(diffusion).generate(request, report);
    }
    return ExitCode.OK;
  }

  private int misused(CommandLine.ParameterException e) {
    terminal.err().println("gen: " + oneLine(e.getMessage()) + "; see gen --help");
    return ExitCode.USAGE;
  }

  private int failed(Exception e) {
    boolean known = e instanceof GenException;
    String message = oneLine(String.valueOf(e.getMessage()));
    terminal.err().println("gen: " + (known ? message : "a bug: " + e.getClass() + ": " + message));
    if (verbose) {
      e.printStackTrace(terminal.err());
    }
    return ExitCode.of(e);
  }

  private static String oneLine(String message) {
    return message.strip().replaceAll("\\s*\\R\\s*", " ");
  }
}
