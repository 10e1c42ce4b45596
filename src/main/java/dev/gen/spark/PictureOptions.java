package dev.gen.spark;

import dev.gen.job.Field;
import dev.gen.job.Job;
import java.util.List;

/**
 * What holds for all rows of a data frame of jobs. Immutable.
 *
 * @param defaults what the rows leave open
 * @param modelFolders where models are looked for first, at every node
 * @param partitions into how many tasks the work is divided; 0 for as many as there are
 */
public record PictureOptions(Job defaults, List<String> modelFolders, int partitions) {

  /** Leaves everything open. */
  public static final PictureOptions NONE = new PictureOptions(Job.EMPTY, List.of(), 0);

  /** Copies the list. */
  public PictureOptions {
    modelFolders = List.copyOf(modelFolders);
  }

  /**
   * Returns these options with what rows take that leave a field open.
   *
   * @param field by its name in a job, such as {@code steps}
   * @throws dev.gen.error.InvalidRequestException if there is no such field or value
   */
  public PictureOptions with(String field, Object value) {
    return new PictureOptions(defaults.with(Field.named(field), value), modelFolders, partitions);
  }

  /** Returns these options with folders that hold models. */
  public PictureOptions withModels(String... folders) {
    return new PictureOptions(defaults, List.of(folders), partitions);
  }

  /** Returns these options with a number of tasks. */
  public PictureOptions withPartitions(int tasks) {
    return new PictureOptions(defaults, modelFolders, tasks);
  }
}
