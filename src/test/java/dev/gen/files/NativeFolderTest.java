package dev.gen.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.URI;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tried with a small library of the JDK. */
class NativeFolderTest {

  private static final String NAME = System.mapLibraryName("prefs");

  @TempDir Path folder;
  private Path cache;
  private Path original;
  private URL source;

  @BeforeEach
  void putALibraryIntoAJar() throws IOException {
    original = Path.of(System.getProperty("java.home"), "lib", NAME);
    assumeTrue(Files.exists(original), "this JDK has no " + NAME);
    cache = folder.resolve("cache/gen");
    Path jar = folder.resolve("library.jar");
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
      out.putNextEntry(new JarEntry("native/" + NAME));
      Files.copy(original, out);
    }
    source = URI.create("jar:" + jar.toUri() + "!/native/" + NAME).toURL();
  }

  private NativeFolder load(Path cache) throws IOException {
    return NativeFolder.load(cache, "prefs", List.of(source));
  }

  @Test
  void keepsALibraryForTheNextRun() throws IOException {
    Path first;
    try (NativeFolder loaded = load(cache)) {
      first = loaded.path().resolve(NAME);
    }
    Files.setLastModifiedTime(first, FileTime.fromMillis(0));
    try (NativeFolder loaded = load(cache)) {
      assertThat(loaded.path().resolve(NAME)).isEqualTo(first);
    }

    assertThat(first).startsWith(cache).hasSameBinaryContentAs(original);
    assertThat(Files.getLastModifiedTime(first)).isEqualTo(FileTime.fromMillis(0));
    assertThat(Files.list(first.getParent())).containsExactly(first);
  }

  @Test
  void replacesALibraryThatIsCutOff() throws IOException {
    Path file = load(cache).path().resolve(NAME);
    Files.delete(file);
    Files.writeString(file, "half");

    load(cache);

    assertThat(file).hasSameBinaryContentAs(original);
  }

  @Test
  void letsNobodyElseWriteIntoTheCache() throws IOException {
    assumeTrue(Files.getFileStore(folder).supportsFileAttributeView("unix"), "no POSIX files");
    Files.createDirectories(cache);
    Files.setPosixFilePermissions(cache, PosixFilePermissions.fromString("rwxrwxrwx"));

    Path kept = load(cache).path();

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(cache)))
        .isEqualTo("rwx------");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(kept)))
        .isEqualTo("rwx------");
  }

  @Test
  void unpacksForThisRunAloneWhereTheCacheCannotBeWritten() throws IOException {
    Path noFolder = Files.writeString(folder.resolve("file"), "");

    Path used;
    try (NativeFolder loaded = load(noFolder.resolve("gen"))) {
      used = loaded.path();
      assertThat(used.resolve(NAME)).hasSameBinaryContentAs(original);
    }

    assertThat(used).doesNotExist();
  }
}
