package dev.gen.image;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.IIOException;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.ImageInputStreamImpl;

/**
 * Stretches of a file as one stream, for readers that should not see the rest.
 *
 * <p>Exists because readers trust what they are given: one unfolds texts that nobody wants, another
 * takes the end of a file for more zeros without end, a third a lost end marker for a torn file.
 * Buffered; the file stays the caller's.
 */
final class Excerpt extends ImageInputStreamImpl {

  /** A stretch of the file and where it stands in the excerpt, in bytes. */
  private record Stretch(long inFile, long at, long length) {

    boolean holds(long position) {
      return position >= at && position < at + length;
    }
  }

  private final ImageInputStream file;
  private final byte[] tail;
  private final List<Stretch> stretches = new ArrayList<>();
  private final byte[] buffer = new byte[1 << 14];
  private long length;
  private long bufferAt;
  private int buffered;
  private int current;

  /**
   * Starts with nothing.
   *
   * @param tail what is read behind the end; who wants more is refused. Without any the stream ends
   *     as a file does.
   */
  Excerpt(ImageInputStream file, byte... tail) {
    this.file = file;
    this.tail = tail;
  }

  /** Returns a whole file, buffered. */
  static Excerpt whole(ImageInputStream file, byte... tail) throws IOException {
    Excerpt whole = new Excerpt(file, tail);
    whole.add(0, file.length());
    return whole;
  }

  /** Appends a stretch of the file. */
  void add(long start, long count) {
    Stretch last = stretches.isEmpty() ? null : stretches.get(stretches.size() - 1);
    if (last != null && last.inFile + last.length == start) {
      stretches.set(stretches.size() - 1, new Stretch(last.inFile, last.at, last.length + count));
    } else {
      stretches.add(new Stretch(start, length, count));
    }
    length += count;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  /** Gives all that is asked for if there is so much, which readers of numbers rely on. */
  @Override
  public int read(byte[] bytes, int from, int count) throws IOException {
    bitOffset = 0;
    int done = 0;
    for (int more = 0; done < count && more >= 0; done += Math.max(more, 0)) {
      more = some(bytes, from + done, count - done);
    }
    if (done == 0 && count > 0 && tail.length > 0) {
      throw new IIOException("the file ends too early");
    }
    return done == 0 && count > 0 ? -1 : done;
  }

  private int some(byte[] bytes, int from, int count) throws IOException {
    if (streamPos < bufferAt || streamPos >= bufferAt + buffered) {
      fill();
    }
    int offset = (int) (streamPos - bufferAt);
    int given = Math.min(count, buffered - offset);
    if (given <= 0) {
      return ending(bytes, from);
    }
    System.arraycopy(buffer, offset, bytes, from, given);
    streamPos += given;
    return given;
  }

  private void fill() throws IOException {
    bufferAt = streamPos;
    buffered = 0;
    if (streamPos < length) {
      while (!stretches.get(current).holds(streamPos)) {
        current += streamPos < stretches.get(current).at ? -1 : 1;
      }
      Stretch stretch = stretches.get(current);
      long offset = streamPos - stretch.at;
      file.seek(stretch.inFile + offset);
      int wanted = (int) Math.min(buffer.length, stretch.length - offset);
      buffered = Math.max(0, file.read(buffer, 0, wanted));
    }
  }

  private int ending(byte[] bytes, int from) {
    if (streamPos >= length + tail.length) {
      return -1;
    }
    bytes[from] = tail[(int) (streamPos - length)];
    streamPos++;
    return 1;
  }

  @Override
  public long length() {
    return length;
  }
}
