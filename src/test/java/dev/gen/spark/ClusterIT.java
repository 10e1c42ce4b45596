package dev.gen.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.gen.spark.ManifestRow.Drawn;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** Batches on a standalone cluster of processes, which are killed. */
@Tag("cluster")
class ClusterIT {

  private static final Path MODELS = Path.of("models").toAbsolutePath();

  @TempDir static Path folder;
  private static LocalSpark spark;
  private static Process worker;

  @BeforeAll
  static void startCluster() throws IOException {
    spark = new LocalSpark(folder);
    worker = spark.startWorker("0");
  }

  @AfterAll
  static void stopCluster() throws Exception {
    spark.close();
  }

  @Test
  void drawsWhatGenBatchDrawsThoughAWorkerIsKilled() throws Exception {
    Path jobs = jobs("jobs.jsonl", 200);
    Path alone = folder.resolve("alone");
    genBatch(jobs, alone);
    String torn = "{\"prompt\": \"a cat\", \"st\n";
    String refused = "{\"prompt\": \"a cat\", \"width\": 13}\n";
    Files.writeString(jobs, torn + Files.readString(jobs) + refused);
    Path archive = archive();
    Path out = folder.resolve("out");
    Process lost = spark.startWorker("lost");

    Process driver =
        spark.submit(
            "killed-worker",
            spark.master(),
            List.of("--archives", archive + "#models"),
            jobs,
            out,
            "--names",
            "{seed}.{index}.png");
    await(driver, () -> pictures(out).size() >= 40);
    lost.destroyForcibly().waitFor();

    assertThat(exitCode(driver)).as(said("killed-worker")).isEqualTo(7);
    assertThat(said("killed-worker")).contains("gen: job 1: a job is not one JSON object");
    List<ManifestRow> rows = manifest(out);
    assertThat(rows).hasSize(202);
    assertThat(rows.stream().filter(ManifestRow::failed).map(ManifestRow::index))
        .containsExactly(1, 202);
    assertThat(executors(rows)).hasSizeGreaterThan(1);
    assertThat(pixels(rows)).isEqualTo(pixels(manifest(alone)));
    assertThat(pictures(out)).hasSize(200);
    Map<String, Path> files = files(out);
    for (Map.Entry<String, Path> picture : files(alone).entrySet()) {
      assertThat(files.get(picture.getKey())).hasSameBinaryContentAs(picture.getValue());
    }
    assertThat(out.resolve("_gen")).doesNotExist();
    assertThat(out.resolve("manifest.parquet")).isDirectory();
  }

  @Test
  void aKilledDriverIsRunAgainAndDrawsNothingTwice() throws Exception {
    Path jobs = folder.resolve("seedless.csv");
    Files.writeString(jobs, "prompt,steps,count\n" + "a blue house at night,1,3\n".repeat(12));
    Path out = folder.resolve("again");
    List<String> options = List.of();
    Object[] arguments = {jobs, out, "--models", MODELS, "--partitions", "6"};

    Process killed = spark.submit("killed-driver", spark.master(), options, arguments);
    await(killed, () -> pictures(out).size() >= 12);
    killed.destroyForcibly().waitFor();
    Map<Path, Object> before = identities(out);
    Process driver = spark.submit("second-driver", spark.master(), options, arguments);

    assertThat(exitCode(driver)).as(said("second-driver")).isZero();
    assertThat(before).hasSizeGreaterThanOrEqualTo(12);
    assertThat(identities(out)).hasSize(36).containsAllEntriesOf(before);
    assertThat(manifest(out)).hasSize(36).noneMatch(ManifestRow::failed);
    assertThat(pixels(manifest(out))).hasSize(36);
  }

  @Test
  @EnabledIfSystemProperty(
      named = "gen.cluster",
      matches = "all",
      disabledReason = "takes longer: -Dgen.cluster=all")
  void aFullDiskEndsInOneLineAndIsWorkedOffLater() throws Exception {
    Path disk = Files.createDirectories(folder.resolve("disk"));
    assumeTrue(mount("-t", "tmpfs", "-o", "size=300k", "tmpfs", disk), "no file system of its own");
    try {
      Path jobs = jobs("many.jsonl", 12);
      Object[] arguments = {jobs, disk.resolve("out"), "--models", MODELS};

      Process full = spark.submit("full", "local[1]", List.of(), arguments);
      assertThat(exitCode(full)).as(said("full")).isEqualTo(5);
      assertThat(said("full")).containsPattern("gen: cannot write .*No space left on device; free");
      for (Path picture : pictures(disk.resolve("out"))) {
        assertThat(ImageIO.read(picture.toFile())).as("%s", picture).isNotNull();
      }
      Map<Path, Object> before = identities(disk.resolve("out"));
      mount("-o", "remount,size=16m", disk);
      Process freed = spark.submit("freed", "local[1]", List.of(), arguments);

      assertThat(exitCode(freed)).as(said("freed")).isZero();
      assertThat(before).isNotEmpty();
      assertThat(identities(disk.resolve("out"))).hasSize(12).containsAllEntriesOf(before);
    } finally {
      new ProcessBuilder("umount", disk.toString()).start().waitFor();
    }
  }

  @Test
  void aDataFrameOfJobsBecomesOneOfPictures() throws Exception {
    Path table = folder.resolve("pictures.parquet");

    Process program =
        spark.runSource(
            "example",
            Path.of("docs/examples/PictureTable.java").toAbsolutePath(),
            Path.of("docs/examples/jobs.jsonl").toAbsolutePath(),
            table,
            MODELS);

    assertThat(exitCode(program)).as(said("example")).isZero();
    assertThat(said("example")).contains("pictures: 12", "failed: 0");
    assertThat(table.resolve("_SUCCESS")).exists();
  }

  private static Path jobs(String name, int count) throws IOException {
    return Files.writeString(
        folder.resolve(name),
        IntStream.range(0, count)
            .mapToObj(
                i ->
                    "{\"prompt\": \"a red cat in the snow\", \"seed\": %d, \"steps\": 1}\n"
                        .formatted(1000 + i))
            .collect(Collectors.joining()));
  }

  private static void genBatch(Path jobs, Path out) throws Exception {
    Process batch =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-Dgen.home=" + MODELS.getParent(),
                "-jar",
                Path.of("target/gen.jar").toAbsolutePath().toString(),
                "batch",
                jobs.toString(),
                "-o",
                out + "/",
                "--threads",
                "1")
            .redirectErrorStream(true)
            .redirectOutput(spark.log("alone").toFile())
            .start();
    assertThat(exitCode(batch)).as(said("alone")).isZero();
  }

  private static Path archive() throws IOException {
    Path zip = folder.resolve("models.zip");
    try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(zip));
        Stream<Path> files = Files.walk(MODELS)) {
      out.setLevel(0);
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        out.putNextEntry(new ZipEntry(MODELS.relativize(file).toString()));
        Files.copy(file, out);
      }
    }
    return zip;
  }

  private static boolean mount(Object... arguments) throws Exception {
    String[] command =
        Stream.concat(Stream.of("mount"), Stream.of(arguments))
            .map(Object::toString)
            .toArray(String[]::new);
    try {
      return new ProcessBuilder(command).start().waitFor() == 0;
    } catch (IOException e) {
      return false;
    }
  }

  /** Something that comes to be while a process runs. */
  private interface Condition {
    boolean holds() throws IOException;
  }

  private static void await(Process process, Condition condition) throws Exception {
    while (process.isAlive() && !condition.holds()) {
      Thread.sleep(20);
    }
  }

  private static int exitCode(Process process) throws InterruptedException {
    if (!process.waitFor(15, TimeUnit.MINUTES)) {
      process.destroyForcibly().waitFor();
    }
    return process.exitValue();
  }

  private static String said(String log) throws IOException {
    return Files.readString(spark.log(log))
        .lines()
        .filter(line -> !line.contains(" INFO ") && !line.startsWith("\tat "))
        .collect(Collectors.joining("\n"));
  }

  private static List<Path> pictures(Path out) throws IOException {
    if (!Files.isDirectory(out)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(out)) {
      return files.filter(file -> file.toString().endsWith(".png")).toList();
    }
  }

  /** Returns which file stands behind each name: one that was written anew is another. */
  private static Map<Path, Object> identities(Path out) throws IOException {
    Map<Path, Object> identities = new HashMap<>();
    for (Path picture : pictures(out)) {
      identities.put(picture, Files.getAttribute(picture, "unix:ino"));
    }
    return identities;
  }

  private static List<ManifestRow> manifest(Path out) throws IOException {
    return Files.readAllLines(out.resolve("manifest.jsonl")).stream()
        .flatMap(line -> ManifestRow.read(line).stream())
        .toList();
  }

  /**
   * Returns the sha256 of the pixels by the seeds of the pictures, none of which is there twice.
   */
  private static Map<String, String> pixels(List<ManifestRow> rows) {
    return rows.stream()
        .flatMap(row -> row.end() instanceof Drawn drawn ? Stream.of(drawn) : Stream.empty())
        .collect(Collectors.toMap(Drawn::seed, Drawn::sha256));
  }

  private static Map<String, Path> files(Path out) throws IOException {
    return manifest(out).stream()
        .flatMap(row -> row.end() instanceof Drawn drawn ? Stream.of(drawn) : Stream.empty())
        .collect(Collectors.toMap(Drawn::seed, drawn -> out.resolve(drawn.path())));
  }

  private static List<String> executors(List<ManifestRow> rows) {
    return rows.stream()
        .filter(row -> !row.failed())
        .map(ManifestRow::executor)
        .distinct()
        .toList();
  }
}
