package dev.gen.spark;

import dev.gen.error.OutputException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSError;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocalFileSystem;
import org.apache.hadoop.fs.LocatedFileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RemoteIterator;
import org.apache.spark.util.SerializableConfiguration;

/**
 * The folder that pictures lie in, on any file system that Hadoop names.
 *
 * <p>A file appears under its name when it is complete, or not at all: it is written under another
 * name and renamed, or on an object store, where nothing is seen of an object before it is closed
 * and a rename would be a copy, written at once. Travels to executors.
 */
final class OutFolder implements Serializable {

  /** Where what is only of use while a batch runs lies; Spark's readers pass over such names. */
  static final String OWN = "_gen";

  private static final Set<String> OBJECT_STORES = Set.of("s3a", "s3", "gs", "oss", "cosn", "obs");

  private static final int BUFFER = 1 << 16;

  private final String uri;
  private final SerializableConfiguration configuration;

  /**
   * Names a folder, which need not be there.
   *
   * @throws OutputException if there is no such file system
   */
  OutFolder(String uri, Configuration configuration) {
    this.configuration = new SerializableConfiguration(configuration);
    try {
      Path path = new Path(uri.endsWith("/") ? uri : uri + "/");
      this.uri = path.getFileSystem(configuration).makeQualified(path).toString();
    } catch (IOException | IllegalArgumentException e) {
      throw new OutputException("cannot use the folder " + uri + ": " + e.getMessage(), e);
    }
  }

  /** Returns where a file lies; the folder itself has no name. */
  Path path(String name) {
    return name.isEmpty() ? new Path(uri) : new Path(new Path(uri), name);
  }

  /** Returns the file system, without the sums that Hadoop would keep beside local files. */
  FileSystem files() throws IOException {
    FileSystem found = new Path(uri).getFileSystem(configuration.value());
    return found instanceof LocalFileSystem local ? local.getRaw() : found;
  }

  /**
   * Writes a file, in place of one that is there.
   *
   * @throws OutputException if it cannot be written; then nothing is left under its name
   */
  void write(String name, byte[] bytes) {
    try {
      FileSystem files = files();
      Path target = path(name);
      if (OBJECT_STORES.contains(files.getUri().getScheme())) {
        put(files, target, bytes);
      } else {
        Path draft = path(OWN + "/" + UUID.randomUUID() + ".part");
        try {
          put(files, draft, bytes);
          if (name.contains("/")) {
            files.mkdirs(target.getParent());
          }
          place(files, draft, target);
        } catch (IOException | FSError e) {
          files.delete(draft, false);
          throw e;
        }
      }
    } catch (IOException | FSError e) {
      throw unwritable(name, e);
    }
  }

  /** Asks for no permissions, which Hadoop would set on a local file by a process of its own. */
  private static void put(FileSystem files, Path file, byte[] bytes) throws IOException {
    short copies = files.getDefaultReplication(file);
    long block = files.getDefaultBlockSize(file);
    try (OutputStream out = files.create(file, true, BUFFER, copies, block, null)) {
      out.write(bytes);
    }
  }

  /** Some file systems replace what is there, and some refuse to. */
  private static void place(FileSystem files, Path draft, Path target) throws IOException {
    if (!files.rename(draft, target)
        && !(files.delete(target, false) && files.rename(draft, target))) {
      throw new IOException("it cannot be renamed from " + draft);
    }
  }

  OutputException unwritable(String name, Throwable cause) {
    String reason = cause instanceof FSError ? cause.getCause().getMessage() : cause.getMessage();
    return new OutputException(
        "cannot write %s: %s; free some space or choose another folder, and run again: what is done stays"
            .formatted(path(name), String.valueOf(reason).split("\\R")[0]),
        cause);
  }

  /** Returns the content of a file, if there is one. */
  Optional<byte[]> read(String name) {
    try (InputStream in = files().open(path(name))) {
      return Optional.of(in.readAllBytes());
    } catch (FileNotFoundException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw new OutputException("cannot read " + path(name) + ": " + e.getMessage(), e);
    }
  }

  /** Returns the content of a file of text, empty if there is none. */
  String text(String name) {
    return new String(read(name).orElse(new byte[0]), StandardCharsets.UTF_8);
  }

  /** Returns the names of all files below a folder of this one, as they are given to this class. */
  Set<String> list(String folder) {
    Set<String> names = new HashSet<>();
    String root = new Path(uri).toUri().getPath();
    try {
      RemoteIterator<LocatedFileStatus> found = files().listFiles(path(folder), true);
      while (found.hasNext()) {
        String path = found.next().getPath().toUri().getPath();
        names.add(path.substring(root.length()).replaceFirst("^/", ""));
      }
    } catch (FileNotFoundException e) {
      return names;
    } catch (IOException e) {
      throw new OutputException("cannot list " + path(folder) + ": " + e.getMessage(), e);
    }
    return names;
  }

  /** Puts a file or folder in the place of another. */
  void replace(String name, String with) {
    try {
      files().delete(path(name), true);
      place(files(), path(with), path(name));
    } catch (IOException e) {
      throw unwritable(name, e);
    }
  }

  /** Deletes a file or folder, if it is there. */
  void delete(String name) {
    try {
      files().delete(path(name), true);
    } catch (IOException e) {
      throw unwritable(name, e);
    }
  }
}
