package dev.gen.image;

import java.io.IOException;
import javax.imageio.IIOException;
import javax.imageio.stream.ImageInputStream;

/**
 * Counts the scans of a JPEG, each of which goes over the whole picture again (ITU-T T.81, annex
 * B).
 *
 * <p>Exists because thousands of them, of a few bytes each, cost minutes; encoders write about ten.
 */
final class JpegScans {

  private static final int MOST = 100;

  private static final int START_OF_SCAN = 0xDA;
  private static final int END_OF_IMAGE = 0xD9;
  private static final int FIRST_ALONE = 0xD0;

  private final ImageInputStream in;
  private final byte[] buffer = new byte[1 << 14];
  private int buffered;
  private int next;

  private JpegScans(ImageInputStream in) {
    this.in = in;
  }

  /**
   * Refuses a picture of far too many scans.
   *
   * @param in at the file's start; read to its end
   * @throws IIOException if it has more than 100
   */
  static void check(ImageInputStream in) throws IOException {
    new JpegScans(in).check();
  }

  private void check() throws IOException {
    int scans = 0;
    for (int marker = marker(); marker >= 0 && marker != END_OF_IMAGE; marker = marker()) {
      if (marker == START_OF_SCAN && ++scans > MOST) {
        throw new IIOException("it has more than " + MOST + " scans");
      }
      if (marker < FIRST_ALONE || marker > END_OF_IMAGE) {
        skip((read() << Byte.SIZE | read()) - 2);
      }
    }
  }

  /** Returns what follows the next 0xFF; a zero there stands for a 0xFF of the scan itself. */
  private int marker() throws IOException {
    for (int last = 0, now = read(); now >= 0; last = now, now = read()) {
      if (last == 0xFF && now != 0 && now != 0xFF) {
        return now;
      }
    }
    return -1;
  }

  private int read() throws IOException {
    if (next == buffered) {
      buffered = Math.max(0, in.read(buffer));
      next = 0;
    }
    return next < buffered ? buffer[next++] & 0xFF : -1;
  }

  private void skip(int count) throws IOException {
    for (int i = 0; i < count && read() >= 0; i++) {
      // A segment has at most 64 KB.
    }
  }
}
