package dev.gen.spark;

import dev.gen.batch.JobFormat;
import dev.gen.cli.CommandTable;
import dev.gen.cli.ExitCode;
import dev.gen.cli.JobOptions;
import dev.gen.error.GenException;
import dev.gen.error.InvalidRequestException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.apache.spark.SparkConf;
import org.apache.spark.sql.SparkSession;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code gen batch} on a cluster: the program that {@code spark-submit} runs. */
@Command(
    name = "GenBatch",
    sortOptions = false,
    usageHelpAutoWidth = true,
    customSynopsis =
        "spark-submit [...] --class dev.gen.spark.GenBatch gen-spark.jar JOBS OUT [...]",
    description = {
      "Draws many jobs on a cluster: JSON Lines, CSV with a header of option names, prompts, one a",
      "line, or Parquet with a column for each option. Run again, it draws what is missing."
          + " Options",
      "stand for what the jobs leave open."
    },
    footer = {
      "",
      "Exit codes: 0 all is drawn, 1 a bug, 2 usage, 3 a model is not the same everywhere, 5"
          + " pictures",
      "cannot be written, 7 some jobs failed and the others are drawn."
    })
public final class GenBatch implements Callable<Integer> {

  private static final int SHOWN_FAILURES = 20;

  @Parameters(
      index = "0",
      paramLabel = "JOBS",
      description = "A file of jobs, or a folder of such.")
  private String jobs;

  @Parameters(index = "1", paramLabel = "OUT", description = "The folder that pictures go to.")
  private String out;

  @Option(
      names = "--names",
      paramLabel = "TEMPLATE",
      description = "Names of the pictures within the folder, as for gen batch -o.")
  private String names = "";

  @Option(
      names = "--format",
      paramLabel = "NAME",
      description = "jsonl, csv or text (default: told by the file's ending).")
  private JobFormat format;

  @Option(
      names = "--models",
      paramLabel = "FOLDER",
      description =
          "Where every node has the models; also read are the archive ...#models that Spark"
              + " distributes, and what gen itself looks through.")
  private List<String> models = new ArrayList<>();

  @Option(
      names = "--partitions",
      paramLabel = "N",
      description = "Into how many tasks the work is divided (default: 16 for each task slot).")
  private Integer partitions;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help and exit.")
  private boolean help;

  @Spec private CommandSpec spec;

  /** Runs the batch; ends the process if it did not end well. */
  public static void main(String[] args) {
    GenBatch batch = new GenBatch();
    CommandLine line = new CommandLine(batch);
    JobOptions.addTo(line.getCommandSpec());
    int exitCode =
        line.setCaseInsensitiveEnumValuesAllowed(true)
            .setExpandAtFiles(false)
            .setParameterExceptionHandler((e, a) -> misused(e.getMessage()))
            .setExecutionExceptionHandler((e, c, r) -> failed(e))
            .execute(args);
    if (exitCode != ExitCode.OK) {
      System.exit(exitCode);
    }
  }

  private static int misused(String message) {
    say(message + "; see --help");
    return ExitCode.USAGE;
  }

  private static int failed(Exception e) {
    Exception known = TaskFailure.of(e);
    say(CommandTable.oneLine(known).split(" at ")[0]);
    if (!(known instanceof GenException)) {
      known.printStackTrace();
    }
    return ExitCode.of(known);
  }

  private static void say(String sentence) {
    System.err.println("gen: " + sentence);
  }

  @Override
  public Integer call() throws IOException {
    if (partitions != null && partitions < 1) {
      throw new InvalidRequestException("partitions", "is " + partitions + ", expected 1 or more");
    }
    SparkConf settings =
        new SparkConf()
            .setIfMissing("spark.app.name", "gen batch")
            .setIfMissing("spark.executorEnv.ORT_DISABLE_TELEMETRY", "1")
            .setIfMissing("spark.excludeOnFailure.enabled", "true");
    // A network is used by one task at a time, so an executor draws one picture with all its cores.
    settings.setIfMissing("spark.task.cpus", settings.get("spark.executor.cores", "1"));
    try (SparkSession spark = SparkSession.builder().config(settings).getOrCreate()) {
      ClusterBatch batch =
          new ClusterBatch(spark, new OutFolder(out, spark.sparkContext().hadoopConfiguration()));
      batch.read(
          new JobFiles(spark, Optional.ofNullable(format)),
          jobs,
          new ClusterBatch.Options(JobOptions.read(spec), names, models));
      List<ManifestRow> failures = batch.run(Optional.ofNullable(partitions));
      return report(batch, failures);
    }
  }

  private static int report(ClusterBatch batch, List<ManifestRow> failures) {
    for (ManifestRow row : failures.subList(0, Math.min(failures.size(), SHOWN_FAILURES))) {
      say("job " + row.index() + ": " + ((ManifestRow.Failed) row.end()).message());
    }
    say(
        "%d pictures are drawn, %d were there, %d jobs failed; %s tells all"
            .formatted(batch.drawn(), batch.skipped(), failures.size(), batch.manifest()));
    return failures.isEmpty() ? ExitCode.OK : ExitCode.SOME_FAILED;
  }
}
