package dev.gen.files;

import com.sun.security.auth.module.UnixSystem;
import dev.gen.error.InferenceException;
import java.io.IOException;
import java.net.URL;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A folder of native libraries, taken out of their jars and loaded.
 *
 * <p>Left alone, libraries copy their native part to the temporary folder at every start: tens of
 * megabytes, which a killed process leaves there, some under names that others could take first.
 * This class keeps them in {@link UserFolders#cache}, in a folder whose name changes with its
 * content and in which nobody but the user can write. Where that cannot be, or nothing may be run
 * from there, they lie in a new folder inside the temporary folder until {@link #close}. Threads
 * and processes may do this at once.
 */
public final class NativeFolder implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(NativeFolder.class);

  private static final Set<PosixFilePermission> OWNER_ONLY =
      PosixFilePermissions.fromString("rwx------");

  private static final Set<PosixFilePermission> OTHERS_WRITE =
      Set.of(PosixFilePermission.GROUP_WRITE, PosixFilePermission.OTHERS_WRITE);

  private final Path path;
  private final List<JarLibrary> libraries;
  private final boolean kept;

  private NativeFolder(Path path, List<JarLibrary> libraries, boolean kept) {
    this.path = path;
    this.libraries = libraries;
    this.kept = kept;
  }

  /**
   * Unpacks libraries where that has not been done, and loads them.
   *
   * @param name of the folder in the cache, without a version
   * @param sources the libraries in their jar, in the order in which they are loaded
   * @return the folder, which the caller closes when nobody asks for its files any more
   * @throws IOException if there is no folder that they can be unpacked to and loaded from
   */
  public static NativeFolder load(String name, List<URL> sources) throws IOException {
    return load(UserFolders.ofProcess().cache(), name, sources);
  }

  static synchronized NativeFolder load(Path cache, String name, List<URL> sources)
      throws IOException {
    List<JarLibrary> libraries = new ArrayList<>();
    for (URL source : sources) {
      libraries.add(JarLibrary.of(source));
    }
    try {
      return new NativeFolder(cached(cache, name, libraries), libraries, true).loaded();
    } catch (IOException | RuntimeException | UnsatisfiedLinkError e) {
      LOG.info("{} is unpacked at every start, for the cache cannot keep it: {}", name, e + "");
      List<Throwable> failures = new ArrayList<>(List.of(e));
      for (Path place : temporaryFolders(System.getenv())) {
        try {
          return temporary(place, name, libraries);
        } catch (IOException | UnsatisfiedLinkError failure) {
          failures.add(failure);
        }
      }
      throw new IOException(
          "it can be unpacked and run neither in the cache nor in a temporary folder %s; %s"
              .formatted(failures, "name a folder in XDG_CACHE_HOME where it can"));
    }
  }

  /** The launcher names the cache as the JVM's temporary folder; the system has one besides. */
  private static Set<Path> temporaryFolders(Map<String, String> environment) {
    Set<Path> folders = new LinkedHashSet<>();
    folders.add(Path.of(System.getProperty("java.io.tmpdir")));
    folders.add(Path.of(environment.getOrDefault("TMPDIR", "/tmp")));
    return folders;
  }

  private static NativeFolder temporary(Path place, String name, List<JarLibrary> libraries)
      throws IOException {
    NativeFolder folder =
        new NativeFolder(Files.createTempDirectory(place, name), libraries, false);
    try {
      unpack(libraries, folder.path);
      return folder.loaded();
    } catch (IOException | UnsatisfiedLinkError e) {
      folder.close();
      throw e;
    }
  }

  private static Path cached(Path cache, String name, List<JarLibrary> libraries)
      throws IOException {
    if (!cache.isAbsolute()) {
      throw new IOException("the user has no home folder");
    }
    Path folder =
        cache.resolve(
            name + "-" + Long.toHexString(libraries.get(libraries.size() - 1).checksum()));
    makeOwn(cache);
    makeOwn(folder);
    if (!isComplete(libraries, folder)) {
      try (FileChannel lock =
          FileChannel.open(
              cache.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
        lock.lock();
        unpack(libraries, folder);
      }
    }
    return folder;
  }

  /** Makes a folder that only its owner can write, and refuses one that somebody else made. */
  private static void makeOwn(Path folder) throws IOException {
    if (!folder.getFileSystem().supportedFileAttributeViews().contains("unix")) {
      Files.createDirectories(folder);
      return;
    }
    if (!Files.isDirectory(folder)) {
      Files.createDirectories(folder, PosixFilePermissions.asFileAttribute(OWNER_ONLY));
    }
    if ((int) Files.getAttribute(folder, "unix:uid") != user()) {
      throw new IOException(folder + " belongs to somebody else");
    }
    if (!Collections.disjoint(Files.getPosixFilePermissions(folder), OTHERS_WRITE)) {
      Files.setPosixFilePermissions(folder, OWNER_ONLY);
    }
  }

  /** Linux tells it by a file, without a look-up of the user's name. */
  private static int user() throws IOException {
    Path self = Path.of("/proc/self");
    return Files.exists(self)
        ? (int) Files.getAttribute(self, "unix:uid")
        : (int) new UnixSystem().getUid();
  }

  private static boolean isComplete(List<JarLibrary> libraries, Path folder) throws IOException {
    for (JarLibrary library : libraries) {
      if (!library.isIn(folder)) {
        return false;
      }
    }
    return true;
  }

  private static void unpack(List<JarLibrary> libraries, Path folder) throws IOException {
    for (JarLibrary library : libraries) {
      if (!library.isIn(folder)) {
        library.unpackInto(folder);
      }
    }
  }

  /** Shows at once whether programs may be run from the folder. */
  private NativeFolder loaded() {
    for (JarLibrary library : libraries) {
      System.load(path.resolve(library.name()).toAbsolutePath().toString());
    }
    return this;
  }

  /** Says that a library does not load on this machine, and what lies at the bottom of it. */
  public static InferenceException unusable(String library, Throwable failure) {
    Throwable root = failure;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    String machine = System.getProperty("os.name") + " " + System.getProperty("os.arch");
    return new InferenceException(
        library + " does not load on " + machine + ": " + root.getMessage(), failure);
  }

  /** Returns how the jars of native libraries call this operating system. */
  public static String system() {
    String os = System.getProperty("os.name").toLowerCase(Locale.ROOT);
    return os.contains("mac") ? "osx" : os.contains("win") ? "win" : "linux";
  }

  /** Returns where the libraries lie. */
  public Path path() {
    return path;
  }

  /** Deletes what is not kept, as far as the system lets it; what is loaded stays loaded. */
  @Override
  public void close() {
    if (!kept) {
      libraries.forEach(library -> path.resolve(library.name()).toFile().delete());
      path.toFile().delete();
    }
  }
}
