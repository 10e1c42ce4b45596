package dev.gen.cli;

import dev.gen.batch.Batch;
import dev.gen.batch.BatchOptions;
import dev.gen.batch.EveryCombination;
import dev.gen.batch.JobFormat;
import dev.gen.batch.JobLine;
import dev.gen.batch.NameTemplate;
import dev.gen.batch.SameModelFirst;
import dev.gen.batch.Shard;
import dev.gen.error.InvalidRequestException;
import dev.gen.settings.Settings;
import dev.gen.studio.Studio;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.OptionalLong;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code gen batch}: draws many jobs in one process. */
@Command(
    name = "gen batch",
    description = {
      "Draws many jobs in one process: JSON Lines, CSV with a header of option names, or prompts,",
      "one a line. Each picture is on disk as soon as it is decoded. Options stand for what the",
      "jobs leave open."
    },
    footer = {
      "",
      "Exit codes: as gen, and 7 where some of the jobs failed and the others are drawn."
    })
final class BatchCommand extends BaseCommand {

  @Parameters(paramLabel = "JOBS", description = "A file of jobs; - reads standard input.")
  private String jobs;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "TEMPLATE",
      description =
          "Names of the pictures, such as 'out/{index:05}-{seed}-{prompt:30}.png', or a folder"
              + " (default: the current one).")
  private String output = "";

  @Option(
      names = "--format",
      paramLabel = "NAME",
      description = "jsonl, csv or text (default: told by the file's ending, - is jsonl).")
  private JobFormat format;

  @Option(names = "--json", description = "Tell each event as a line of JSON on standard output.")
  private boolean json;

  @Option(
      names = "--resume",
      description = "Leave what is done, as the manifest beside the pictures tells.")
  private boolean resume;

  @Option(
      names = "--shard",
      paramLabel = "K/N",
      description = "Draw only every Nth job, beginning with the Kth.")
  private String shard;

  @Option(
      names = "--any-order",
      description = "Draw jobs of one model together, where that saves opening it again.")
  private boolean anyOrder;

  @Mixin private final WordOptions words = new WordOptions();
  @Mixin private final StudioOptions studio = new StudioOptions();
  @Mixin private final SettingOptions settings = new SettingOptions();

  BatchCommand(Terminal terminal) {
    super(terminal);
  }

  @Override
  void prepare(CommandSpec command) {
    JobOptions.addTo(command);
  }

  @Override
  int run() {
    Settings set = settings.read();
    words.take(set);
    studio.take(set);
    BatchOptions options =
        new BatchOptions(
            NameTemplate.of(output),
            JobOptions.read(spec()).over(set.job()),
            shard == null ? Shard.WHOLE : Shard.parse(shard),
            resume);
    try (BufferedReader in =
            new BufferedReader(new InputStreamReader(open(), StandardCharsets.UTF_8));
        Studio open = words.with(studio.openForMany());
        BatchReport report = report()) {
      int failures = new Batch(options, open, report).run(lines(in, open));
      return failures == 0 ? ExitCode.OK : ExitCode.SOME_FAILED;
    } catch (IOException e) {
      throw new InvalidRequestException("the jobs could not be read: " + e.getMessage(), e);
    }
  }

  private Iterator<JobLine> lines(BufferedReader in, Studio open) {
    Iterator<JobLine> read = format().read(in);
    Iterator<JobLine> lines =
        words.drawsAll() ? new EveryCombination(read, open::combinations) : read;
    return anyOrder ? new SameModelFirst(lines, () -> ready(in)) : lines;
  }

  private static boolean ready(BufferedReader in) {
    try {
      return in.ready();
    } catch (IOException e) {
      return false;
    }
  }

  private JobFormat format() {
    if (format != null) {
      return format;
    }
    return isStandardInput() ? JobFormat.JSONL : JobFormat.ofName(jobs);
  }

  private boolean isStandardInput() {
    return jobs.equals("-");
  }

  private InputStream open() throws IOException {
    if (isStandardInput()) {
      return terminal().in();
    }
    Path file = Path.of(jobs);
    if (!Files.exists(file) || Files.isDirectory(file)) {
      throw misread("there is no file of jobs " + jobs);
    }
    return Files.newInputStream(file);
  }

  private BatchReport report() {
    return json
        ? BatchReport.ofEvents(terminal())
        : BatchReport.ofPaths(terminal(), verbosity(), total());
  }

  /** Returns how many jobs there are, where that is told by the lines of a file. */
  private OptionalLong total() {
    if (isStandardInput() || !Files.isRegularFile(Path.of(jobs)) || format() == JobFormat.CSV) {
      return OptionalLong.empty();
    }
    try (Stream<String> lines = Files.lines(Path.of(jobs))) {
      return OptionalLong.of(lines.filter(line -> !line.isBlank()).count());
    } catch (IOException | java.io.UncheckedIOException e) {
      return OptionalLong.empty();
    }
  }
}
