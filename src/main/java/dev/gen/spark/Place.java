package dev.gen.spark;

import org.apache.spark.SparkEnv;
import org.apache.spark.TaskContext;

/** Where a task runs, as the manifest names it. */
final class Place {

  private Place() {}

  /** Returns what became of a picture here and now. */
  static ManifestRow row(Work work, int picture, ManifestRow.End end) {
    return new ManifestRow(
        work.index(), work.key(), picture, end, executor(), TaskContext.get().attemptNumber());
  }

  /** Returns the executor of this JVM, {@code id@host}. */
  static String executor() {
    SparkEnv here = SparkEnv.get();
    return here.executorId() + "@" + here.blockManager().blockManagerId().host();
  }
}
