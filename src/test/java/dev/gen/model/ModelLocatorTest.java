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

  @Test
  void findsAModelOfTheHubByItsNameAndRevision() throws IOException {
    Path main = snapshot("0a1b");
    Path old = snapshot("ffff");
    Path refs = Files.createDirectories(cache.resolve("models--owner--name/refs"));
    Files.writeString(refs.resolve("main"), "0a1b");
    Files.writeString(refs.resolve("v1"), "ffff");
    ModelLocator locator = new ModelLocator(List.of(cache));

    assertThat(locator.find("owner/name")).isEqualTo(main);
    assertThat(locator.find("owner/name@main")).isEqualTo(main);
    assertThat(locator.find("owner/name@v1")).isEqualTo(old);
    assertThat(locator.find("owner/name@ffff")).isEqualTo(old);
    assertThatThrownBy(() -> locator.find("owner/name@v2"))
        .isInstanceOf(ModelFormatException.class)
        .hasMessageContaining("gen models pull owner/name@v2");
    assertThatThrownBy(() -> locator.find("somebody/other"))
        .isInstanceOf(ModelFormatException.class)
        .hasMessageContaining("it is fetched by: gen models pull somebody/other");
  }

  @Test
  void aSnapshotOfOneCheckpointStandsForIt() throws IOException {
    Path snapshot = snapshot("0a1b");
    Files.delete(snapshot.resolve("model_index.json"));
    Path file = Files.writeString(snapshot.resolve("model.safetensors"), "");
    ModelLocator locator = new ModelLocator(List.of(cache));

    assertThat(locator.find("owner/name")).isEqualTo(file);
    assertThat(locator.list()).containsExactly(cache.resolve("models--owner--name"));
  }
}
