package dev.gen.spark;

import dev.gen.batch.JobKey;
import dev.gen.spark.ManifestRow.Drawn;
import dev.gen.spark.ManifestRow.Failed;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;

/**
 * What is done in a folder, as the driver knows it.
 *
 * <p>While a batch runs, each task that ends leaves a part, a file of rows that appears whole; two
 * attempts of a task leave the same one. At the end the driver joins the parts to one {@code
 * manifest.jsonl} and one {@code manifest.parquet}, with a row for each picture and each failure.
 * What a task had written before it was lost has no row: its name tells, see {@link DrawTask}.
 */
final class ClusterManifest implements WorkList.Done {

  static final String LINES = "manifest.jsonl";
  private static final String TABLE = "manifest.parquet";
  private static final String PARTS = OutFolder.OWN + "/parts";

  private static final StructType SCHEMA =
      StructType.fromDDL(
          "`index` INT, job STRING, occurrence INT, picture INT, path STRING, seed STRING,"
              + " sha256 STRING, seconds DOUBLE, executor STRING, attempt INT, error STRING");

  private final OutFolder out;
  private final boolean begun;
  private final Map<Id, ManifestRow> done = new HashMap<>();

  private record Id(JobKey job, int picture) {}

  /**
   * Reads what is known of a folder.
   *
   * @throws dev.gen.error.OutputException if it cannot be read
   */
  ClusterManifest(OutFolder out) {
    this.out = out;
    Set<String> there = out.list("");
    this.begun = !there.isEmpty();
    Set<String> lists = new HashSet<>(there);
    lists.removeIf(name -> !name.equals(LINES) && !name.startsWith(PARTS));
    rows(lists.stream()).forEach(row -> take(row, there));
  }

  /** Reads several files at once, for each takes its time and little else. */
  private List<ManifestRow> rows(Stream<String> names) {
    return names
        .parallel()
        .flatMap(name -> out.text(name).lines())
        .flatMap(line -> ManifestRow.read(line).stream())
        .toList();
  }

  private void take(ManifestRow row, Set<String> there) {
    if (row.end() instanceof Drawn drawn && there.contains(drawn.path())) {
      done.put(new Id(row.key(), row.picture()), row);
    }
  }

  /** Returns whether there may be pictures of another run. */
  boolean isBegun() {
    return begun;
  }

  @Override
  public boolean isDone(JobKey job, int picture) {
    return done.containsKey(new Id(job, picture));
  }

  @Override
  public Optional<String> seed(JobKey job) {
    return Optional.ofNullable(done.get(new Id(job, 0))).map(row -> ((Drawn) row.end()).seed());
  }

  /** Writes the rows of a task, which its other attempts write as well. */
  static void writePart(OutFolder out, String name, List<ManifestRow> rows) {
    out.write(PARTS + "/" + name + ".jsonl", lines(rows));
  }

  private static byte[] lines(List<ManifestRow> rows) {
    return rows.stream()
        .map(row -> row.toJson() + "\n")
        .collect(Collectors.joining())
        .getBytes(StandardCharsets.UTF_8);
  }

  /**
   * Joins what was known and what this run did.
   *
   * @param refused the jobs that no executor was given
   * @return the rows of this run that failed
   */
  List<ManifestRow> finish(SparkSession spark, List<ManifestRow> refused) {
    List<ManifestRow> failures = new ArrayList<>(refused);
    Set<String> there = out.list("");
    rows(there.stream().filter(name -> name.startsWith(PARTS)))
        .forEach(
            row -> {
              if (row.failed()) {
                failures.add(row);
              } else {
                take(row, there);
              }
            });
    failures.removeIf(row -> isDone(row.key(), row.picture()));
    List<ManifestRow> all = new ArrayList<>(done.values());
    all.addAll(failures);
    all.sort(Comparator.comparing(ManifestRow::index).thenComparing(ManifestRow::picture));
    String draft = OutFolder.OWN + "/" + TABLE;
    spark
        .createDataFrame(all.stream().map(ClusterManifest::toRow).toList(), SCHEMA)
        .coalesce(1)
        .write()
        .mode("overwrite")
        .parquet(out.path(draft).toString());
    out.replace(TABLE, draft);
    out.write(LINES, lines(all));
    out.delete(OutFolder.OWN);
    return failures;
  }

  /** Returns a row as {@link #SCHEMA} has it. */
  private static Row toRow(ManifestRow row) {
    Optional<Drawn> drawn = row.end() instanceof Drawn d ? Optional.of(d) : Optional.empty();
    return RowFactory.create(
        row.index(),
        row.key().hash(),
        row.key().occurrence(),
        row.picture(),
        drawn.map(Drawn::path).orElse(null),
        drawn.map(Drawn::seed).orElse(null),
        drawn.map(Drawn::sha256).orElse(null),
        drawn.map(Drawn::seconds).orElse(null),
        row.executor(),
        row.attempt(),
        row.end() instanceof Failed failed ? failed.message() : null);
  }
}
