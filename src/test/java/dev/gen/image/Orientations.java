package dev.gen.image;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;

/** Writes the tag that says how a camera was held into files of each format. */
final class Orientations {

  private static final int PNG_HEADER = 33;

  private Orientations() {}

  private static byte[] exif(int value) {
    return HexFormat.of()
        .parseHex(
            "4d4d002a00000008" + "0001" + "011200030000000100%02x000000000000".formatted(value));
  }

  /** Puts an EXIF segment behind the first marker. */
  static Path inJpeg(Path jpeg, int value) throws IOException {
    return inserted(jpeg, 2, HexFormat.of().parseHex("ffe10022457869660000"), exif(value));
  }

  /** Puts an EXIF chunk behind the header. */
  static Path inPng(Path png, int value) throws IOException {
    ByteArrayOutputStream chunk = new ByteArrayOutputStream();
    ImageFilesTest.chunk(chunk, "eXIf", exif(value));
    return inserted(png, PNG_HEADER, chunk.toByteArray(), new byte[0]);
  }

  /** Appends an EXIF chunk, as simple WebP files have it only in the eyes of lenient readers. */
  static Path inWebp(Path webp, int value) throws IOException {
    byte[] plain = Files.readAllBytes(webp);
    byte[] exif = exif(value);
    ByteBuffer file = ByteBuffer.allocate(plain.length + 8 + exif.length);
    file.order(ByteOrder.LITTLE_ENDIAN).put(plain);
    file.put("EXIF".getBytes(StandardCharsets.US_ASCII)).putInt(exif.length).put(exif);
    file.putInt(4, file.capacity() - 8);
    return Files.write(webp, file.array());
  }

  /** Points the file at a copy of its directory with one entry more. */
  static Path inTiff(Path tiff, int value) throws IOException {
    byte[] plain = Files.readAllBytes(tiff);
    ByteBuffer old = ByteBuffer.wrap(plain);
    old.order(plain[0] == 'I' ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
    int directory = old.getInt(4);
    int entries = old.getShort(directory);
    ByteBuffer file = ByteBuffer.allocate(plain.length + 2 + 12 * (entries + 1) + 4);
    file.order(old.order()).put(plain).putShort((short) (entries + 1));
    boolean written = false;
    for (int i = 0; i < entries; i++) {
      int entry = directory + 2 + 12 * i;
      if (!written && old.getShort(entry) > 0x0112) {
        written = true;
        file.putShort((short) 0x0112).putShort((short) 3).putInt(1).putInt(0);
        file.putShort(file.position() - 4, (short) value);
      }
      file.put(plain, entry, 12);
    }
    file.putInt(4, plain.length);
    return Files.write(tiff, file.array());
  }

  private static Path inserted(Path file, int at, byte[] first, byte[] second) throws IOException {
    byte[] plain = Files.readAllBytes(file);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(plain, 0, at);
    out.write(first);
    out.write(second);
    out.write(plain, at, plain.length - at);
    return Files.write(file, out.toByteArray());
  }
}
