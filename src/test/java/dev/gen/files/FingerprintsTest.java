package dev.gen.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FingerprintsTest {

  private static final String ABC =
      "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

  @TempDir Path folder;

  private Path file(String content) throws IOException {
    Path file = Files.writeString(folder.resolve("file"), content);
    Files.setLastModifiedTime(file, FileTime.from(Instant.parse("2020-01-01T00:00:00Z")));
    return file;
  }

  private Path store() {
    return folder.resolve("cache/sha256");
  }

  @Test
  void tellsTheSha256OfAFile() throws IOException {
    assertThat(new Fingerprints(store()).sha256(file("abc"))).isEqualTo(ABC);
  }

  /** The file changes behind its size and time, so only a memory can still say what it was. */
  @Test
  void readsAFileOnceAndRemembersAcrossProcesses() throws IOException {
    new Fingerprints(store()).sha256(file("abc"));

    assertThat(new Fingerprints(store()).sha256(file("xyz"))).isEqualTo(ABC);
  }

  /** A sha256 that the file does not have shows that it is not read. */
  @Test
  void believesWhatWasComputedElsewhere() throws IOException {
    new Fingerprints(store()).keep(file("xyz"), ABC);

    assertThat(new Fingerprints(store()).sha256(file("xyz"))).isEqualTo(ABC);
  }

  @Test
  void readsAFileAgainThatChangedItsSizeOrItsTime() throws IOException {
    Fingerprints fingerprints = new Fingerprints(store());
    fingerprints.sha256(file("abc"));
    Path file = file("xyz");
    Files.setLastModifiedTime(file, FileTime.from(Instant.parse("2021-01-01T00:00:00Z")));

    assertThat(fingerprints.sha256(file)).isNotEqualTo(ABC);
    assertThat(fingerprints.sha256(file("abcd"))).isNotEqualTo(ABC);
  }

  @Test
  void doesNotTrustAFileThatChangedJustNow() throws IOException {
    Path file = Files.writeString(folder.resolve("young"), "abc");
    new Fingerprints(store()).sha256(file);

    assertThat(store()).doesNotExist();
  }

  @Test
  void doesWithoutAMemoryThatIsTornOrCannotBeWritten() throws IOException {
    Files.createDirectories(store().getParent());
    Files.writeString(store(), "ba7816bf torn\n\n" + ABC.substring(3));
    assertThat(new Fingerprints(store()).sha256(file("abc"))).isEqualTo(ABC);

    Path noFolder = Files.writeString(folder.resolve("flat"), "").resolve("sha256");
    assertThat(new Fingerprints(noFolder).sha256(file("abc"))).isEqualTo(ABC);
  }
}
