package dev.gen.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.gen.record.container.PictureTexts;
import dev.gen.testing.Models;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The shell script {@code gen}, in surroundings as they are. */
@Execution(ExecutionMode.CONCURRENT)
class LauncherTest {

  @TempDir Path folder;
  private Clone clone;

  @BeforeEach
  void makeAClone() throws IOException {
    assumeFalse(System.getProperty("os.name").startsWith("Windows"), "Windows has no sh");
    clone = Clone.in(folder.resolve("clone"));
  }

  private Clone.End gen(Map<String, String> environment, String arguments) throws Exception {
    return clone.sh(environment, "'" + clone.gen() + "' " + arguments);
  }

  @Test
  void readsUtf8InAnyLocaleAndSaysNothingButTheSeed() throws Exception {
    assumeNamesInUtf8();
    Clone.End end =
        gen(
            Map.of("LC_ALL", "C", "LANG", "C"),
            "'a red cat, café 中' --seed 7 --model '" + Models.tiny() + "' -o 'éà.png'");

    assertThat(end.exitCode()).as(end.err()).isZero();
    assertThat(end.out()).endsWith("éà.png\n");
    assertThat(end.err().lines().filter(line -> !line.startsWith("gen: warning")))
        .containsExactly("seed 7");
    assertThat(PictureTexts.read(folder.resolve("éà.png")).byKeyword().get("parameters"))
        .startsWith("a red cat, café 中\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"-dash a b ünï 图 $HOME 'x'", "co:lon ex!claim"})
  void runsFromAFolderOfAnyName(String name) throws Exception {
    assumeNamesInUtf8();
    clone = Clone.in(folder.resolve(name));

    Clone.End end = clone.run(Map.of(), clone.gen().toString(), "--version");

    assertThat(end.exitCode()).as(end.err()).isZero();
    assertThat(end.out()).startsWith("gen ");
  }

  @Test
  void saysThatJavaRunsFromNoFolderWhoseNameEndsInAnExclamationMark() throws Exception {
    clone = Clone.in(folder.resolve("wow!"));

    Clone.End end = clone.run(Map.of(), clone.gen().toString(), "--version");

    assertThat(end.exitCode()).isEqualTo(1);
    assertThat(end.err()).contains("wow!", "rename it").hasLineCount(1);
  }

  @Test
  void drawsFromAnArgumentOfAHundredKilobytes() throws Exception {
    String prompt = "a red" + " ".repeat(100_000) + "cat";
    String[] command = {
      clone.gen().toString(), prompt, "--model", Models.tiny().toString(), "-o", "long.png"
    };

    Clone.End end = clone.run(Map.of(), command);

    assertThat(end.exitCode()).as(end.err()).isZero();
    assertThat(ImageIO.read(folder.resolve("long.png").toFile())).isNotNull();
  }

  @Test
  void findsItselfAndAJavaWhateverTheVariablesSay() throws Exception {
    Map<String, String> variables =
        Map.of(
            "CDPATH",
            folder + ":.",
            "JAVA_HOME",
            "/nowhere",
            "PATH",
            javaFirst(),
            "JAVA_TOOL_OPTIONS",
            "-XX:+UseG1GC"); // The launcher chooses another collector.

    Clone.End end = clone.sh(variables, "clone/gen --version");

    assertThat(end.exitCode()).as(end.err()).isZero();
    assertThat(end.out()).startsWith("gen ");
  }

  private static void assumeNamesInUtf8() {
    assumeTrue(
        System.getProperty("sun.jnu.encoding").equals("UTF-8"),
        "this test runs in no UTF-8 locale");
  }

  private static String javaFirst() {
    return Path.of(System.getProperty("java.home"), "bin") + ":" + System.getenv("PATH");
  }

  @Test
  void standsClosedStreams() throws Exception {
    Clone.End noInput = gen(Map.of(), "- <&-");
    assertThat(noInput.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(noInput.err()).contains("prompt is empty");

    Clone.End noOutput = gen(Map.of(), "--version >&-");
    assertThat(noOutput.exitCode()).isEqualTo(ExitCode.OUTPUT);
    assertThat(noOutput.err()).contains("standard output cannot be written");

    assertThat(gen(Map.of(), "--version 2>&-").exitCode()).isZero();
  }

  @Test
  void drawsWhereNoLibraryMayBeLoadedFromTheCache() throws Exception {
    Path home = Files.createDirectories(folder.resolve("home"));
    String mount = "mount -t tmpfs -o noexec,size=200m none '" + home + "'";
    assumeTrue(
        clone.sh(Map.of(), "unshare -rm sh -c \"" + mount + "\"").exitCode() == 0,
        "no folder can be mounted here");

    Clone.End end =
        clone.sh(
            Map.of("HOME", home.toString(), "XDG_CACHE_HOME", "", "TMPDIR", folder.toString()),
            "unshare -rm sh -c \"%s && '%s' 'a red cat' --seed 7 --model '%s' -o '%s/x.png'\""
                .formatted(mount, clone.gen(), Models.tiny(), folder));

    assertThat(end.exitCode()).as(end.err()).isZero();
    assertThat(folder.resolve("x.png")).isNotEmptyFile();
    assertThat(Files.list(folder))
        .as("what is left behind")
        .extracting(file -> file.getFileName().toString())
        .containsExactlyInAnyOrder("clone", "home", "x.png");
  }

  @Test
  void saysInOneLineThatTheHeapIsTooSmall() throws Exception {
    Clone.End end =
        gen(
            Map.of("JAVA_TOOL_OPTIONS", "-Xmx24m"),
            "a red cat --width 2048 --height 2048 -o x.png --model '" + Models.tiny() + "'");

    assertThat(end.exitCode()).as(end.err()).isEqualTo(ExitCode.INFERENCE);
    assertThat(end.err())
        .contains("out of memory", "smaller")
        .doesNotContain("interrupted", "\tat ");
  }

  @Test
  void endsABuildAtOnceWhenItIsTold() throws Exception {
    Files.delete(clone.jar());
    clone.program("mvn", "echo $$ >pid; mv pid started; exec sleep 60");
    Process process = clone.start(Map.of(), clone.gen().toString(), "--version");
    while (!Files.exists(folder.resolve("started"))) {
      Thread.sleep(10);
    }

    process.destroy();

    assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).isEqualTo(143);
    assertThat(clone.lock()).doesNotExist();
    long maven = Long.parseLong(Files.readString(folder.resolve("started")).strip());
    ProcessHandle.of(maven)
        .ifPresent(it -> assertThat(it.onExit()).succeedsWithin(Duration.ofSeconds(10)));
  }

  @Test
  void buildsWhereAKilledBuildHasLeftItsLock() throws Exception {
    Process ended = new ProcessBuilder("true").start();
    ended.waitFor();
    Files.createSymbolicLink(clone.lock(), Path.of(Long.toString(ended.pid())));
    Path built = folder.resolve("built.jar");
    Files.move(clone.jar(), built);
    clone.program("mvn", "cp '" + built + "' '" + clone.jar() + "'");
    clone.program("java", "echo ran");

    Clone.End end = gen(Map.of("JAVA_HOME", ""), "--version");

    assertThat(end.exitCode()).as(end.err()).isZero();
    assertThat(end.out()).isEqualTo("ran\n");
    assertThat(Files.isSymbolicLink(clone.lock())).isFalse();
  }

  @Test
  void makesAnArchiveOfClassesForEachJdkOnce() throws Exception {
    Path archive = clone.archives().get(1);
    Files.delete(archive);
    clone.program(
        "java",
        "for a; do case $a in -XX:ArchiveClassesAtExit=*) echo >\"${a#*=}\"; esac; done",
        "echo ran >>'" + folder + "/runs'");

    gen(Map.of("JAVA_HOME", ""), "--version");
    gen(Map.of("JAVA_HOME", ""), "--version");

    assertThat(archive).isNotEmptyFile();
    assertThat(Files.readAllLines(folder.resolve("runs"))).hasSize(3);
  }

  @Test
  void asksForLargePagesUnlessTheUserHasSettledThat() throws Exception {
    clone.program("java", "echo \"$GLIBC_TUNABLES\"");
    String own = "glibc.malloc.check=0";

    assertThat(gen(Map.of("JAVA_HOME", ""), "--version").out())
        .isEqualTo("glibc.malloc.hugetlb=1\n");
    assertThat(gen(Map.of("JAVA_HOME", "", "GLIBC_TUNABLES", own), "--version").out())
        .isEqualTo(own + "\n");
  }

  @Test
  void runsWithNewerSourcesThatItMayNotBuild() throws Exception {
    clone.program("java", "echo ran");
    Files.setLastModifiedTime(clone.source(), FileTime.from(Instant.now().plusSeconds(60)));
    assumeTrue(clone.jar().getParent().toFile().setWritable(false), "no permissions");
    String plainly = "";
    if (Files.isWritable(clone.jar().getParent())) { // Root may, unless it gives up the right.
      plainly = "setpriv --bounding-set=-dac_override ";
      assumeTrue(clone.sh(Map.of(), plainly + "true").exitCode() == 0, "no setpriv for root");
    }

    Clone.End end = clone.sh(Map.of("JAVA_HOME", ""), plainly + "'" + clone.gen() + "' --version");

    assertThat(end.out()).isEqualTo("ran\n");
    assertThat(end.exitCode()).isZero();
    assertThat(end.err()).contains("before the last changes").hasLineCount(1);
  }
}
