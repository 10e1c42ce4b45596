package dev.gen.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gen.record.container.PictureTexts;
import dev.gen.testing.PictureFiles;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InfoCommandTest {

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @TempDir private Path folder;
  private Path picture;
  private Path plain;

  @BeforeEach
  void writePictures() throws IOException {
    String text = "a \u001b[31mpot\nSteps: 9, Sampler: Euler, Seed: 7, Note: x";
    picture =
        Files.write(
            folder.resolve("a.jpg"),
            PictureTexts.write(PictureFiles.jpg(), Map.of("parameters", text)));
    plain = Files.write(folder.resolve("b.png"), PictureFiles.png());
  }

  @Test
  void saysWhatMadeEachPicture() {
    assertThat(run(picture, plain)).isZero();

    assertThat(out.toString())
        .isEqualToNormalizingNewlines(
            picture
                + ":\n"
                + "  program         automatic1111\n"
                + "  prompt          a [31mpot\n"
                + "  steps           9\n"
                + "  sampler         Euler\n"
                + "  seed            7\n"
                + "    Note          x\n"
                + plain
                + ":\n"
                + "  no record of how it was made\n");
    assertThat(err.toString()).isEmpty();
  }

  @Test
  void writesAnObjectALineForMachines() {
    assertThat(run("--json", plain, picture)).isZero();

    assertThat(out.toString().lines())
        .containsExactly(
            "{\"file\":\"" + plain + "\"}",
            "{\"file\":\""
                + picture
                + "\",\"program\":\"automatic1111\",\"prompt\":\"a \\u001B[31mpot\",\"steps\":9,"
                + "\"sampler\":\"Euler\",\"seed\":7,\"unknown\":{\"Note\":\"x\"}}");
  }

  @Test
  void goesOnAfterAFileThatCannotBeReadAndSaysSo() throws IOException {
    Path text = Files.writeString(folder.resolve("c.txt"), "words, not a picture");

    assertThat(run(text, folder.resolve("none.png"), picture)).isEqualTo(ExitCode.USAGE);

    assertThat(err.toString().lines()).hasSize(2).allMatch(line -> line.startsWith("gen: "));
    assertThat(err.toString())
        .contains("c.txt is no PNG, JPEG or WebP")
        .contains("none.png does not exist");
    assertThat(out.toString()).contains("a.jpg");
  }

  private int run(Object... arguments) {
    String[] args = new String[arguments.length + 1];
    args[0] = "info";
    for (int i = 0; i < arguments.length; i++) {
      args[i + 1] = arguments[i].toString();
    }
    return GenCommand.run(
        new Terminal(
            InputStream.nullInputStream(),
            new PrintWriter(out, true),
            new PrintWriter(err, true),
            false),
        args);
  }
}
