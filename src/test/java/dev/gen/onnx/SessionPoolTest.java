package dev.gen.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gen.error.ModelFormatException;
import dev.gen.testing.Models;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SessionPoolTest {

  private static final SessionSettings SETTINGS = new SessionSettings(1);

  @TempDir Path folder;

  private static OnnxModel network() {
    return OnnxModel.read(Models.tiny().resolve("vae_decoder/model.onnx"));
  }

  private static OnnxSession lentOnce(SessionPool pool, OnnxModel network) {
    try (SessionPool.Loan loan = pool.lend(network)) {
      return loan.session();
    }
  }

  @Test
  void opensANetworkAnewForEachLoan() {
    OnnxModel network = network();
    SessionPool pool = SessionPool.oneAtATime(SETTINGS);

    assertThat(lentOnce(pool, network)).isNotSameAs(lentOnce(pool, network));
  }

  @Test
  void opensASmallNetworkThatIsExpectedBeforeItIsLent() throws Exception {
    Path file =
        Files.copy(
            Models.tiny().resolve("vae_decoder/model.onnx"), folder.resolve("expected.onnx"));
    OnnxModel network = OnnxModel.read(file);
    try (SessionPool pool = SessionPool.oneAtATime(SETTINGS)) {
      pool.expect(network);
      for (Thread thread : Thread.getAllStackTraces().keySet()) {
        if (thread.getName().equals("opening networks")) {
          thread.join();
        }
      }
      Files.delete(file);

      assertThat(lentOnce(pool, network)).isNotNull();
      assertThatThrownBy(() -> pool.lend(network)).isInstanceOf(ModelFormatException.class);
    }
  }

  @Test
  void saysWhatIsWrongWithAnExpectedNetworkWhenItIsLent() throws IOException {
    Path file =
        Files.copy(Models.tiny().resolve("vae_decoder/model.onnx"), folder.resolve("gone.onnx"));
    OnnxModel network = OnnxModel.read(file);
    Files.delete(file);
    try (SessionPool pool = SessionPool.oneAtATime(SETTINGS)) {
      pool.expect(network);
      pool.expect(network());

      assertThatThrownBy(() -> pool.lend(network)).isInstanceOf(ModelFormatException.class);
    }
  }

  @Test
  void keepsANetworkThatFitsTheBudget() {
    OnnxModel network = network();
    try (SessionPool pool = SessionPool.keeping(SETTINGS, network.weightBytes())) {
      assertThat(lentOnce(pool, network)).isSameAs(lentOnce(pool, network));
    }
  }

  @Test
  void closesWhatWasNotUsedForLongestWhereTheBudgetIsFull() {
    OnnxModel first = network();
    OnnxModel second = network();
    OnnxModel third = network();
    try (SessionPool pool = SessionPool.keeping(SETTINGS, 2 * first.weightBytes())) {
      OnnxSession one = lentOnce(pool, first);
      OnnxSession two = lentOnce(pool, second);
      assertThat(lentOnce(pool, first)).isSameAs(one);

      lentOnce(pool, third);

      assertThat(lentOnce(pool, first)).isSameAs(one);
      assertThat(lentOnce(pool, second)).isNotSameAs(two);
    }
  }

  @Test
  void lendsWhatIsLargerThanItsBudgetAndDoesNotKeepIt() {
    OnnxModel network = network();
    try (SessionPool pool = SessionPool.keeping(SETTINGS, 0)) {
      assertThat(lentOnce(pool, network)).isNotSameAs(lentOnce(pool, network));
    }
  }

  @Test
  void lendsANetworkToOneThreadAtATime() throws Exception {
    OnnxModel network = network();
    try (SessionPool pool = SessionPool.keeping(SETTINGS, Long.MAX_VALUE)) {
      SessionPool.Loan mine = pool.lend(network);
      CompletableFuture<OnnxSession> other =
          CompletableFuture.supplyAsync(() -> lentOnce(pool, network));
      Thread.sleep(50);
      assertThat(other).isNotDone();

      mine.close();

      assertThat(other.get(10, TimeUnit.SECONDS)).isSameAs(mine.session());
    }
  }

  @Test
  void forgetsANetworkThatCannotBeOpened() throws IOException {
    Path file = folder.resolve("model.onnx");
    Files.copy(Models.tiny().resolve("vae_decoder/model.onnx"), file);
    OnnxModel gone = OnnxModel.read(file);
    Files.delete(file);
    try (SessionPool pool = SessionPool.keeping(SETTINGS, Long.MAX_VALUE)) {
      assertThatThrownBy(() -> pool.lend(gone)).isInstanceOf(ModelFormatException.class);
      assertThatThrownBy(() -> pool.lend(gone)).isInstanceOf(ModelFormatException.class);
    }
  }
}
