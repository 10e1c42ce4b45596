package dev.gen.image;

import com.twelvemonkeys.imageio.metadata.jpeg.JPEG;
import com.twelvemonkeys.imageio.metadata.jpeg.JPEGSegment;
import com.twelvemonkeys.imageio.metadata.jpeg.JPEGSegmentUtil;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import javax.imageio.IIOException;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;

/**
 * What a picture's reader is to see of the file, and how the camera was held.
 *
 * @param pixels the stream to read pixels from, at its start
 * @param orientation what the file's EXIF says, which is kept elsewhere in each format
 */
record PictureStream(ImageInputStream pixels, Orientation orientation) {

  private static final int PNG_SIGNATURE = 8;
  private static final int PNG_CHUNK_FRAME = 12;
  private static final Set<String> PNG_PIXELS = Set.of("IHDR", "PLTE", "tRNS", "IDAT", "IEND");
  private static final int RIFF_HEADER = 12;
  private static final int RIFF_FRAME = 8;

  /** How far the reader of WebP looks ahead. */
  private static final int WEBP_AHEAD = 16;

  private static final byte[] JPEG_END = {(byte) 0xFF, (byte) 0xD9};

  private static final byte[] EXIF_NAME = "Exif\0\0".getBytes(StandardCharsets.US_ASCII);

  /** The tag stands at the beginning, before thumbnails. */
  private static final int EXIF_BYTES = 1 << 16;

  /**
   * Takes a file apart.
   *
   * @param format as its reader is called: png, webp, tiff, jpeg or any other
   * @param file which the stream goes on reading
   * @throws IIOException if the file is shorter than it says
   */
  static PictureStream of(String format, ImageInputStream file) throws IOException {
    return switch (format.toLowerCase(Locale.ROOT)) {
      case "png" -> png(file);
      case "webp" -> webp(file);
      case "tif", "tiff" -> tiff(file);
      case "jpg", "jpeg" -> jpeg(file);
      default -> new PictureStream(file, Orientation.TOP_LEFT);
    };
  }

  private static PictureStream tiff(ImageInputStream file) throws IOException {
    Orientation orientation = Orientation.ofTiff(rewound(file));
    return new PictureStream(rewound(file), orientation);
  }

  private static ImageInputStream rewound(ImageInputStream file) throws IOException {
    file.seek(0);
    return file;
  }

  /** Leaves out texts and profiles, which may unfold to gigabytes. */
  private static PictureStream png(ImageInputStream file) throws IOException {
    Excerpt whole = Excerpt.whole(file);
    Excerpt pixels = new Excerpt(file);
    pixels.add(0, PNG_SIGNATURE);
    Orientation orientation = Orientation.TOP_LEFT;
    long next = PNG_SIGNATURE;
    try {
      for (String type = ""; !type.equals("IEND"); ) {
        whole.seek(next);
        long length = whole.readUnsignedInt();
        type = fourLetters(whole);
        if (PNG_PIXELS.contains(type)) {
          pixels.add(next, PNG_CHUNK_FRAME + length);
        } else if (type.equals("eXIf")) {
          orientation = ofExif(bytes(whole, length));
        }
        next += PNG_CHUNK_FRAME + length;
      }
    } catch (EOFException e) {
      // The reader complains if pixels are missing.
    }
    return new PictureStream(pixels, orientation);
  }

  private static PictureStream webp(ImageInputStream file) throws IOException {
    Excerpt whole = Excerpt.whole(file, new byte[WEBP_AHEAD]);
    whole.setByteOrder(ByteOrder.LITTLE_ENDIAN);
    whole.seek(4);
    long end = RIFF_FRAME + whole.readUnsignedInt();
    if (end > file.length() + 1) {
      throw new IIOException("it has " + file.length() + " of " + end + " bytes");
    }
    Orientation orientation = Orientation.TOP_LEFT;
    for (long next = RIFF_HEADER; next + RIFF_FRAME <= Math.min(end, file.length()); ) {
      whole.seek(next);
      String type = fourLetters(whole);
      long length = whole.readUnsignedInt();
      if (type.equals("EXIF")) {
        orientation = ofExif(bytes(whole, length));
      }
      next += RIFF_FRAME + length + length % 2;
    }
    whole.seek(0);
    whole.setByteOrder(ByteOrder.BIG_ENDIAN);
    return new PictureStream(whole, orientation);
  }

  private static String fourLetters(ImageInputStream in) throws IOException {
    byte[] letters = new byte[4];
    in.readFully(letters);
    return new String(letters, StandardCharsets.ISO_8859_1);
  }

  private static byte[] bytes(ImageInputStream in, long length) throws IOException {
    byte[] bytes = new byte[(int) Math.min(length, EXIF_BYTES)];
    return Arrays.copyOf(bytes, Math.max(0, in.read(bytes)));
  }

  /** Many files lack nothing but the end marker, and are whole. */
  private static PictureStream jpeg(ImageInputStream file) throws IOException {
    JpegScans.check(rewound(file));
    return new PictureStream(Excerpt.whole(file, JPEG_END), ofJpeg(file));
  }

  private static Orientation ofJpeg(ImageInputStream file) throws IOException {
    try {
      List<JPEGSegment> segments = JPEGSegmentUtil.readSegments(rewound(file), JPEG.APP1, "Exif");
      if (segments.isEmpty()) {
        return Orientation.TOP_LEFT;
      }
      try (InputStream exif = segments.get(0).data()) {
        exif.skipNBytes(1); // "Exif" ends with two zeros, of which the library takes one.
        return ofExif(exif.readNBytes(EXIF_BYTES));
      }
    } catch (IOException | RuntimeException e) {
      return Orientation.TOP_LEFT;
    } finally {
      rewound(file);
    }
  }

  /** Some writers put the name that EXIF has in JPEG before it everywhere. */
  private static Orientation ofExif(byte[] exif) throws IOException {
    boolean named = Arrays.mismatch(exif, EXIF_NAME) == EXIF_NAME.length;
    byte[] tiff = named ? Arrays.copyOfRange(exif, EXIF_NAME.length, exif.length) : exif;
    try (ImageInputStream in = new MemoryCacheImageInputStream(new ByteArrayInputStream(tiff))) {
      return Orientation.ofTiff(in);
    }
  }
}
