package dev.gen.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.gen.error.OutputException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AtomicFileTest {

  @TempDir Path folder;

  private static Path write(Path file, ExistingFile existing, String text) {
    return AtomicFile.write(
        file, existing, out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void writesTheLongestNameThatFileSystemsTake() {
    Path file = folder.resolve("n".repeat(251) + ".png");

    write(file, ExistingFile.KEEP, "new");

    assertThat(file).hasContent("new");
  }

  @Test
  void refusesALongerNameBeforeAnythingIsWritten() {
    Path file = folder.resolve("n".repeat(252) + ".png");

    assertThatThrownBy(() -> AtomicFile.check(file, ExistingFile.REPLACE))
        .isInstanceOf(OutputException.class)
        .hasMessageContainingAll("too long", "choose another name");
  }

  @Test
  void numbersALongNameWithinItsLength() {
    Path file = folder.resolve("ü".repeat(125) + ".png");
    write(file, ExistingFile.NUMBER, "first");

    Path second = write(file, ExistingFile.NUMBER, "second");

    assertThat(second.getFileName().toString()).startsWith("üü").endsWith("ü-2.png");
    assertThat(second).hasContent("second");
    assertThat(file).hasContent("first");
  }

  @ParameterizedTest
  @EnumSource(ExistingFile.class)
  void writesThroughALinkToAFileThatIsNotThereYet(ExistingFile existing) throws IOException {
    Path link = Files.createSymbolicLink(folder.resolve("link.png"), Path.of("target.png"));

    Path written = write(link, existing, "new");

    assertThat(written).isEqualTo(link).isSymbolicLink();
    assertThat(folder.resolve("target.png")).hasContent("new");
  }

  @Test
  void replacesTheFileBehindALinkAndNotTheLink() throws IOException {
    Files.createDirectory(folder.resolve("elsewhere"));
    Path target = Files.writeString(folder.resolve("elsewhere/target.png"), "old");
    Path link =
        Files.createSymbolicLink(folder.resolve("link.png"), Path.of("elsewhere/target.png"));

    write(link, ExistingFile.REPLACE, "new");

    assertThat(link).isSymbolicLink();
    assertThat(target).hasContent("new");
  }

  @Test
  void refusesLinksInACircle() throws IOException {
    Path one = Files.createSymbolicLink(folder.resolve("one.png"), Path.of("two.png"));
    Files.createSymbolicLink(folder.resolve("two.png"), Path.of("one.png"));

    assertThatThrownBy(() -> AtomicFile.check(one, ExistingFile.REPLACE))
        .isInstanceOf(OutputException.class)
        .hasMessageContaining("circle");
  }

  @Test
  void refusesADeviceEvenWhereFilesAreReplaced() throws IOException {
    Path device = Path.of("/dev/null");
    assumeTrue(Files.exists(device), "there is no /dev/null");
    Path link = Files.createSymbolicLink(folder.resolve("null.png"), device);

    assertThatThrownBy(() -> AtomicFile.check(link, ExistingFile.REPLACE))
        .isInstanceOf(OutputException.class)
        .hasMessageContaining("/null.png");
    assertThat(Files.exists(device)).isTrue();
  }

  @Test
  void keepsEveryFileOfThoseThatWantOneNameAtOnce() throws Exception {
    Path file = folder.resolve("cat-7.png");
    ExecutorService runs = Executors.newFixedThreadPool(8);
    try {
      List<Callable<Path>> all =
          IntStream.range(0, 40)
              .mapToObj(i -> (Callable<Path>) () -> write(file, ExistingFile.NUMBER, "run " + i))
              .toList();

      List<Path> written =
          runs.invokeAll(all).stream().map(AtomicFileTest::result).distinct().toList();

      assertThat(written).hasSize(40);
      try (Stream<Path> files = Files.list(folder)) {
        assertThat(files.map(AtomicFileTest::content).distinct()).hasSize(40);
      }
    } finally {
      runs.shutdown();
    }
  }

  private static <T> T result(Future<T> future) {
    try {
      return future.get();
    } catch (InterruptedException | ExecutionException e) {
      throw new AssertionError(e);
    }
  }

  private static String content(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
