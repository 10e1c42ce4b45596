package dev.gen.spark;

import dev.gen.batch.NameTemplate;
import dev.gen.cli.StudioOptions;
import dev.gen.job.Job;
import dev.gen.model.ModelLocator;
import dev.gen.onnx.SessionSettings;
import dev.gen.studio.Studio;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;

/** A batch as its driver sees it: read the jobs, share out what is missing, join what was done. */
final class ClusterBatch {

  /** Enough that the last tasks of all end at about the same time. */
  private static final int TASKS_PER_SLOT = 16;

  /** So few that a lost task loses little, and its rows are a small file. */
  private static final int MOST_PICTURES_PER_TASK = 64;

  private final SparkSession spark;
  private final OutFolder out;
  private final ClusterManifest manifest;
  private WorkList list;
  private Options options;
  private int drawn;

  ClusterBatch(SparkSession spark, OutFolder out) {
    this.spark = spark;
    this.out = out;
    this.manifest = new ClusterManifest(out);
  }

  /**
   * What holds for all jobs.
   *
   * @param defaults what they leave open
   * @param names the template of names within the folder
   * @param modelFolders where models are looked for first
   */
  record Options(Job defaults, String names, List<String> modelFolders) {

    /** Refuses names that cannot be. */
    Options {
      NameTemplate.of(names);
    }
  }

  /** Reads the jobs. */
  void read(JobFiles files, String jobs, Options options) {
    this.options = options;
    ModelLocator locator = ExecutorStudio.locator(options.modelFolders());
    try (Studio studio = StudioOptions.openForMany(locator, new SessionSettings(1))) {
      list =
          new WorkList(
              options.defaults(), options.names(), new KnownModels(locator, studio), manifest);
      files.read(jobs, list::add);
    }
  }

  /**
   * Draws what is missing.
   *
   * @param partitions into how many tasks, if not as many as seem good
   * @return what failed
   */
  List<ManifestRow> run(Optional<Integer> partitions) {
    List<byte[]> parts =
        Balance.of(list.works(), partitions.orElseGet(this::partitions)).stream()
            .map(Work::pack)
            .toList();
    if (!parts.isEmpty()) {
      DrawTask task =
          new DrawTask(
              out,
              options.names(),
              new ArrayList<>(options.modelFolders()),
              UUID.randomUUID().toString(),
              manifest.isBegun());
      drawn =
          context().parallelize(parts, parts.size()).map(task).collect().stream()
              .mapToInt(Integer::intValue)
              .sum();
    }
    return manifest.finish(spark, list.refused());
  }

  private JavaSparkContext context() {
    return JavaSparkContext.fromSparkContext(spark.sparkContext());
  }

  private int partitions() {
    int pictures = list.works().stream().mapToInt(Work::count).sum();
    int wanted = Math.max(TASKS_PER_SLOT * slots(), pictures / MOST_PICTURES_PER_TASK);
    return Math.max(1, Math.min(wanted, pictures));
  }

  /** Returns how many tasks may run at once; executors may still be on their way. */
  private int slots() {
    SparkConf conf = spark.sparkContext().getConf();
    int cores =
        Math.max(
            conf.getInt("spark.executor.instances", 0) * conf.getInt("spark.executor.cores", 1),
            Math.max(conf.getInt("spark.cores.max", 0), context().defaultParallelism()));
    return Math.max(1, cores / conf.getInt("spark.task.cpus", 1));
  }

  int drawn() {
    return drawn;
  }

  int skipped() {
    return list.skipped();
  }

  String manifest() {
    return out.path(ClusterManifest.LINES).toString();
  }
}
