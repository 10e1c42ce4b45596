package dev.gen.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gen.error.OutputException;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PngFileTest {

  @Test
  void readsBackWhatIsEncodedQuickly() throws IOException {
    byte[] rgb = new byte[37 * 11 * 3];
    new Random(2).nextBytes(rgb);

    byte[] png = PngFile.encodeQuickly(new RgbImage(37, 11, rgb));

    BufferedImage read = ImageIO.read(new ByteArrayInputStream(png));
    assertThat(Pixels.toRgb(read, 0).rgb()).isEqualTo(rgb);
  }

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
    PngFile.write(PngFile.encode(IMAGE), file, ExistingFile.KEEP);

    BufferedImage read = ImageIO.read(file.toFile());
    for (int y = 0; y < 17; y++) {
      for (int x = 0; x < 31; x++) {
        int expected = IMAGE.at(x, y, 0) << 16 | IMAGE.at(x, y, 1) << 8 | IMAGE.at(x, y, 2);
        assertThat(read.getRGB(x, y) & 0xFFFFFF).isEqualTo(expected);
      }
    }
  }

  @Test
  void leavesNothingElseInTheFolder() throws IOException {
    PngFile.write(PngFile.encode(IMAGE), file, ExistingFile.KEEP);

    try (var files = Files.list(folder)) {
      assertThat(files).containsExactly(file);
    }
  }

  @Test
  void keepsAFileThatIsThereUnlessToldToReplaceIt() throws IOException {
    Files.writeString(file, "mine");

    assertThatThrownBy(() -> PngFile.write(PngFile.encode(IMAGE), file, ExistingFile.KEEP))
        .isInstanceOf(OutputException.class)
        .hasMessageContaining(file.toString())
        .hasMessageContaining("already");
    assertThat(file).hasContent("mine");

    PngFile.write(PngFile.encode(IMAGE), file, ExistingFile.REPLACE);
    assertThat(file).hasBinaryContent(PngFile.encode(IMAGE));
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
    assertThatThrownBy(() -> PngFile.write(PngFile.encode(IMAGE), folder, ExistingFile.REPLACE))
        .isInstanceOf(OutputException.class)
        .hasMessageContaining("it is a folder");
  }

  @Test
  void takesANameWithoutAFolder() {
    assertThatCode(() -> PngFile.check(Path.of("not-there.png"), ExistingFile.KEEP))
        .doesNotThrowAnyException();
  }
}
