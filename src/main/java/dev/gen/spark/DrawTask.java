package dev.gen.spark;

import dev.gen.batch.NameTemplate;
import dev.gen.files.Fingerprints;
import dev.gen.image.PictureFormat;
import dev.gen.job.Field;
import dev.gen.job.Job;
import dev.gen.record.PictureFile;
import dev.gen.spark.ManifestRow.Drawn;
import dev.gen.spark.ManifestRow.Failed;
import dev.gen.studio.GeneratedImage;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.spark.TaskContext;
import org.apache.spark.TaskKilledException;
import org.apache.spark.api.java.function.Function;

/**
 * Draws a part of a batch at an executor, and writes its pictures and their rows.
 *
 * <p>A picture's name follows from its job alone. So what a lost attempt or a killed batch had
 * written is found under the name that it would get, known by its record, and not drawn again; and
 * two attempts at once write the same bytes to the same names.
 *
 * @param out where pictures go
 * @param names of those whose jobs name none
 * @param modelFolders where models are looked for first
 * @param run tells this run from others of the same folder
 * @param begun whether pictures may lie there already
 */
record DrawTask(
    OutFolder out, String names, ArrayList<String> modelFolders, String run, boolean begun)
    implements Function<byte[], Integer> {

  /** Returns how many pictures there are now. */
  @Override
  public Integer call(byte[] part) {
    TaskContext task = TaskContext.get();
    ExecutorStudio studio = ExecutorStudio.of(modelFolders, task.cpus());
    List<ManifestRow> rows = new ArrayList<>();
    for (Work work : Work.unpack(part)) {
      if (task.isInterrupted()) {
        throw new TaskKilledException("another attempt was faster, or the batch has ended");
      }
      Drawing.draw(work, studio, new Files(work, rows));
    }
    ClusterManifest.writePart(out, run + "-" + task.partitionId(), rows);
    return (int) rows.stream().filter(row -> !row.failed()).count();
  }

  /** Puts the pictures of one job into the folder. */
  private final class Files implements Drawing.Sink {

    private final Work work;
    private final List<ManifestRow> rows;
    private final NameTemplate template;

    Files(Work work, List<ManifestRow> rows) {
      this.work = work;
      this.rows = rows;
      this.template = NameTemplate.of(work.job().text(Field.OUTPUT).orElse(names));
    }

    @Override
    public void take(int picture, Job record, GeneratedImage image, double seconds) {
      String name = name(picture, record);
      PictureFormat format = PictureFormat.ofName(name).orElseThrow();
      out.write(name, PictureFile.encode(image.image(), Optional.of(record), format));
      note(picture, name, record, Fingerprints.sha256(image.image().rgb()), seconds);
    }

    @Override
    public void failed(int picture, Failed end) {
      rows.add(Place.row(work, picture, end));
    }

    private void note(int picture, String name, Job record, String sha256, double seconds) {
      String seed = Long.toUnsignedString(record.seed().orElseThrow());
      rows.add(Place.row(work, picture, new Drawn(name, seed, sha256, seconds)));
    }

    private String name(int picture, Job record) {
      Path name = template.name(work.index(), record);
      int number = work.number() == 0 ? 1 : work.number() + picture;
      return (number == 1 ? name : NameTemplate.numbered(name, number)).toString();
    }

    /** Finds a picture under its name, if it is this one and its pixels can be told. */
    @Override
    public boolean has(int picture, Job record) {
      String name = name(picture, record);
      boolean looks = begun || TaskContext.get().attemptNumber() > 0;
      if (!looks || !PictureFormat.ofName(name).equals(Optional.of(PictureFormat.PNG))) {
        return false;
      }
      Optional<String> found = out.read(name).flatMap(bytes -> PngPixels.of(bytes, record));
      found.ifPresent(sha256 -> note(picture, name, record, sha256, 0));
      return found.isPresent();
    }
  }
}
