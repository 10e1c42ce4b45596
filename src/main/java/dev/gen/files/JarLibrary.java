package dev.gen.files;

import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.zip.ZipEntry;

/**
 * A native library inside a jar.
 *
 * @param name of the file
 * @param source where it lies
 * @param size in bytes, unpacked
 * @param checksum that the jar keeps of it, CRC-32
 */
record JarLibrary(String name, URL source, long size, long checksum) {

  static JarLibrary of(URL source) throws IOException {
    if (!(source.openConnection() instanceof JarURLConnection connection)) {
      throw new IOException(source + " lies in no jar");
    }
    ZipEntry entry = connection.getJarEntry();
    String name = entry.getName().substring(entry.getName().lastIndexOf('/') + 1);
    return new JarLibrary(name, source, entry.getSize(), entry.getCrc());
  }

  /** Returns whether the folder holds the whole library. */
  boolean isIn(Path folder) throws IOException {
    Path file = folder.resolve(name);
    return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) && Files.size(file) == size;
  }

  /** Writes the library under another name and moves it, so that nobody ever sees half of it. */
  void unpackInto(Path folder) throws IOException {
    Path part = folder.resolve(name + ".part");
    try (InputStream in = source.openStream()) {
      Files.copy(in, part, StandardCopyOption.REPLACE_EXISTING);
      Files.move(part, folder.resolve(name), StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(part);
    }
  }
}
