package dev.gen.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DigestProcessTest {

  @TempDir Path folder;

  @Test
  void anotherProcessComputesWhatThisOneDoes() throws IOException {
    byte[] bytes = new byte[3_000_001];
    new Random(1).nextBytes(bytes);
    Path file = Files.write(folder.resolve("file"), bytes);

    assertThat(DigestProcess.computedElsewhere(file)).contains(Fingerprints.sha256(bytes));
    assertThat(DigestProcess.sha256(file)).isEqualTo(Fingerprints.sha256(bytes));
  }

  @Test
  void aFileThatCannotBeReadIsTold() {
    Path file = folder.resolve("none");

    assertThat(DigestProcess.computedElsewhere(file)).isEmpty();
    assertThatThrownBy(() -> DigestProcess.sha256(file)).isInstanceOf(NoSuchFileException.class);
  }
}
