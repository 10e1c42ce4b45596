package dev.gen.record.container;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import javax.imageio.stream.ImageInputStream;

/** A kind of picture file, as far as its texts go. */
interface Container {

  /** So many bytes tell the kind. */
  int HEAD_BYTES = 12;

  /** All kinds. */
  List<Container> ALL = List.of(new PngTexts(), new JpegTexts(), new WebpTexts());

  /** Returns whether a file that begins so is of this kind. */
  boolean isOf(byte[] head);

  /**
   * Reads the texts.
   *
   * @param file at any place; big-endian
   * @throws java.io.EOFException if the file is cut off; what stands before is in the sink
   */
  void read(ImageInputStream file, TextSink sink) throws IOException;

  /** Returns the picture with these texts, as {@link PictureTexts#write} says. */
  byte[] write(byte[] picture, Map<String, String> texts);
}
