package dev.gen.spark;

import dev.gen.batch.JobFormat;
import dev.gen.batch.JobLine;
import dev.gen.error.InvalidRequestException;
import dev.gen.job.JobJson;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;

/**
 * Lists of jobs on any file system that Hadoop names: what {@code gen batch} reads, and Parquet.
 *
 * @param format of files whose names do not say it, or say it wrong
 */
record JobFiles(SparkSession spark, Optional<JobFormat> format) {

  private static final String PARQUET = ".parquet";

  /**
   * Reads jobs in their order.
   *
   * @param path of a file, or of a folder whose files are read by their names
   * @throws InvalidRequestException if there is none, or it cannot be read
   */
  void read(String path, Consumer<JobLine> jobs) {
    try {
      Path root = new Path(path);
      FileSystem files = root.getFileSystem(spark.sparkContext().hadoopConfiguration());
      if (!files.exists(root)) {
        throw new InvalidRequestException("there is no file of jobs " + path);
      }
      List<Path> parts = parts(files, root);
      if (parts.stream().anyMatch(part -> part.getName().endsWith(PARQUET))) {
        readTable(path, jobs);
      } else {
        readTexts(files, parts, jobs);
      }
    } catch (IOException | UncheckedIOException | IllegalArgumentException e) {
      throw new InvalidRequestException("the jobs could not be read: " + e.getMessage(), e);
    }
  }

  private static List<Path> parts(FileSystem files, Path root) throws IOException {
    return Arrays.stream(files.listStatus(root))
        .filter(FileStatus::isFile)
        .map(FileStatus::getPath)
        .filter(part -> !part.getName().matches("[._].*"))
        .sorted()
        .toList();
  }

  private void readTexts(FileSystem files, List<Path> parts, Consumer<JobLine> jobs)
      throws IOException {
    int before = 0;
    for (Path part : parts) {
      JobFormat spelled = format.orElse(JobFormat.ofName(part.getName()));
      try (BufferedReader in =
          new BufferedReader(new InputStreamReader(files.open(part), StandardCharsets.UTF_8))) {
        int index = before;
        for (Iterator<JobLine> lines = spelled.read(in); lines.hasNext(); ) {
          JobLine line = lines.next();
          index = before + line.index();
          jobs.accept(new JobLine(line.line(), index, line.read()));
        }
        before = index;
      }
    }
  }

  /** Reads rows as they stand in their files, however many tasks read them. */
  private void readTable(String path, Consumer<JobLine> jobs) {
    String file = "_metadata.file_path";
    String place = "_metadata.row_index";
    Iterator<Row> rows =
        spark
            .read()
            .parquet(path)
            .select(functions.col("*"), functions.col(file), functions.col(place))
            .orderBy(file, place)
            .drop("file_path", "row_index")
            .toLocalIterator();
    for (int index = 1; rows.hasNext(); index++) {
      Map<String, Object> values = JobRows.values(rows.next());
      jobs.accept(new JobLine(index, index, () -> JobJson.of(values)));
    }
  }
}
