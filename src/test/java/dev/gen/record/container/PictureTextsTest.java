package dev.gen.record.container;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gen.error.InvalidRequestException;
import dev.gen.testing.PictureFiles;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.zip.DeflaterOutputStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PictureTextsTest {

  private static final String SETTINGS = "a café, 猫 🐱\nSteps: 20, Sampler: Euler, Seed: 1";
  private static final String JSON = "{\"prompt\": \"一只猫\"}";

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"png", "jpg", "webp", "lossless"})
  void keepsARecordInAnyScriptAndThePixels(String kind) throws IOException {
    byte[] plain = PictureFiles.of(kind);

    byte[] written = PictureTexts.write(plain, record());

    assertThat(read(written).byKeyword().values()).containsExactlyInAnyOrder(SETTINGS, JSON);
    assertThat(read(written).unread()).isEmpty();
    assertThat(pixels(written)).isEqualTo(pixels(plain));
    assertThat(PictureTexts.write(plain, record())).isEqualTo(written);
  }

  @ParameterizedTest
  @ValueSource(strings = {"jpg", "webp", "lossless"})
  void replacesTheExifThatIsThere(String kind) throws IOException {
    byte[] once = PictureTexts.write(PictureFiles.of(kind), record());

    byte[] twice = PictureTexts.write(once, Map.of(PictureTexts.PARAMETERS, "other"));

    assertThat(read(twice).byKeyword()).containsExactly(Map.entry("Exif.UserComment", "other"));
    assertThat(pixels(twice)).isEqualTo(pixels(once));
  }

  @Test
  void storesLatinTextInTheChunkThatOtherProgramsRead() {
    Map<String, String> texts = new LinkedHashMap<>();
    texts.put("parameters", "café");
    texts.put("gen", "猫\0");

    String bytes = new String(PictureTexts.write(PictureFiles.png(), texts), ISO_8859_1);

    assertThat(bytes.indexOf("tEXtparameters\0café")).isBetween(33, 60);
    assertThat(bytes).contains("iTXtgen\0\0\0\0\0" + new String("猫".getBytes(UTF_8), ISO_8859_1));
  }

  @Test
  void writesWhatTheImageLibraryReads() throws IOException {
    byte[] written = PictureTexts.write(PictureFiles.png(), record());

    assertThat(ImageIO.read(new ByteArrayInputStream(written)).getWidth()).isEqualTo(8);
  }

  @Test
  void refusesARecordThatAJpegCannotHold() {
    Map<String, String> texts = Map.of(PictureTexts.PARAMETERS, "x".repeat(40_000));

    assertThatThrownBy(() -> PictureTexts.write(PictureFiles.jpg(), texts))
        .isInstanceOf(InvalidRequestException.class)
        .hasMessageContaining("80058 bytes")
        .hasMessageContaining("write a PNG");
  }

  @Test
  void readsAllKindsOfChunksBeforeAndAfterThePixels() throws IOException {
    byte[] png = PictureFiles.png(PictureFiles.chunk("tEXt", "a\0grün".getBytes(ISO_8859_1)));
    png =
        PictureFiles.withChunksAtTheEnd(
            png,
            PictureFiles.chunk("tEXt", "b\0grün".getBytes(UTF_8)),
            PictureFiles.chunk("zTXt", join("c\0\0", deflate("grün".getBytes(ISO_8859_1)))),
            PictureFiles.chunk("iTXt", join("d\0\0\0de\0d\0", "霧".getBytes(UTF_8))),
            PictureFiles.chunk("iTXt", join("e\0\1\0\0\0", deflate("霧".getBytes(UTF_8)))));

    assertThat(read(png).byKeyword())
        .containsExactly(
            Map.entry("a", "grün"),
            Map.entry("b", "grün"),
            Map.entry("c", "grün"),
            Map.entry("d", "霧"),
            Map.entry("e", "霧"));
  }

  @Test
  void readsUserCommentsOfBothByteOrdersWhateverTheFileHas() throws IOException {
    for (ByteOrder file : new ByteOrder[] {ByteOrder.BIG_ENDIAN, ByteOrder.LITTLE_ENDIAN}) {
      for (byte[] text : new byte[][] {SETTINGS.getBytes(UTF_16BE), SETTINGS.getBytes(UTF_16LE)}) {
        byte[] exif = PictureFiles.exif(file, 0x9286, 7, join("UNICODE\0", text));

        assertThat(read(PictureFiles.jpgWith(exif)).byKeyword())
            .containsExactly(Map.entry("Exif.UserComment", SETTINGS));
        assertThat(read(PictureFiles.webpWith(exif)).byKeyword())
            .containsExactly(Map.entry("Exif.UserComment", SETTINGS));
        assertThat(read(PictureFiles.webpWith(join("Exif\0\0", exif))).byKeyword())
            .containsExactly(Map.entry("Exif.UserComment", SETTINGS));
      }
    }
  }

  @Test
  void readsUserCommentsOfOtherCodes() throws IOException {
    for (String code : new String[] {"ASCII\0\0\0", "\0\0\0\0\0\0\0\0", ""}) {
      byte[] exif =
          PictureFiles.exif(
              ByteOrder.BIG_ENDIAN, 0x9286, 7, join(code, "größe: 1".getBytes(UTF_8)));

      assertThat(read(PictureFiles.jpgWith(exif)).byKeyword())
          .containsExactly(Map.entry("Exif.UserComment", "größe: 1"));
    }
  }

  @Test
  void findsATextUnderTheKeywordThatAnExifTagBeginsWith() throws IOException {
    byte[] text = "prompt:{\"1\": {}}\0".getBytes(UTF_8);

    assertThat(
            read(PictureFiles.webpWith(PictureFiles.exif(ByteOrder.LITTLE_ENDIAN, 0x0110, 2, text)))
                .byKeyword())
        .containsExactly(Map.entry("prompt", "{\"1\": {}}"));
  }

  @Test
  void readsPropertiesOfXmp() throws IOException {
    String xmp =
        """
        <?xpacket begin="\uFEFF"?><x:xmpmeta xmlns:x="adobe:ns:meta/">
        <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
        <rdf:Description xmlns:k="http://ns.adobe.com/xap/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/" k:CreatorTool="Pen">
        <dc:description><rdf:Alt><rdf:li xml:lang="x-default">a &lt;b&gt; &amp;&#xA;c</rdf:li></rdf:Alt></dc:description>
        </rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end="w"?>""";
    byte[] chunk =
        PictureFiles.chunk("iTXt", join("XML:com.adobe.xmp\0\0\0\0\0", xmp.getBytes(UTF_8)));

    assertThat(read(PictureFiles.png(chunk)).byKeyword())
        .containsExactly(
            Map.entry("XMP.xmp:CreatorTool", "Pen"), Map.entry("XMP.dc:description", "a <b> &\nc"));
  }

  @Test
  void loadsNothingThatAnXmpPacketNames() throws IOException {
    Path secret = Files.writeString(folder.resolve("secret"), "secret");
    String xmp =
        "<!DOCTYPE x [<!ENTITY e SYSTEM \"" + secret.toUri() + "\">]><x:a xmlns:x='u'>&e;</x:a>";
    byte[] chunk = PictureFiles.chunk("tEXt", join("XML:com.adobe.xmp\0", xmp.getBytes(UTF_8)));

    assertThat(read(PictureFiles.png(chunk)).byKeyword().toString()).doesNotContain("secret");
  }

  @Test
  void readsACommentOfAJpeg() throws IOException {
    byte[] jpg = PictureFiles.jpg();
    byte[] comment = join("\u00FF\u00FE\0\4", "hi".getBytes(UTF_8));
    byte[] with =
        join(
            new String(jpg, 0, 2, ISO_8859_1),
            join(new String(comment, ISO_8859_1), Arrays.copyOfRange(jpg, 2, jpg.length)));

    assertThat(read(with).byKeyword()).containsExactly(Map.entry("JPEG.Comment", "hi"));
  }

  @Test
  void givesWhatStandsBeforeAChunkThatIsLongerThanTheFile() throws IOException {
    byte[] good = PictureFiles.chunk("tEXt", join("a\0", "b".getBytes(UTF_8)));
    byte[] huge = PictureFiles.chunk("tEXt", join("c\0", "d".getBytes(UTF_8)));
    ByteBuffer.wrap(huge).putInt(Integer.MAX_VALUE);

    PictureTexts texts = read(PictureFiles.png(good, huge));

    assertThat(texts.byKeyword()).containsExactly(Map.entry("a", "b"));
    assertThat(texts.unread()).anyMatch(s -> s.contains("2147483647 bytes"));
  }

  @Test
  void unpacksNoBomb() throws IOException {
    byte[] bomb = PictureFiles.chunk("zTXt", join("a\0\0", deflate(new byte[9 << 20])));
    byte[] good = PictureFiles.chunk("tEXt", join("b\0", "c".getBytes(UTF_8)));

    PictureTexts texts = read(PictureFiles.png(bomb, good));

    assertThat(texts.byKeyword()).containsExactly(Map.entry("b", "c"));
    assertThat(texts.unread()).containsExactly("a: unpacks to more than 8388608 bytes");
  }

  @Test
  void stopsUnpackingWhenManyTextsAreTooMuchTogether() throws IOException {
    byte[] bomb = PictureFiles.chunk("zTXt", join("a\0\0", deflate(new byte[9 << 20])));
    byte[][] bombs = new byte[40][];
    Arrays.fill(bombs, bomb);

    assertThat(read(PictureFiles.png(bombs)).unread()).hasSize(40);
  }

  @Test
  void readsExifThatPointsBackAtItselfOnce() throws IOException {
    byte[] exif =
        PictureFiles.exif(
            ByteOrder.BIG_ENDIAN, 0x9286, 7, join("ASCII\0\0\0", "hi".getBytes(UTF_8)));
    ByteBuffer.wrap(exif).putInt(18, 8); // the Exif directory is the first one

    assertThat(read(PictureFiles.jpgWith(exif)).byKeyword()).isEmpty();
  }

  @Test
  void survivesDamageOfEveryKind() throws IOException {
    Random random = new Random(11);
    for (String kind : new String[] {"png", "jpg", "webp", "lossless"}) {
      byte[] good = PictureTexts.write(PictureFiles.of(kind), record());
      for (int i = 0; i < 200; i++) {
        byte[] bad =
            Arrays.copyOf(good, i % 4 == 0 ? 13 + random.nextInt(good.length - 13) : good.length);
        for (int k = i % 5; k >= 0; k--) {
          bad[12 + random.nextInt(bad.length - 12)] = (byte) random.nextInt();
        }
        Path file = Files.write(folder.resolve("bad"), bad);
        assertThatCode(() -> PictureTexts.read(file)).doesNotThrowAnyException();
      }
    }
  }

  @Test
  void refusesWhatIsNoPicture() throws IOException {
    Path text = Files.writeString(folder.resolve("a.txt"), "no picture at all");
    Path empty = Files.createFile(folder.resolve("empty.png"));

    assertThatThrownBy(() -> PictureTexts.read(text))
        .isInstanceOf(InvalidRequestException.class)
        .hasMessageContaining(text + " is no PNG, JPEG or WebP: it begins with 6e6f");
    assertThatThrownBy(() -> PictureTexts.read(empty)).hasMessageContaining("it is empty");
    assertThatThrownBy(() -> PictureTexts.read(folder.resolve("missing.png")))
        .isInstanceOf(InvalidRequestException.class)
        .hasMessageContaining("missing.png does not exist");
    assertThatThrownBy(() -> PictureTexts.read(folder)).hasMessageContaining("is no file");
  }

  private static Map<String, String> record() {
    Map<String, String> texts = new LinkedHashMap<>();
    texts.put(PictureTexts.PARAMETERS, SETTINGS);
    texts.put(PictureTexts.GEN, JSON);
    return texts;
  }

  private PictureTexts read(byte[] picture) throws IOException {
    return PictureTexts.read(Files.write(folder.resolve("picture"), picture));
  }

  private static int[] pixels(byte[] picture) throws IOException {
    BufferedImage image = ImageIO.read(new ByteArrayInputStream(picture));
    return image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
  }

  private static byte[] join(String first, byte[] second) {
    byte[] head = first.getBytes(ISO_8859_1);
    byte[] joined = Arrays.copyOf(head, head.length + second.length);
    System.arraycopy(second, 0, joined, head.length, second.length);
    return joined;
  }

  private static byte[] deflate(byte[] bytes) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (DeflaterOutputStream deflater = new DeflaterOutputStream(out)) {
      deflater.write(bytes);
    }
    return out.toByteArray();
  }
}
