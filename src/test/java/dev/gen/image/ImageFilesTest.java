package dev.gen.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.gen.error.InvalidRequestException;
import dev.gen.tensor.FloatTensor;
import dev.gen.tensor.Shape;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The files in Base64 were written by Pillow 12.3. */
class ImageFilesTest {

  /** 32 by 16 black pixels, of which 8 by 8 at the top left are red. */
  private static final String RED_CORNER =
      "UklGRiYAAABXRUJQVlA4TBoAAAAvH8ADAA8Q8x/zHwaxYDJ/6e4MIvo/AeH5AQ==";

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({
    // grey with alpha: 0, 100 half transparent, 100 wholly transparent
    "iVBORw0KGgoAAAANSUhEUgAAAAMAAAABCAQAAACx6dw/AAAAD0lEQVR4nGNg+J/SkMIAAAjaAkjhrI4wAAAAAElFTkSuQmCC,"
        + " 0, 177, 255",
    // 16 bits of grey: 0, 32896, 65535
    "iVBORw0KGgoAAAANSUhEUgAAAAMAAAABEAAAAABuG5crAAAAD0lEQVR4nGNgYGho+P8fAAaEAv9GYN62AAAAAElFTkSuQmCC,"
        + " 0, 128, 255",
    // one bit: 0, 1, 0
    "iVBORw0KGgoAAAANSUhEUgAAAAMAAAABAQAAAAAzmykZAAAACklEQVR4nGNwAAAAQgBBKTf07wAAAABJRU5ErkJggg==,"
        + " 0, 255, 0"
  })
  void readsGreyOfAnyDepthAsItIsStored(String base64, int first, int second, int third)
      throws IOException {
    RgbImage image = ImageFiles.read(file(base64));

    byte[] expected = {(byte) first, (byte) second, (byte) third};
    for (int i = 0; i < 9; i++) {
      assertThat(image.rgb()[i]).isEqualTo(expected[i / 3]);
    }
  }

  @Test
  void laysAPixelThatAPngNamesTransparentOnWhite() throws IOException {
    RgbImage image =
        ImageFiles.read(
            file(
                "iVBORw0KGgoAAAANSUhEUgAAAAIAAAABCAIAAAB7QOjdAAAABnRSTlMAAQACAAPJS6v1AAAAD0lEQVR4nGNgZGI+"
                    + "kcIAAANDATMOgmfiAAAAAElFTkSuQmCC"));

    assertThat(image.rgb()).containsExactly(-1, -1, -1, (byte) 200, 100, 0);
  }

  @Test
  void readsWebpWithoutLoss() throws IOException {
    RgbImage image =
        ImageFiles.read(
            file(
                "UklGRjgAAABXRUJQVlA4TCsAAAAvA0AAAD9gpm3bXK62G7oIBFIc4gbPwfwHfgghEgQDgQAZa9FiQI2I/kcjAA=="));

    byte[] expected = {
      0,
      0,
      7,
      80,
      0,
      7,
      (byte) 160,
      0,
      7,
      -1,
      0,
      7,
      0,
      10,
      7,
      0,
      90,
      7,
      0,
      (byte) 170,
      7,
      0,
      (byte) 250,
      7
    };
    assertThat(image.rgb()).isEqualTo(expected);
  }

  @Test
  void laysTransparentWebpOnWhite() throws IOException {
    RgbImage image =
        ImageFiles.read(
            file(
                "UklGRkIAAABXRUJQVlA4TDUAAAAvA0AAED9AmG00hKHtdf4cR0KQbdMbzl/mc0AgaWP0PfkDz/kQsWiJBIEAGctQoMSI"
                    + "iP7HJAA="));

    assertThat(Arrays.copyOf(image.rgb(), 9))
        .containsExactly(0, 0, 7, 80 / 2 + 127, 127, 127 + 4, -1, -1, -1);
  }

  @Test
  void readsWebpWithLoss() throws IOException {
    RgbImage image =
        ImageFiles.read(
            file(
                "UklGRj4AAABXRUJQVlA4IDIAAADQAQCdASoQABAAAMASJaACdLoB+AADsAD+2ib/7vN+09e09f1M//jKnyA/4yp/xcwA"
                    + "AA=="));

    assertThat(image.width()).isEqualTo(16);
    assertThat(image.at(8, 8, 0)).isCloseTo(200, within(6));
    assertThat(image.at(8, 8, 2)).isCloseTo(50, within(6));
  }

  @Test
  void readsAPalette() throws IOException {
    BufferedImage palette = new BufferedImage(2, 1, BufferedImage.TYPE_BYTE_INDEXED);
    palette.setRGB(0, 0, 0xFFFF0000);
    palette.setRGB(1, 0, 0xFF0000FF);

    assertThat(ImageFiles.read(save(palette, "png")).rgb()).containsExactly(-1, 0, 0, 0, 0, -1);
    assertThat(ImageFiles.read(save(palette, "gif")).rgb()).containsExactly(-1, 0, 0, 0, 0, -1);
  }

  @ParameterizedTest
  @CsvSource({
    "1, 0, 0", "2, 1, 0", "3, 1, 1", "4, 0, 1", "5, 0, 0", "6, 1, 0", "7, 1, 1", "8, 0, 1",
    "9, 0, 0"
  })
  void turnsEveryFormatAsTheCameraWasHeld(int orientation, int redColumn, int redRow)
      throws IOException {
    BufferedImage stored = new BufferedImage(32, 16, BufferedImage.TYPE_INT_RGB);
    for (int i = 0; i < 64; i++) {
      stored.setRGB(i % 8, i / 8, 0xFF0000);
    }
    List<Path> files =
        List.of(
            Orientations.inJpeg(save(stored, "jpg"), orientation),
            Orientations.inPng(save(stored, "png"), orientation),
            Orientations.inTiff(save(stored, "tif"), orientation),
            Orientations.inWebp(file(RED_CORNER), orientation));

    for (Path file : files) {
      RgbImage image = ImageFiles.read(file);

      boolean turned = orientation >= 5 && orientation <= 8;
      assertThat(image.width()).as("%s", file).isEqualTo(turned ? 16 : 32);
      assertThat(image.height()).isEqualTo(turned ? 32 : 16);
      int x = redColumn == 0 ? 3 : image.width() - 4;
      int y = redRow == 0 ? 3 : image.height() - 4;
      assertThat(image.at(x, y, 0)).isGreaterThan(150);
      assertThat(image.at(image.width() - 1 - x, y, 0)).isLessThan(100);
      assertThat(image.at(x, image.height() - 1 - y, 0)).isLessThan(100);
    }
  }

  @Test
  void readsAMaskByItsBrightness() throws IOException {
    BufferedImage mask = new BufferedImage(4, 1, BufferedImage.TYPE_INT_ARGB);
    mask.setRGB(0, 0, 0xFF7F7F7F);
    mask.setRGB(1, 0, 0xFF808080);
    mask.setRGB(2, 0, 0xFFFFFFFF);
    mask.setRGB(3, 0, 0x00FFFFFF);

    FloatTensor read = ImageFiles.readMask(save(mask, "png")).toMask();

    assertThat(read.shape()).isEqualTo(new Shape(1, 1, 1, 4));
    assertThat(read.values()).containsExactly(0, 1, 1, 0);
  }

  @Test
  void takesInkFromWhiteInCmyk() throws IOException {
    Path cmyk =
        file(
            "/9j/7gAOQWRvYmUAZAAAAAAA/9sAQwAQCwwODAoQDg0OEhEQExgoGhgWFhgxIyUdKDozPTw5Mzg3QEhcTkBEV0U3OFBt"
                + "UVdfYmdoZz5NcXlwZHhcZWdj/8AAFAgACAAIBEMRAE0RAFkRAEsRAP/EABQAAQAAAAAAAAAAAAAAAAAAAAf/xAAU"
                + "EAEAAAAAAAAAAAAAAAAAAAAA/9oADgRDAE0AWQBLAAA/AEAfj8gP/9k=");

    RgbImage image = ImageFiles.read(cmyk);

    assertThat(image.at(4, 4, 0)).isCloseTo(255, within(1));
    assertThat(image.at(4, 4, 1)).isCloseTo(0, within(1));
    assertThat(image.at(4, 4, 2)).isCloseTo(0, within(1));
  }

  @Test
  void refusesAHugePictureByItsHeader() throws IOException {
    ByteArrayOutputStream png = new ByteArrayOutputStream();
    png.write(HexFormat.of().parseHex("89504e470d0a1a0a"));
    chunk(png, "IHDR", ByteBuffer.allocate(13).putInt(30000).putInt(30000).put((byte) 8).array());
    chunk(png, "IDAT", new byte[10]);
    Path bomb = Files.write(folder.resolve("bomb.png"), png.toByteArray());

    assertRefused(bomb, "30000x30000", "64 megapixels");
  }

  @ParameterizedTest
  @ValueSource(strings = {"png", "jpg", "gif", "bmp", "tif", "progressive jpg"})
  void refusesATornFile(String format) throws IOException {
    byte[] bytes = noise(format);

    for (int length : new int[] {60, bytes.length / 2, bytes.length - 30}) {
      byte[] torn = Arrays.copyOf(bytes, length);
      assertRefused(Files.write(folder.resolve("torn." + format), torn), "choose");
    }
  }

  private byte[] noise(String format) throws IOException {
    BufferedImage picture = new BufferedImage(64, 64, BufferedImage.TYPE_INT_RGB);
    for (int i = 0; i < 64 * 64; i++) {
      picture.setRGB(i % 64, i / 64, i * 0x9E3779B1 >>> 8);
    }
    return format.startsWith("progressive")
        ? progressive(picture)
        : Files.readAllBytes(save(picture, format));
  }

  private static byte[] progressive(BufferedImage picture) throws IOException {
    ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
    ImageWriteParam scans = writer.getDefaultWriteParam();
    scans.setProgressiveMode(ImageWriteParam.MODE_DEFAULT);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (var out = ImageIO.createImageOutputStream(bytes)) {
      writer.setOutput(out);
      writer.write(null, new IIOImage(picture, null, null), scans);
    }
    return bytes.toByteArray();
  }

  @ParameterizedTest
  @ValueSource(strings = {"jpg", "progressive jpg"})
  void readsAJpegThatLacksNothingButItsEndMarker(String format) throws IOException {
    byte[] bytes = noise(format);
    RgbImage whole = ImageFiles.read(Files.write(folder.resolve("whole.jpg"), bytes));

    byte[] cut = Arrays.copyOf(bytes, bytes.length - 2);

    assertThat(ImageFiles.read(Files.write(folder.resolve("cut.jpg"), cut)).rgb())
        .isEqualTo(whole.rgb());
  }

  @Test
  void refusesAJpegThatGoesOverThePictureHundredsOfTimes() throws IOException {
    byte[] bytes = noise("progressive jpg");
    int last = new String(bytes, StandardCharsets.ISO_8859_1).lastIndexOf("\u00ff\u00da");
    ByteArrayOutputStream many = new ByteArrayOutputStream();
    many.write(bytes, 0, last);
    for (int i = 0; i < 200; i++) {
      many.write(bytes, last, bytes.length - 2 - last);
    }

    assertRefused(
        Files.write(folder.resolve("many.jpg"), many.toByteArray()), "more than 100 scans");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        // without loss, ends inside the first table of codes
        "UklGRs4IAABXRUJQVlA4TMIIAAAvL8AJAAmASNqffIOI/qdckEk=",
        // the same, with a length that the file has
        "UklGRh4AAABXRUJQVlA4TMIIAAAvL8AJAAmASNqffIOI/qdckEk=",
        // with loss, without its last bytes
        "UklGRj4AAABXRUJQVlA4IDIAAADQAQCdASoQABAAAMASJaACdLoB+AADsAD+2ib/7vN+09e0"
      })
  void refusesATornWebp(String base64) throws IOException {
    assertRefused(file(base64), "choose");
  }

  @Test
  void unfoldsNoTexts() throws IOException {
    BufferedImage palette = new BufferedImage(8, 8, BufferedImage.TYPE_BYTE_INDEXED);
    for (BufferedImage picture :
        List.of(new BufferedImage(8, 8, BufferedImage.TYPE_INT_RGB), palette)) {
      byte[] plain = Files.readAllBytes(save(picture, "png"));
      ByteArrayOutputStream bomb = new ByteArrayOutputStream();
      bomb.write(plain, 0, 33);
      for (int i = 0; i < 20; i++) {
        chunk(bomb, "zTXt", deflated("parameters\0\0", 1 << 20));
      }
      bomb.write(plain, 33, plain.length - 33);
      Path file = Files.write(folder.resolve("bomb.png"), bomb.toByteArray());

      long before = allocated();
      assertThat(ImageFiles.read(file).width()).isEqualTo(8);
      assertThat(allocated() - before).isLessThan(10 << 20);
    }
  }

  @Test
  void refusesAPictureLongerThanAnyCamera() throws IOException {
    BufferedImage tall = new BufferedImage(1, 70_000, BufferedImage.TYPE_BYTE_BINARY);

    assertRefused(save(tall, "png"), "1x70000", "sides of 65535");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "%PDF-1.7 something"})
  void saysWithWhatAFileBeginsThatIsNoPicture(String content) throws IOException {
    Path file = Files.writeString(folder.resolve("file.png"), content);

    assertRefused(file, content.isEmpty() ? "it is empty" : "255044462d312e37 ('%PDF-1.7')");
  }

  @Test
  void refusesAFileThatIsNotThere() {
    assertRefused(folder.resolve("missing.png"), "does not exist");
    assertRefused(folder, "is no file");
  }

  private static void assertRefused(Path file, String... parts) {
    assertThatThrownBy(() -> ImageFiles.read(file))
        .isInstanceOf(InvalidRequestException.class)
        .hasMessageContaining(file.toString())
        .hasMessageContainingAll(parts);
  }

  private Path file(String base64) throws IOException {
    return Files.write(folder.resolve("file"), Base64.getDecoder().decode(base64));
  }

  private Path save(BufferedImage image, String format) throws IOException {
    Path file = folder.resolve("saved." + format);
    assertThat(ImageIO.write(image, format, file.toFile())).isTrue();
    return file;
  }

  private static byte[] deflated(String start, int zeros) {
    Deflater deflater = new Deflater();
    deflater.setInput(new byte[zeros]);
    deflater.finish();
    byte[] packed = new byte[1 << 12];
    int length = deflater.deflate(packed);
    return ByteBuffer.allocate(start.length() + length)
        .put(start.getBytes(StandardCharsets.ISO_8859_1))
        .put(packed, 0, length)
        .array();
  }

  /** Returns how many bytes this thread has asked for so far. */
  private static long allocated() {
    return ((com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean())
        .getThreadAllocatedBytes(Thread.currentThread().getId());
  }

  static void chunk(ByteArrayOutputStream png, String type, byte[] data) throws IOException {
    byte[] typed = ByteBuffer.allocate(4 + data.length).put(type.getBytes()).put(data).array();
    CRC32 checksum = new CRC32();
    checksum.update(typed);
    png.write(ByteBuffer.allocate(4).putInt(data.length).array());
    png.write(typed);
    png.write(ByteBuffer.allocate(4).putInt((int) checksum.getValue()).array());
  }
}
