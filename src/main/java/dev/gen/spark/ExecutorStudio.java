package dev.gen.spark;

import dev.gen.cli.StudioOptions;
import dev.gen.error.InvalidRequestException;
import dev.gen.job.Field;
import dev.gen.job.Job;
import dev.gen.model.ModelLocator;
import dev.gen.onnx.SessionSettings;
import dev.gen.studio.Studio;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.spark.SparkFiles;

/**
 * The one studio of an executor, which stays open as long as its JVM, so that a model is opened
 * once. Thread-safe.
 */
final class ExecutorStudio {

  private record Wanted(List<String> modelFolders, int threads) {}

  private static final Map<Wanted, ExecutorStudio> OPEN = new ConcurrentHashMap<>();

  private final Studio studio;
  private final Set<Job> checked = new HashSet<>();

  private ExecutorStudio(Wanted wanted) {
    studio =
        StudioOptions.openForMany(
            locator(wanted.modelFolders), new SessionSettings(wanted.threads));
  }

  /** Returns the studio of this JVM. */
  static ExecutorStudio of(List<String> modelFolders, int threads) {
    return OPEN.computeIfAbsent(new Wanted(modelFolders, threads), ExecutorStudio::new);
  }

  /**
   * Looks in the given folders, in {@code models} among what Spark has distributed, and where
   * {@code gen} looks.
   */
  static ModelLocator locator(List<String> modelFolders) {
    List<Path> folders = new ArrayList<>(modelFolders.stream().map(Path::of).toList());
    folders.add(Path.of(SparkFiles.getRootDirectory()).resolve("models"));
    folders.addAll(StudioOptions.locator().folders());
    return new ModelLocator(folders);
  }

  Studio studio() {
    return studio;
  }

  /**
   * Makes sure, before the first picture, that this machine has the model of a job, the very one.
   *
   * @throws dev.gen.error.ModelFormatException if it has not: the fault of the machine, not of jobs
   */
  synchronized void require(Job job) {
    Job model = KnownModels.only(job);
    if (checked.contains(model)) {
      return;
    }
    try {
      studio.plan(job.with(Field.PROMPT_SYNTAX, "plain"));
    } catch (InvalidRequestException e) {
      // The fault of the job, which says so when its turn comes.
    }
    checked.add(model);
  }
}
