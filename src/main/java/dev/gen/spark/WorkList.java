package dev.gen.spark;

import dev.gen.batch.JobKey;
import dev.gen.batch.JobLine;
import dev.gen.batch.NameTemplate;
import dev.gen.error.GenException;
import dev.gen.error.InvalidRequestException;
import dev.gen.files.Fingerprints;
import dev.gen.job.Field;
import dev.gen.job.Job;
import dev.gen.job.JobJson;
import dev.gen.spark.KnownModels.Known;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What is left to do of a list of jobs, and which of its lines are no jobs. */
final class WorkList {

  private final Job defaults;
  private final String names;
  private final KnownModels models;
  private final Done done;
  private final JobKey.Counter keys = new JobKey.Counter();
  private final Map<String, Integer> namedAlike = new HashMap<>();

  private final List<Work> works = new ArrayList<>();
  private final List<ManifestRow> refused = new ArrayList<>();
  private int skipped;

  /** What was done before. */
  interface Done {

    /** Nothing. */
    Done NOTHING =
        new Done() {
          @Override
          public boolean isDone(JobKey job, int picture) {
            return false;
          }

          @Override
          public Optional<String> seed(JobKey job) {
            return Optional.empty();
          }
        };

    /** Returns whether a picture lies there. */
    boolean isDone(JobKey job, int picture);

    /** Returns the seed of a job's first picture, if that is done. */
    Optional<String> seed(JobKey job);
  }

  /**
   * Makes an empty list.
   *
   * @param defaults what jobs leave open
   * @param names the template of the pictures' names within the folder
   */
  WorkList(Job defaults, String names, KnownModels models, Done done) {
    this.defaults = defaults;
    this.names = names;
    this.models = models;
    this.done = done;
  }

  List<Work> works() {
    return works;
  }

  List<ManifestRow> refused() {
    return refused;
  }

  /** Returns how many pictures were done before. */
  int skipped() {
    return skipped;
  }

  /** Takes the next line of the list. */
  void add(JobLine line) {
    JobKey key = new JobKey("", 1);
    try {
      Job job = line.job().over(defaults);
      key = keys.next(job);
      add(line.index(), job, key);
    } catch (GenException e) {
      refused.add(new ManifestRow(line.index(), key, 0, ManifestRow.failure(e), "driver", 0));
    }
  }

  private void add(int index, Job job, JobKey key) {
    int count = job.whole(Field.COUNT).orElse(1);
    int number = number(job.text(Field.OUTPUT).orElse(names), count);
    Known model = models.of(job);
    Job seeded = job.has(Field.SEED) ? job : job.with(Field.SEED, seed(key));
    String json = JobJson.write(model.identity().over(seeded).without(Field.COUNT));
    double cost = Cost.ofPicture(job.over(model.defaults()), model.bytes());
    for (int first = 0; first < count; ) {
      if (done.isDone(key, first)) {
        skipped++;
        first++;
        continue;
      }
      int missing = 1;
      while (first + missing < count && !done.isDone(key, first + missing)) {
        missing++;
      }
      works.add(new Work(index, json, key, first, missing, number, cost * missing));
      first += missing;
    }
  }

  /** Counts pictures whose names a template may not tell apart. */
  private int number(String template, int count) {
    NameTemplate names = NameTemplate.of(template);
    requireWithin(template);
    return names.tellsApart() ? 0 : namedAlike.merge(template, count, Integer::sum) - count + 1;
  }

  private static void requireWithin(String template) {
    Path path = Path.of(template);
    if (path.isAbsolute() || path.normalize().startsWith("..")) {
      throw new InvalidRequestException(
          Field.OUTPUT.fieldName(),
          "is \"" + template + "\", expected a name within the folder of the batch");
    }
  }

  /** Returns the seed that an earlier run drew, or one that every run of this list gives. */
  private String seed(JobKey key) {
    return done.seed(key)
        .orElseGet(
            () -> {
              String text = key.hash() + " " + key.occurrence();
              String hash = Fingerprints.sha256(text.getBytes(StandardCharsets.UTF_8));
              return String.valueOf(Long.parseLong(hash.substring(0, 8), 16));
            });
  }
}
