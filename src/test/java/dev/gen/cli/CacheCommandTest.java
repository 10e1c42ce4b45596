package dev.gen.cli;

import static dev.gen.cli.Commands.gen;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gen.testing.CommandLineRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is kept between runs, in the cache folder that the build gives the tests. */
class CacheCommandTest {

  @TempDir Path folder;

  private CommandLineRun draw(String... options) {
    List<String> all = new ArrayList<>(List.of("a cat", "--seed", "1", "--steps", "1", "--force"));
    all.addAll(List.of("-q", "-o", folder.resolve("cat.png").toString()));
    all.addAll(List.of(options));
    return gen(all.toArray(String[]::new));
  }

  private String settings(String line) throws IOException {
    return Files.writeString(folder.resolve("set.toml"), line).toString();
  }

  @Test
  void listsNetworksThatADrawingKeptAndRemovesThem() throws IOException {
    assertThat(gen("cache", "clear").exitCode()).isZero();
    assertThat(draw("--no-cache").exitCode()).isZero();
    assertThat(draw("--config", settings("no-cache = true")).exitCode()).isZero();
    assertThat(gen("cache").out().lines()).hasSize(1).first().asString().contains(" 0 MB  in ");

    assertThat(draw().exitCode()).isZero();
    assertThat(gen("cache").out()).contains("storybook/unet/model.onnx", "vae_decoder");
    assertThat(gen("cache", "clear").out()).isEmpty();
    assertThat(gen("cache").out().lines()).hasSize(1);
  }

  @Test
  void refusesASettingThatIsNeitherTrueNorFalse() throws IOException {
    CommandLineRun run = draw("--config", settings("no-cache = \"maybe\""));

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains("--no-cache is set to maybe, expected true or false");
  }
}
