package dev.gen.batch;

import dev.gen.error.OutputException;
import dev.gen.job.Job;
import java.io.IOException;
import java.nio.file.Files;

/**
 * How a batch is drawn.
 *
 * @param names of the pictures
 * @param defaults what the jobs leave open
 * @param shard which of the jobs are drawn
 * @param resumes whether pictures that are done are left as they are
 */
public record BatchOptions(NameTemplate names, Job defaults, Shard shard, boolean resumes) {

  /** Makes the folder that the pictures lie in. */
  void prepareFolder() {
    try {
      Files.createDirectories(names.folder());
    } catch (IOException e) {
      throw new OutputException(
          "cannot make the folder " + names.folder() + ": " + e.getMessage(), e);
    }
  }
}
