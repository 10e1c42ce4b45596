package dev.gen.hub;

import static dev.gen.hub.MisbehavingHub.COMMIT;
import static dev.gen.hub.MisbehavingHub.hash;
import static dev.gen.hub.MisbehavingHub.sends;
import static dev.gen.hub.MisbehavingHub.status;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gen.error.ModelFormatException;
import dev.gen.error.OutputException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Models are fetched whole and right, or not at all, whatever the hub does. */
class HubPullTest {

  private static final String WEIGHTS = "unet/model.safetensors";

  private static final Duration SILENCE = Duration.ofSeconds(2);

  @TempDir Path cache;
  private final List<Long> pauses = Collections.synchronizedList(new ArrayList<>());
  private final AtomicLong progress = new AtomicLong();
  private final byte[] content = new byte[300_000];
  private MisbehavingHub hub;

  @BeforeEach
  void open() throws IOException {
    hub = new MisbehavingHub();
    new Random(1).nextBytes(content);
    hub.files.put(WEIGHTS, content);
  }

  @AfterEach
  void close() {
    hub.close();
  }

  private Path pull() {
    HubPlace place = new HubPlace(hub.address(), Optional.of("secret"), cache);
    HubPull pull = new HubPull(place, HubName.of("owner/name"), pauses::add, SILENCE);
    HubListing plan = pull.plan(new HubSelection(List.of("*"), List.of()));
    return pull.fetch(plan, progress::addAndGet);
  }

  private Path blob() {
    return cache.resolve("models--owner--name/blobs").resolve(hash("SHA-256", content));
  }

  private void writePart(byte[] bytes) throws IOException {
    Files.createDirectories(blob().getParent());
    Files.write(blob().resolveSibling(blob().getFileName() + ".incomplete"), bytes);
  }

  private void assertNothingShows() {
    assertThat(blob()).doesNotExist();
    assertThat(cache.resolve("models--owner--name/snapshots")).doesNotExist();
    assertThat(cache.resolve("models--owner--name/refs")).doesNotExist();
  }

  private void assertWhole(Path model) {
    assertThat(model.resolve(WEIGHTS)).hasBinaryContent(content);
    assertThat(blob().resolveSibling(blob().getFileName() + ".incomplete")).doesNotExist();
    assertThat(progress).hasValue(content.length);
  }

  @Test
  void filesLieAsInHuggingFacesOwnCache() throws IOException {
    hub.files.put("model_index.json", "{}\n".getBytes(StandardCharsets.UTF_8));

    Path model = pull();

    Path folder = cache.resolve("models--owner--name");
    assertThat(model).isEqualTo(folder.resolve("snapshots").resolve(COMMIT));
    assertThat(folder.resolve("refs/main")).hasContent(COMMIT);
    assertThat(Files.readSymbolicLink(model.resolve(WEIGHTS)))
        .isEqualTo(Path.of("../../../blobs", hash("SHA-256", content)));
    assertThat(Files.readSymbolicLink(model.resolve("model_index.json")))
        .isEqualTo(Path.of("../../blobs/0967ef424bce6791893e9a57bb952f80fd536e93"));
    assertThat(new HubStore(cache, HubName.of("owner/name")).verify()).isEmpty();
  }

  @Test
  void whatIsThereIsNotFetchedAgain() {
    pull();
    hub.asked.clear();
    progress.set(0);

    assertWhole(pull());
    assertThat(hub.asked).containsExactly("/api/models/owner/name/revision/main");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 65_536, 299_999, 300_000})
  void aPullThatWasKilledGoesOnAtItsByte(int byteCount) throws IOException {
    writePart(Arrays.copyOf(content, byteCount));

    assertWhole(pull());

    String last = hub.asked.get(hub.asked.size() - 1);
    assertThat(last).endsWith(byteCount == content.length ? "main" : "bytes=" + byteCount + "-");
  }

  @ParameterizedTest
  @ValueSource(ints = {1000, 300_000, 300_001})
  void aBeginningWithOtherBytesIsFetchedAnew(int byteCount) throws IOException {
    writePart(new byte[byteCount]);

    assertWhole(pull());
  }

  @Test
  void aHubThatCannotGoOnStartsAgain() throws IOException {
    writePart(Arrays.copyOf(content, 1000));
    hub.faults.add(sends(content, content.length));

    assertWhole(pull());
  }

  @Test
  void aRangeThatIsRefusedStartsAgain() throws IOException {
    writePart(Arrays.copyOf(content, 1000));
    hub.faults.add(status(416));

    assertWhole(pull());
  }

  @Test
  void aConnectionThatBreaksGoesOnWhereItBroke() {
    hub.faults.add(sends(Arrays.copyOf(content, 1000), content.length));

    assertWhole(pull());
    assertThat(hub.asked.get(hub.asked.size() - 1)).matches(".* bytes=[1-9]\\d*-");
  }

  @Test
  void aConnectionThatAlwaysBreaksIsGivenUp() {
    for (int i = 0; i < 10; i++) {
      hub.faults.add(sends(new byte[0], content.length));
    }

    assertThatThrownBy(this::pull)
        .isInstanceOf(ModelFormatException.class)
        .hasMessageContainingAll(WEIGHTS, "broke off after 0 of 300000 bytes", "run it again");
    assertNothingShows();
  }

  @Test
  void otherBytesOfTheRightLengthAreRefused() {
    hub.faults.add(sends(new byte[content.length], content.length));

    assertThatThrownBy(this::pull)
        .isInstanceOf(ModelFormatException.class)
        .hasMessageContainingAll(WEIGHTS, "checksum", hash("SHA-256", content));
    assertNothingShows();
  }

  @Test
  void anotherLengthThanListedIsRefused() {
    hub.faults.add(sends(new byte[10], 10));

    assertThatThrownBy(this::pull)
        .isInstanceOf(ModelFormatException.class)
        .hasMessageContainingAll("sends 10 bytes", "expected 300000");
    assertNothingShows();
  }

  @Test
  void aBodyWithoutAnEndIsCutAtTheListedSize() {
    hub.faults.add(
        (exchange, bytes) -> {
          exchange.sendResponseHeaders(200, 0);
          while (true) {
            exchange.getResponseBody().write(new byte[65_536]);
          }
        });

    assertThatThrownBy(this::pull)
        .isInstanceOf(ModelFormatException.class)
        .hasMessageContaining("more than the 300000 bytes");
    assertNothingShows();
  }

  @ParameterizedTest
  @CsvSource({"401, HF_TOKEN", "403, licence", "404, look at the name"})
  void aRefusalSaysWhatToDo(int code, String advice) {
    hub.faults.add(status(code));

    assertThatThrownBy(this::pull)
        .isInstanceOf(ModelFormatException.class)
        .hasMessageContainingAll("answered " + code, advice)
        .hasMessageNotContaining("secret");
    assertNothingShows();
  }

  @Test
  void waitsAsLongAsTheHubSays() {
    hub.faults.add(status(429, "Retry-After", "7"));
    hub.faults.add(status(503));

    assertWhole(pull());
    assertThat(pauses).containsExactly(7000L, 4000L);
  }

  @Test
  void aHubThatIsDownIsGivenUp() {
    for (int i = 0; i < 10; i++) {
      hub.faults.add(status(502));
    }

    assertThatThrownBy(this::pull).hasMessageContainingAll("answered 502", "later");
    assertThat(hub.asked).hasSize(6);
  }

  @Test
  void theTokenDoesNotFollowARedirectToAnotherHost() throws IOException {
    try (MisbehavingHub other = new MisbehavingHub()) {
      other.files.putAll(hub.files);
      String there = other.address() + "/x/" + COMMIT + "/" + WEIGHTS;
      hub.faults.add(status(302, "Location", there));

      assertWhole(pull());
      assertThat(other.tokens).containsExactly("null");
      assertThat(hub.tokens).containsOnly("Bearer secret");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"../x.json", "/x.json", "a/../../x.json", "a//x", "nul.json", "a:b", "x.json "})
  void aNameThatLeadsElsewhereIsRefused(String name) {
    hub.files.put(name, new byte[3]);

    assertThatThrownBy(this::pull)
        .isInstanceOf(ModelFormatException.class)
        .hasMessageContaining("not safe to write");
    assertNothingShows();
  }

  @Test
  void verifyNamesWhatIsDamagedAndRemoveTakesItAway() throws IOException {
    pull();
    Files.write(blob(), new byte[content.length]);
    HubStore store = new HubStore(cache, HubName.of("owner/name"));

    assertThat(store.verify()).containsExactly(blob());
    store.remove();
    assertThat(cache).isEmptyDirectory();
    assertThatThrownBy(store::verify).hasMessageContaining("owner/name is not in the cache");
  }

  @Test
  void verifyNamesFilesWhoseContentIsGone() throws IOException {
    Path model = pull();
    Files.delete(blob());

    assertThat(new HubStore(cache, HubName.of("owner/name")).verify())
        .containsExactly(model.resolve(WEIGHTS));
  }

  @Test
  void aBodyThatStopsComingIsAskedForAgain() {
    hub.faults.add(
        (exchange, bytes) -> {
          exchange.sendResponseHeaders(200, bytes.length);
          exchange.getResponseBody().write(bytes, 0, 1000);
          exchange.getResponseBody().flush();
          try {
            Thread.sleep(60_000);
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        });

    assertWhole(pull());
    assertThat(hub.asked.get(hub.asked.size() - 1)).endsWith("bytes=1000-");
  }

  @Test
  void aFileThatIsBeingFetchedAlreadyIsLeftAlone() throws IOException {
    writePart(new byte[10]);
    Path part = blob().resolveSibling(blob().getFileName() + ".incomplete");
    try (FileChannel other = FileChannel.open(part, StandardOpenOption.WRITE)) {
      other.lock();

      assertThatThrownBy(this::pull)
          .isInstanceOf(OutputException.class)
          .hasMessageContaining("is being fetched already");
    }
    assertThat(part).hasSize(10);
  }

  @Test
  void aRepositoryThatChangesMeanwhileIsRefusedAndFetchedAtItsNewCommitByTheNextRun() {
    hub.faults.add(
        (exchange, bytes) -> {
          exchange.sendResponseHeaders(200, bytes.length);
          exchange.getResponseBody().write(new byte[bytes.length]);
        });
    assertThatThrownBy(this::pull).hasMessageContaining("checksum");

    Arrays.fill(content, (byte) 3);
    progress.set(0);
    assertWhole(pull());
  }

  @Test
  void refusesWhatHasNoRoomBeforeAnythingIsFetched() {
    HubPlace place = new HubPlace(hub.address(), Optional.empty(), cache.resolve("new/cache"));
    HubFile vast = new HubFile("vast.safetensors", 1L << 60, "0".repeat(64));

    assertThatThrownBy(
            () ->
                new HubPull(place, HubName.of("owner/name"))
                    .fetch(new HubListing(COMMIT, List.of(vast)), bytes -> {}))
        .isInstanceOf(OutputException.class)
        .hasMessageMatching("the model needs \\d+ MB more, and .*/new/cache has \\d+ MB free.*");
    assertThat(hub.asked).isEmpty();
    assertThat(cache).isEmptyDirectory();
  }
}
