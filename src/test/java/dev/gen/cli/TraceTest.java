package dev.gen.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.gen.testing.Models;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * What a run asks the system for: nothing leaves the machine, and nothing stays on it but the
 * picture and the stated cache.
 */
@Execution(ExecutionMode.CONCURRENT)
class TraceTest {

  private static final Pattern CALL = Pattern.compile("^\\d+ +(\\w+)\\((.*)$");
  private static final Pattern NAME = Pattern.compile("\"([^\"]*)\"");

  /** The C library asks it for the user's home folder when the JVM starts; it is this machine's. */
  private static final String USERS_OF_THIS_MACHINE = "/var/run/nscd/socket";

  @TempDir static Path home;
  @TempDir Path folder;
  private Clone clone;
  private Path trace;

  @BeforeEach
  void needStrace() throws Exception {
    trace = folder.resolve("trace");
    clone = Clone.in(folder.resolve("clone"));
    Files.createDirectories(home.resolve(".cache/gen"));
    assumeTrue(hasStrace(), "strace is not installed, or may trace nothing here");
  }

  private boolean hasStrace() throws Exception {
    try {
      String[] command = {"strace", "-f", "--seccomp-bpf", "-o", "/dev/null", "true"};
      return clone.run(Map.of(), command).exitCode() == 0;
    } catch (IOException e) {
      return false;
    }
  }

  private Process gen(String... more) throws IOException {
    String[] command = {
      "strace",
      "-f",
      "--seccomp-bpf",
      "-qq",
      "-s",
      "300",
      "-o",
      trace.toString(),
      "-e",
      "trace=%network,%file",
      clone.gen().toString(),
      "a red cat",
      "--seed",
      "7",
      "--model",
      Models.tiny().toString(),
      "-o",
      folder + "/out.png"
    };
    String[] all = Stream.of(command, more).flatMap(Stream::of).toArray(String[]::new);
    return clone.start(Map.of("HOME", home.toString(), "XDG_CACHE_HOME", ""), all);
  }

  private Stream<Matcher> calls() throws IOException {
    return Files.readAllLines(trace).stream().map(CALL::matcher).filter(Matcher::matches);
  }

  private void askedNobody() throws IOException {
    assertThat(calls().map(Matcher::group))
        .as("a trace of the run")
        .anySatisfy(call -> assertThat(call).contains("libonnxruntime.so"))
        .noneSatisfy(call -> assertThat(call).containsPattern("\"/etc/(hosts|resolv.conf)\""));
    assertThat(calls())
        .filteredOn(call -> call.group(1).matches("connect|bind|sendto|sendm?msg"))
        .filteredOn(call -> !call.group(2).contains(USERS_OF_THIS_MACHINE))
        .extracting(Matcher::group)
        .isEmpty();
  }

  /** Returns what was made, changed or deleted by name. */
  private List<String> written() throws IOException {
    return calls()
        .filter(call -> !call.group(2).contains("= -1 E"))
        .filter(
            call ->
                call.group(1).startsWith("open")
                    ? call.group(2).matches(".*O_(WRONLY|RDWR|CREAT|TRUNC).*")
                    : call.group(1)
                        .matches("creat|(mk|rm)dir(at)?|(un|sym)?link(at)?|rename.*|truncate"))
        .flatMap(call -> NAME.matcher(call.group(2)).results())
        .map(name -> folder.resolve(name.group(1)).toString())
        .filter(name -> !name.matches("/dev/(null|tty)|/proc/self/coredump_filter"))
        .toList();
  }

  private boolean isPictureOrCache(String name) {
    return name.startsWith(home + "/.cache")
        || name.matches(folder + "/(out\\.png|\\.gen-.*\\.part)");
  }

  @Test
  void asksNobodyAndWritesThePictureAndTheCacheAlone() throws Exception {
    Process process = gen();

    assertThat(process.waitFor(300, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue())
        .as(new String(process.getErrorStream().readAllBytes()))
        .isZero();
    askedNobody();
    assertThat(written()).isNotEmpty().allMatch(this::isPictureOrCache);
    assertThat(home.resolve(".cache/gen"))
        .isDirectoryNotContaining(file -> file.getFileName().toString().contains("-java"));
  }

  @Test
  void leavesNothingInTheTemporaryFolderWhenItIsKilled() throws Exception {
    Process process = gen("--steps", "1000", "--count", "1000");
    BufferedReader errors = process.errorReader();
    assertThat(errors.readLine()).isEqualTo("seed 7");
    while (calls().noneMatch(call -> call.group(2).contains("onnxruntime-java"))) {
      Thread.sleep(50);
    }

    process.descendants().forEach(ProcessHandle::destroyForcibly);

    assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    askedNobody();
    assertThat(written()).isNotEmpty().allMatch(this::isPictureOrCache);
  }
}
