package dev.gen.spark;

import dev.gen.batch.JobLine;
import dev.gen.cli.StudioOptions;
import dev.gen.files.Fingerprints;
import dev.gen.image.PictureFormat;
import dev.gen.job.Job;
import dev.gen.job.JobJson;
import dev.gen.model.ModelLocator;
import dev.gen.onnx.SessionSettings;
import dev.gen.record.PictureFile;
import dev.gen.spark.ManifestRow.Failed;
import dev.gen.studio.GeneratedImage;
import dev.gen.studio.Studio;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.apache.spark.HashPartitioner;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;
import scala.Tuple2;

/**
 * Pictures as a column of a data frame, for whoever goes on in Spark.
 *
 * <p>Writes no file: what is drawn again when Spark asks again is the same.
 */
public final class Pictures {

  /** What the rows of pictures have more than those of their jobs. */
  private static final StructType ADDED =
      StructType.fromDDL(
          "picture INT, drawn_seed STRING, sha256 STRING, png BINARY, seconds DOUBLE,"
              + " executor STRING, attempt INT, error STRING");

  private Pictures() {}

  /**
   * Draws the jobs of a data frame, when Spark asks for their rows.
   *
   * <p>A column whose name is a field of a job is that field, and null leaves it open; all columns
   * stay. The jobs themselves, not their pictures, are read at once, for they are shared out by
   * what they cost.
   *
   * @param jobs a row for each
   * @param options what holds for all
   * @return a row for each picture: those of the job, {@code picture} from 0, {@code drawn_seed},
   *     {@code sha256} of the pixels, {@code png} with its record, {@code seconds}, {@code
   *     executor}, {@code attempt} and {@code error}, which is null unless the job could not be
   *     drawn: then the others of these are
   */
  public static Dataset<Row> pictures(Dataset<Row> jobs, PictureOptions options) {
    JavaSparkContext context =
        JavaSparkContext.fromSparkContext(jobs.sparkSession().sparkContext());
    JavaPairRDD<Long, Row> rows = jobs.javaRDD().zipWithIndex().mapToPair(Tuple2::swap);
    WorkList list = list(rows.values().map(JobRows::json).toLocalIterator(), options);
    int wanted = options.partitions() > 0 ? options.partitions() : rows.getNumPartitions();
    List<List<Work>> parts = Balance.of(list.works(), wanted);
    List<Tuple2<Long, Tuple2<Integer, Object>>> given = new ArrayList<>();
    for (int part = 0; part < parts.size(); part++) {
      for (Work work : parts.get(part)) {
        given.add(pair(work.index(), part, Work.pack(List.of(work))));
      }
    }
    for (ManifestRow row : list.refused()) {
      given.add(pair(row.index(), row.index(), ((Failed) row.end()).message()));
    }
    ArrayList<String> models = new ArrayList<>(options.modelFolders());
    JavaRDD<Row> drawn =
        rows.join(context.parallelizePairs(given))
            .values()
            .mapToPair(of -> new Tuple2<>(of._2()._1(), new Tuple2<>(of._1(), of._2()._2())))
            .partitionBy(new HashPartitioner(Math.max(1, parts.size())))
            .values()
            .flatMap(of -> drawn(of._1(), of._2(), models));
    StructType schema = jobs.schema();
    for (var field : ADDED.fields()) {
      schema = schema.add(field);
    }
    return jobs.sparkSession().createDataFrame(drawn, schema);
  }

  private static WorkList list(Iterator<String> jobs, PictureOptions options) {
    ModelLocator locator = ExecutorStudio.locator(options.modelFolders());
    try (Studio studio = StudioOptions.openForMany(locator, new SessionSettings(1))) {
      KnownModels models = new KnownModels(locator, studio);
      WorkList list = new WorkList(options.defaults(), "", models, WorkList.Done.NOTHING);
      for (int index = 1; jobs.hasNext(); index++) {
        String json = jobs.next();
        list.add(new JobLine(index, index, () -> JobJson.read(json)));
      }
      return list;
    }
  }

  /** Rows are counted from 0, jobs from 1. */
  private static Tuple2<Long, Tuple2<Integer, Object>> pair(int index, int part, Object work) {
    return new Tuple2<>(index - 1L, new Tuple2<>(part, work));
  }

  private static Iterator<Row> drawn(Row job, Object work, ArrayList<String> models) {
    List<Row> rows = new ArrayList<>();
    if (work instanceof String refusal) {
      rows.add(row(job, null, null, null, null, null, Place.executor(), 0, refusal));
      return rows.iterator();
    }
    TaskContext task = TaskContext.get();
    ExecutorStudio studio = ExecutorStudio.of(models, task.cpus());
    Work.unpack((byte[]) work).forEach(one -> Drawing.draw(one, studio, new Rows(job, rows)));
    return rows.iterator();
  }

  private static Row row(Row job, Object... added) {
    Object[] values = new Object[job.size() + added.length];
    for (int i = 0; i < job.size(); i++) {
      values[i] = job.get(i);
    }
    System.arraycopy(added, 0, values, job.size(), added.length);
    return RowFactory.create(values);
  }

  /** Turns the pictures of one job into rows. */
  private record Rows(Row job, List<Row> rows) implements Drawing.Sink {

    @Override
    public void take(int picture, Job record, GeneratedImage image, double seconds) {
      rows.add(
          row(
              job,
              picture,
              Long.toUnsignedString(image.seed()),
              Fingerprints.sha256(image.image().rgb()),
              PictureFile.encode(image.image(), Optional.of(record), PictureFormat.PNG),
              seconds,
              Place.executor(),
              TaskContext.get().attemptNumber(),
              null));
    }

    @Override
    public void failed(int picture, Failed end) {
      String here = Place.executor();
      int attempt = TaskContext.get().attemptNumber();
      rows.add(row(job, picture, null, null, null, null, here, attempt, end.message()));
    }
  }
}
