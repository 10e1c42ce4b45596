package dev.gen.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gen.error.InferenceException;
import dev.gen.tensor.FloatTensor;
import dev.gen.tensor.Shape;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Networks of the built-in model, kept in a folder of their own. */
class PreparedNetworksTest {

  private static final Path DECODER = Path.of("models/storybook/vae_decoder/model.onnx");

  private static final FloatTensor LATENT = latent();

  @TempDir Path folder;

  private Path store;
  private Path decoder;

  private static FloatTensor latent() {
    float[] values = new float[16 * 8 * 8];
    for (int i = 0; i < values.length; i++) {
      values[i] = (i * 37 % 101 - 50) / 25f;
    }
    return FloatTensor.of(new Shape(1, 16, 8, 8), values);
  }

  @BeforeEach
  void copyTheDecoder() throws IOException {
    store = folder.resolve("networks");
    decoder = Files.copy(DECODER, folder.resolve("decoder.onnx"));
  }

  private PreparedNetworks networks() {
    return networks(1L << 40, 1L << 40);
  }

  private PreparedNetworks networks(long limit, long spare) {
    return new PreparedNetworks(store, limit, path -> spare);
  }

  private static float[] picture(Path decoder, PreparedNetworks networks) {
    return picture(decoder, new SessionSettings(1, Optional.of(networks)));
  }

  private static float[] picture(Path decoder, SessionSettings settings) {
    try (OnnxSession session = OnnxModel.read(decoder).open(settings)) {
      return session.run(Map.of("latent_sample", LATENT), Set.of("sample")).get("sample").values();
    }
  }

  private float[] fresh() {
    return picture(decoder, new SessionSettings(1));
  }

  private List<Path> kept() {
    if (!Files.exists(store)) {
      return List.of();
    }
    try (Stream<Path> paths = Files.list(store)) {
      return paths.toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void giveTheNumbersOfAFreshNetworkWhenMadeAndWhenOpenedAgain() {
    float[] expected = fresh();

    assertThat(picture(decoder, networks())).isEqualTo(expected);
    assertThat(kept()).hasSize(1);
    assertThat(picture(decoder, networks())).isEqualTo(expected);
    assertThat(kept()).hasSize(1);
  }

  @Test
  void areWhatIsOpenedTheSecondTime() throws IOException {
    picture(decoder, networks());
    PreparedNetwork network = new PreparedNetwork(kept().get(0));
    Path other = Path.of("models/storybook/vae_encoder/model.onnx");
    Files.write(network.graph(), Files.readAllBytes(other));
    network.seal("another network, which shows that it is opened");

    assertThatThrownBy(() -> picture(decoder, networks()))
        .isInstanceOf(InferenceException.class)
        .hasMessageContaining("latent_sample");
  }

  @Test
  void areMadeAgainWhenTheModelsFileChanges() throws IOException {
    picture(decoder, networks());
    Files.setLastModifiedTime(decoder, FileTime.from(Instant.parse("2020-01-01T00:00:00Z")));
    picture(decoder, networks());

    assertThat(kept()).hasSize(2);
  }

  @Test
  void areMadeAgainWhenTheyAreDamaged() throws IOException {
    float[] expected = fresh();
    picture(decoder, networks());
    Path weights = kept().get(0).resolve(PreparedNetwork.WEIGHTS);
    long size = Files.size(weights);
    for (long length : new long[] {size - 1, 0}) {
      try (RandomAccessFile file = new RandomAccessFile(weights.toFile(), "rw")) {
        file.setLength(length);
      }
      assertThat(picture(decoder, networks())).isEqualTo(expected);
      assertThat(Files.size(weights)).isEqualTo(size);
    }
    Files.write(weights, new byte[(int) size]);
    assertThat(picture(decoder, networks())).isEqualTo(expected);
    Files.delete(kept().get(0).resolve("network.onnx"));
    assertThat(picture(decoder, networks())).isEqualTo(expected);
    assertThat(new PreparedNetwork(kept().get(0)).isWhole()).isTrue();
  }

  @Test
  void areMadeAgainWhenTheySuitNoRuntime() throws IOException {
    float[] expected = fresh();
    picture(decoder, networks());
    PreparedNetwork network = new PreparedNetwork(kept().get(0));
    Files.writeString(network.graph(), "no graph");
    network.seal("a graph that is whole and cannot be opened");

    assertThat(picture(decoder, networks())).isEqualTo(expected);
    assertThat(networks().list())
        .extracting(PreparedNetworks.Kept::name)
        .first()
        .asString()
        .contains("decoder.onnx");
  }

  @Test
  void areMadeByTwoAtOnce() throws Exception {
    float[] expected = fresh();
    ExecutorService threads = Executors.newFixedThreadPool(2);
    try {
      Callable<float[]> opening = () -> picture(decoder, networks());
      for (Future<float[]> picture : threads.invokeAll(List.of(opening, opening, opening))) {
        assertThat(picture.get()).isEqualTo(expected);
      }
    } finally {
      threads.shutdown();
    }
    assertThat(kept()).hasSize(1);
    assertThat(new PreparedNetwork(kept().get(0)).isWhole()).isTrue();
  }

  @Test
  void leaveAFullDiskAlone() {
    assertThat(picture(decoder, networks(1L << 40, 1000))).isEqualTo(fresh());
    assertThat(kept()).isEmpty();
  }

  @Test
  void areNotKeptWhereNoFolderCanBe() throws IOException {
    Files.writeString(store, "a file");

    assertThat(picture(decoder, networks())).isEqualTo(fresh());
    assertThat(store).hasContent("a file");
  }

  @Test
  void losesTheOneUsedLongestAgoWhenThereAreTooMany() throws IOException {
    picture(decoder, networks());
    PreparedNetwork first = new PreparedNetwork(kept().get(0));
    Path other = Files.copy(decoder, folder.resolve("other.onnx"));
    Files.setLastModifiedTime(
        first.folder().resolve("seal"), FileTime.from(Instant.parse("2020-01-01T00:00:00Z")));

    picture(other, networks());

    assertThat(networks().list()).hasSize(2);
    picture(Files.copy(decoder, folder.resolve("third.onnx")), networks(66 << 20, 1L << 40));
    assertThat(networks().list())
        .extracting(PreparedNetworks.Kept::name)
        .noneMatch(name -> name.endsWith("decoder.onnx"));
  }

  @Test
  void areRemovedAfterAProcessWasKilledWhileItWrote() throws Exception {
    Process killed =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Halting.class.getName(),
                store.toString())
            .inheritIO()
            .start();
    assertThat(killed.waitFor()).isEqualTo(137);
    assertThat(kept()).hasSize(1);

    assertThat(picture(decoder, networks())).isEqualTo(fresh());
    assertThat(kept()).hasSize(1);
    assertThat(new PreparedNetwork(kept().get(0)).isWhole()).isTrue();
  }

  /** Begins a network and ends as {@code kill -9} ends a process. */
  static final class Halting {
    public static void main(String[] arguments) throws IOException {
      PreparedNetworks networks =
          new PreparedNetworks(Path.of(arguments[0]), 1L << 40, path -> 1L << 40);
      PreparedNetwork draft = networks.begin(1).orElseThrow();
      Files.write(draft.graph(), new byte[100]);
      Runtime.getRuntime().halt(137);
    }
  }

  @Test
  void clearingRemovesAll() {
    picture(decoder, networks());
    networks().clear();

    assertThat(networks().list()).isEmpty();
    assertThat(kept()).isEmpty();
  }
}
