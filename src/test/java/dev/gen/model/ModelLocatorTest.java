package dev.gen.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gen.error.ModelFormatException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelLocatorTest {

  @TempDir Path cache;

  private Path snapshot(String commit) throws IOException {
    Path model = cache.resolve("models--owner--name");
    Files.createDirectories(model.resolve("blobs"));
    Path snapshot = Files.createDirectories(model.resolve("snapshots").resolve(commit));
    Files.writeString(snapshot.resolve("model_index.json"), "{}");
    return snapshot;
  }

  @Test
  void findsTheModelInAFolderOfTheHubsCache() throws IOException {
    Path main = snapshot("0a1b");
    Path other = snapshot("ffff");
    Path folder = cache.resolve("models--owner--name");
    Files.createDirectories(folder.resolve("refs"));
    Files.writeString(folder.resolve("refs/main"), "0a1b\n");
    ModelLocator locator = new ModelLocator(List.of(cache));

    assertThat(locator.find(folder.toString())).isEqualTo(main);
    assertThat(locator.find("models--owner--name")).isEqualTo(main);
    assertThat(locator.list()).containsExactly(folder);

    Files.writeString(folder.resolve("refs/main"), "gone");
    assertThat(locator.find(folder.toString())).isIn(main, other);
  }

  @Test
  void saysThatACacheHoldsNothing() throws IOException {
    Path snapshot = snapshot("0a1b");
    Files.delete(snapshot.resolve("model_index.json"));
    Files.delete(snapshot);

    assertThatThrownBy(
            () -> new ModelLocator(List.of()).find(snapshot.getParent().getParent().toString()))
        .isInstanceOf(ModelFormatException.class)
        .hasMessageContaining("without a snapshot");
  }
}
