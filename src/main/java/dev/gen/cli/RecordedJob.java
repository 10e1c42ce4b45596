package dev.gen.cli;

import dev.gen.job.Addition;
import dev.gen.job.Field;
import dev.gen.job.Job;
import dev.gen.record.RecreatedJob;
import dev.gen.record.format.RecordFiles;
import java.nio.file.Path;
import java.util.List;

/** The job that a picture was made from, as its record says. */
final class RecordedJob {

  /** What the name of a field ends with that says which file another field means. */
  private static final String HASH = "_sha256";

  /** Fields that decide which words are drawn. */
  private static final List<Field> WORDS =
      List.of(
          Field.PROMPT,
          Field.NEGATIVE_PROMPT,
          Field.MODEL,
          Field.STYLE,
          Field.CHOICES,
          Field.COMBINATION);

  private RecordedJob() {}

  /**
   * Reads the record of a picture, and says what is assumed because it does not say it.
   *
   * @throws dev.gen.error.InvalidRequestException if it has none, or one that cannot be read
   */
  static Job read(Path file, Terminal terminal) {
    RecreatedJob job = RecreatedJob.of(RecordFiles.read(file), file);
    job.assumptions().forEach(one -> terminal.err().println("gen: assumed: " + one));
    return job.job();
  }

  /**
   * Returns a recorded job with some of it said anew.
   *
   * @param changes stand over the record; a file that they name need not be the recorded one
   */
  static Job changed(Job recorded, Job changes) {
    return over(
        changes.has(Field.PROMPT) ? recorded.without(Field.CHOICES, Field.COMBINATION) : recorded,
        changes);
  }

  /** Returns a job with some of it said anew, and without what followed from that. */
  static Job over(Job job, Job changes) {
    Job kept = job;
    for (Field field : Field.values()) {
      if (changes.has(field)) {
        kept = Field.find(field.fieldName() + HASH).map(kept::without).orElse(kept);
      }
    }
    if (changes.has(Field.MODEL)) {
      kept = kept.without(Field.TEMPERATURE, Field.TOP_K, Field.TOP_P);
    }
    if (WORDS.stream().anyMatch(changes::has)) {
      kept = kept.without(Field.DRAWN_PROMPT, Field.DRAWN_NEGATIVE_PROMPT);
    }
    return changes.over(kept);
  }

  /** Returns a job that any files of the recorded names will do for. */
  static Job ofAnyFiles(Job job) {
    Job any = job;
    for (Field field : Field.values()) {
      if (field.fieldName().endsWith(HASH)) {
        any = any.without(field);
      } else if (field.isList()) {
        any = any.with(field, job.additions(field).stream().map(Addition::withoutSha256).toList());
      }
    }
    return any;
  }
}
