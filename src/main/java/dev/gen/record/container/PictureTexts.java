package dev.gen.record.container;

import dev.gen.error.InvalidRequestException;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import javax.imageio.stream.FileImageInputStream;
import javax.imageio.stream.ImageInputStream;

/**
 * The texts that a picture file carries beside its pixels, by keyword.
 *
 * <p>A PNG has keywords of its own. What stands in Exif is found under {@code Exif.} and the name
 * of its tag ({@code Exif.UserComment}), XMP properties under {@code XMP.} and their qualified name
 * ({@code XMP.dc:description}), a comment of a JPEG under {@code JPEG.Comment}. Exif tags that name
 * a keyword themselves, as in {@code prompt:{...}}, are found under that keyword. Immutable.
 *
 * @param byKeyword the texts, in the order in which they stand in the file; of several with the
 *     same keyword the last
 * @param unread what is there but was not read, in words: too long, or cut off
 */
public record PictureTexts(Map<String, String> byKeyword, List<String> unread) {

  /** Keyword under which Automatic1111 and those who follow it keep prompt and settings. */
  public static final String PARAMETERS = "parameters";

  /** Keyword of this program's own record, as JSON. */
  public static final String GEN = "gen";

  private static final int SHOWN_BYTES = 8;

  /**
   * Reads the texts of a PNG, JPEG or WebP file; of the pixels nothing is read.
   *
   * <p>At most 8 MiB a text and 32 MiB in all are read, whatever the file says. A file that is cut
   * off gives what stands before the cut.
   *
   * @throws InvalidRequestException if the file is missing, cannot be read or is of another kind
   */
  public static PictureTexts read(Path file) {
    if (!Files.isRegularFile(file)) {
      String found = Files.exists(file) ? "is no file" : "does not exist";
      throw new InvalidRequestException("the picture " + file + " " + found + "; name a picture");
    }
    TextSink sink = new TextSink();
    try (ImageInputStream in = new FileImageInputStream(file.toFile())) {
      byte[] head = new byte[Container.HEAD_BYTES];
      int length = Math.max(0, in.read(head));
      read(in, container(head, file.toString(), length), sink);
    } catch (IOException e) {
      throw new InvalidRequestException(
          "cannot read the picture " + file + " (" + e.getMessage() + "); choose another", e);
    }
    return sink.texts();
  }

  private static void read(ImageInputStream in, Container container, TextSink sink)
      throws IOException {
    try {
      container.read(in, sink);
    } catch (EOFException e) {
      sink.skipped("what follows: the file ends too soon");
    }
  }

  /**
   * Puts texts into a picture that is encoded already; everything else stays as it is, byte for
   * byte. The same texts give the same bytes.
   *
   * <p>In a PNG each text gets a chunk. In a JPEG and a WebP the text {@link #PARAMETERS} becomes
   * the Exif UserComment, as the Automatic1111 family has it, and one other text the Exif
   * MakerNote, with its keyword before it; Exif that was there is replaced.
   *
   * @param picture a whole file, not modified
   * @param texts by keyword; characters 0, which no container holds, are left out
   * @throws InvalidRequestException if the picture is no PNG, JPEG or WebP, or its kind of file
   *     cannot hold the texts
   */
  public static byte[] write(byte[] picture, Map<String, String> texts) {
    return container(picture, "the encoded picture", picture.length).write(picture, texts);
  }

  private static Container container(byte[] head, String name, int length) {
    return Container.ALL.stream()
        .filter(container -> container.isOf(head))
        .findFirst()
        .orElseThrow(
            () ->
                new InvalidRequestException(
                    "%s is no PNG, JPEG or WebP: it %s; name one"
                        .formatted(
                            name,
                            length == 0
                                ? "is empty"
                                : "begins with "
                                    + HexFormat.of()
                                        .formatHex(head, 0, Math.min(length, SHOWN_BYTES)))));
  }
}
