package dev.gen.batch;

import dev.gen.batch.Manifest.Entry;
import dev.gen.batch.Manifest.Key;
import dev.gen.error.OutputException;
import dev.gen.files.Fingerprints;
import dev.gen.image.ExistingFile;
import dev.gen.job.Field;
import dev.gen.job.Job;
import dev.gen.record.PictureFile;
import dev.gen.studio.GeneratedImage;
import dev.gen.studio.GenerationListener;
import dev.gen.studio.Plan;
import dev.gen.studio.Stage;
import dev.gen.studio.Studio;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** Draws one job of a batch at a time, and writes those of its pictures that are not done yet. */
final class JobWriter {

  private final BatchOptions options;
  private final Studio studio;
  private final Manifest manifest;
  private final BatchListener listener;

  /** Names of this run, so that two of its pictures never get the same one. */
  private final Set<Path> given = new HashSet<>();

  JobWriter(BatchOptions options, Studio studio, Manifest manifest, BatchListener listener) {
    this.options = options;
    this.studio = studio;
    this.manifest = manifest;
    this.listener = listener;
  }

  /**
   * Draws what is missing of a job.
   *
   * @param key tells the job from the others
   */
  void draw(JobLine line, Job job, JobKey key) {
    int count = job.whole(Field.COUNT).orElse(1);
    Job seeded = job.has(Field.SEED) ? job : job.with(Field.SEED, seed(new Key(key, 0)));
    int first = 0;
    while (options.resumes() && first < count && isDone(new Key(key, first))) {
      listener.skipped(line, first);
      first++;
    }
    if (first == count) {
      return;
    }
    Job rest = seeded.with(Field.COUNT, count - first);
    if (first > 0 && rest.has(Field.SEED)) {
      rest = rest.with(Field.SEED, Long.toUnsignedString(rest.seed().orElseThrow() + first));
    }
    listener.started(line);
    Plan plan = studio.plan(rest);
    studio.draw(plan, new Ear(line, plan, job.text(Field.OUTPUT), new Key(key, first)));
  }

  /** Returns the seed that a run before this one drew by lot for the job. */
  private Optional<String> seed(Key first) {
    return options.resumes() ? manifest.find(first).map(Entry::seed) : Optional.empty();
  }

  /** A picture whose name was announced is done if there is a file, which is never half a one. */
  private boolean isDone(Key key) {
    return manifest
        .find(key)
        .map(manifest::file)
        .filter(Files::isRegularFile)
        .map(
            file -> {
              given.add(file.toAbsolutePath());
              return true;
            })
        .orElse(false);
  }

  /** Hears of one job's pictures, and writes them. */
  private final class Ear implements GenerationListener {

    private final JobLine line;
    private final Plan plan;
    private final Optional<String> output;
    private final Key first;
    private long begun = System.nanoTime();

    Ear(JobLine line, Plan plan, Optional<String> output, Key first) {
      this.line = line;
      this.plan = plan;
      this.output = output;
      this.first = first;
    }

    @Override
    public void warned(String sentence) {
      listener.warned(line, sentence);
    }

    @Override
    public void began(int picture, Stage stage) {
      listener.began(line, plan, stage);
    }

    @Override
    public void progressed(int picture, int done, int total) {
      listener.stepped(line, first.picture() + picture, done, total);
    }

    @Override
    public void finished(GeneratedImage image) {
      Key key = new Key(first.job(), first.picture() + image.index());
      Job record = plan.record(image);
      Path wanted = name(key, record);
      manifest.naming(key, wanted, image.seed());
      Path path =
          PictureFile.write(image.image(), Optional.of(record), wanted, ExistingFile.NUMBER);
      long now = System.nanoTime();
      Written written =
          new Written(
              path, image.seed(), Fingerprints.sha256(image.image().rgb()), (now - begun) / 1e9);
      begun = now;
      manifest.written(key, written);
      listener.written(line, written);
    }

    /** Returns the first free name of the template, or that of the run that was killed. */
    private Path name(Key key, Job record) {
      NameTemplate names = output.map(NameTemplate::of).orElse(options.names());
      Path wanted = names.name(line.index(), record).toAbsolutePath();
      makeFolder(wanted.getParent());
      Path free = wanted;
      for (int i = 2; !given.add(free) || Files.exists(free); i++) {
        free = NameTemplate.numbered(wanted, i);
      }
      return free;
    }

    private void makeFolder(Path folder) {
      try {
        Files.createDirectories(folder);
      } catch (IOException e) {
        throw new OutputException("cannot make the folder " + folder + ": " + e.getMessage(), e);
      }
    }
  }
}
