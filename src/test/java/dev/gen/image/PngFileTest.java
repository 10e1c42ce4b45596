package dev.gen.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gen.error.InvalidRequestException;
import dev.gen.error.OutputException;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PngFileTest {

  private static final RgbImage IMAGE = noise(31, 17);

  @TempDir Path folder;
  private Path file;

  @BeforeEach
  void nameFile() {
    file = folder.resolve("picture.png");
  }

  private static RgbImage noise(int width, int height) {
    byte[] rgb = new byte[width * height * 3];
    new Random(5).nextBytes(rgb);
    return new RgbImage(width, height, rgb);
  }

  @Test
  void keepsEveryPixel() throws IOException {
    PngFile.write(IMAGE, Map.of(), file, ExistingFile.KEEP);

    BufferedImage read = ImageIO.read(file.toFile());
    for (int y = 0; y < 17; y++) {
      for (int x = 0; x < 31; x++) {
        int expected = IMAGE.at(x, y, 0) << 16 | IMAGE.at(x, y, 1) << 8 | IMAGE.at(x, y, 2);
        assertThat(read.getRGB(x, y) & 0xFFFFFF).isEqualTo(expected);
      }
    }
  }

  @Test
  void keepsTextsInAnyScript() {
    Map<String, String> texts =
        Map.of(
            PngFile.PARAMETERS, "a café\nNegative prompt: blurry\nSteps: 20, Seed: 1",
            PngFile.REQUEST, "{\"prompt\": \"一只猫 🐱 \\n\"}");

    PngFile.write(IMAGE, texts, file, ExistingFile.KEEP);

    assertThat(PngFile.readTexts(file)).containsExactlyInAnyOrderEntriesOf(texts);
  }

  @Test
  void storesLatinTextInTheChunkThatOtherProgramsRead() throws IOException {
    PngFile.write(IMAGE, Map.of("parameters", "café", "gen", "猫"), file, ExistingFile.KEEP);

    String bytes = Files.readString(file, StandardCharsets.ISO_8859_1);
    String utf8 = new String("猫".getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    assertThat(bytes).contains("tEXtparameters\0café").contains("iTXtgen\0\0\0\0\0" + utf8);
  }

  @Test
  void leavesOutTheCharacterThatEndsTexts() {
    PngFile.write(IMAGE, Map.of("parameters", "a\0b"), file, ExistingFile.KEEP);

    assertThat(PngFile.readTexts(file)).containsEntry("parameters", "ab");
  }

  @Test
  void leavesNothingElseInTheFolder() throws IOException {
    PngFile.write(IMAGE, Map.of(), file, ExistingFile.KEEP);

    try (var files = Files.list(folder)) {
      assertThat(files).containsExactly(file);
    }
  }

  @Test
  void keepsAFileThatIsThereUnlessToldToReplaceIt() throws IOException {
    Files.writeString(file, "mine");

    assertThatThrownBy(() -> PngFile.write(IMAGE, Map.of(), file, ExistingFile.KEEP))
        .isInstanceOf(OutputException.class)
        .hasMessageContaining(file.toString())
        .hasMessageContaining("already");
    assertThat(file).hasContent("mine");

    PngFile.write(IMAGE, Map.of(), file, ExistingFile.REPLACE);
    assertThat(PngFile.readTexts(file)).isEmpty();
  }

  @Test
  void leavesNothingBehindWhenTheDiskIsFull() throws IOException {
    Files.writeString(file, "mine");

    assertThatThrownBy(
            () ->
                AtomicFile.write(
                    file,
                    ExistingFile.REPLACE,
                    out -> {
                      out.write(1);
                      throw new IOException("No space left on device");
                    }))
        .isInstanceOf(OutputException.class)
        .hasMessageContaining("No space left on device");
    try (var files = Files.list(folder)) {
      assertThat(files).containsExactly(file);
    }
    assertThat(file).hasContent("mine");
  }

  @Test
  void refusesAFolderThatIsMissing() {
    Path missing = folder.resolve("nowhere/picture.png");

    assertThatThrownBy(() -> PngFile.check(missing, ExistingFile.KEEP))
        .isInstanceOf(OutputException.class)
        .hasMessageContaining("there is no folder " + missing.getParent());
  }

  @Test
  void refusesANameThatIsAFolder() {
    assertThatThrownBy(() -> PngFile.write(IMAGE, Map.of(), folder, ExistingFile.REPLACE))
        .isInstanceOf(OutputException.class)
        .hasMessageContaining("it is a folder");
  }

  @Test
  void takesANameWithoutAFolder() {
    assertThatCode(() -> PngFile.check(Path.of("not-there.png"), ExistingFile.KEEP))
        .doesNotThrowAnyException();
  }

  @Test
  void saysWhatCannotBeReadBack() throws IOException {
    Files.writeString(file, "no picture");

    assertThatThrownBy(() -> PngFile.readTexts(file))
        .isInstanceOf(InvalidRequestException.class)
        .hasMessageContaining(file.toString());
    assertThatThrownBy(() -> PngFile.readTexts(folder.resolve("missing.png")))
        .isInstanceOf(InvalidRequestException.class)
        .hasMessageContaining("missing.png");
  }
}
