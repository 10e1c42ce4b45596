package dev.gen.hub;

import dev.gen.error.ModelFormatException;
import dev.gen.error.OutputException;
import dev.gen.files.Fingerprints;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.function.LongConsumer;

/**
 * Fetches the content of one file, going on from what an earlier run left, and lets it appear only
 * when size and checksum are right.
 *
 * <p>What is not complete lies beside it as {@code ID.incomplete}, locked while it grows.
 *
 * @param client asked for the bytes
 * @param model and
 * @param commit where the file is
 * @param store into which it goes
 * @param progress gets the number of bytes each time some have come
 */
record BlobDownload(
    HubClient client, HubName model, String commit, HubStore store, LongConsumer progress) {

  /** Failures in a row of which none brought a byte. */
  private static final int FRUITLESS = 4;

  void fetch(HubFile file) throws IOException {
    Path whole = store.blob(file.id());
    if (isThere(whole, file)) {
      progress.accept(file.size());
      return;
    }
    Files.createDirectories(whole.getParent());
    Path part = whole.resolveSibling(file.id() + ".incomplete");
    try (FileChannel out =
            FileChannel.open(
                part,
                StandardOpenOption.CREATE,
                StandardOpenOption.READ,
                StandardOpenOption.WRITE);
        FileLock lock = lock(out)) {
      if (lock == null) {
        throw new OutputException(part + " is being fetched already; wait for it");
      }
      if (!isThere(whole, file)) {
        complete(file, part, out);
        Files.move(part, whole, StandardCopyOption.ATOMIC_MOVE);
        if (file.id().length() == HubStore.SHA256) {
          Fingerprints.ofUser()
              .keep(whole, file.id()); // It takes a while, and the first run wants it.
        }
      }
    }
  }

  /** Returns nothing where another process has the file, or another part of this one. */
  private static FileLock lock(FileChannel out) throws IOException {
    try {
      return out.tryLock();
    } catch (OverlappingFileLockException e) {
      return null;
    }
  }

  private static boolean isThere(Path whole, HubFile file) throws IOException {
    return Files.isRegularFile(whole) && Files.size(whole) == file.size();
  }

  private void complete(HubFile file, Path part, FileChannel out) throws IOException {
    if (out.size() > file.size()) {
      out.truncate(0);
    }
    boolean resumed = out.size() > 0;
    progress.accept(out.size());
    transferAll(file, out);
    if (!isRight(file, part) && resumed) {
      restart(out);
      transferAll(file, out);
    }
    if (!isRight(file, part)) {
      out.truncate(0);
      throw new ModelFormatException(
          "%s arrived with another checksum than the hub's, %s; run it again, it is fetched anew"
              .formatted(file.path(), file.id()));
    }
    out.force(true);
  }

  private static boolean isRight(HubFile file, Path part) throws IOException {
    return HubStore.checksum(part, file.id().length()).equals(file.id());
  }

  private void transferAll(HubFile file, FileChannel out) throws IOException {
    int fruitless = 0;
    while (out.size() < file.size()) {
      long before = out.size();
      try {
        transfer(file, out);
      } catch (IOException e) {
        if (Thread.currentThread().isInterrupted()) {
          throw e;
        }
        fruitless = out.size() > before ? 0 : fruitless + 1;
        if (fruitless == FRUITLESS) {
          throw new ModelFormatException(
              "%s broke off after %d of %d bytes (%s); run it again, it goes on there"
                  .formatted(file.path(), out.size(), file.size(), e.getMessage()),
              e);
        }
        client.rest(fruitless);
      }
    }
  }

  private void transfer(HubFile file, FileChannel out) throws IOException {
    long from = out.size();
    HttpResponse<InputStream> answer = client.file(model, commit, file.path(), from);
    try (InputStream in = client.guarded(answer.body())) {
      boolean goesOn =
          answer.statusCode() == 206
              && answer
                  .headers()
                  .firstValue("Content-Range")
                  .orElse("")
                  .startsWith("bytes " + from);
      if (from > 0 && !goesOn) {
        restart(out);
      }
      if (answer.statusCode() == 416) {
        throw new IOException("the hub refuses to go on at byte " + from);
      }
      requireLength(file, answer, file.size() - out.size());
      copy(file, in, out);
    }
    if (out.size() < file.size()) {
      throw new IOException("the connection ended");
    }
  }

  private static void requireLength(HubFile file, HttpResponse<?> answer, long expected) {
    long length = answer.headers().firstValueAsLong("Content-Length").orElse(expected);
    if (length != expected) {
      throw new ModelFormatException(
          "the hub sends %d bytes of %s, expected %d by its own listing; run it again later"
              .formatted(length, file.path(), expected));
    }
  }

  private void copy(HubFile file, InputStream in, FileChannel out) throws IOException {
    byte[] buffer = new byte[1 << 16];
    out.position(out.size());
    for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
      if (read > file.size() - out.position()) {
        out.truncate(0);
        throw new ModelFormatException(
            "the hub sends more than the %d bytes that %s has by its own listing"
                .formatted(file.size(), file.path()));
      }
      write(file, ByteBuffer.wrap(buffer, 0, read), out);
      progress.accept(read);
    }
  }

  private void write(HubFile file, ByteBuffer bytes, FileChannel out) {
    try {
      while (bytes.hasRemaining()) {
        out.write(bytes);
      }
    } catch (IOException e) {
      throw new OutputException(
          "%s cannot be written to %s: %s; run it again then, it goes on"
              .formatted(file.path(), store.blob(file.id()), e.getMessage()),
          e);
    }
  }

  private void restart(FileChannel out) throws IOException {
    progress.accept(-out.size());
    out.truncate(0);
  }
}
