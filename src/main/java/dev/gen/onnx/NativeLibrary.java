package dev.gen.onnx;

import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Locale;
import org.slf4j.LoggerFactory;

/**
 * Unpacks ONNX Runtime's native library once for all runs.
 *
 * <p>Left alone, ONNX Runtime copies 28 MB out of its jar at every start. This class keeps them in
 * the user's cache folder, under a name that changes with the library, and points ONNX Runtime
 * there. Where the cache cannot be written, ONNX Runtime does as it always did.
 */
final class NativeLibrary {

  private static final String FOLDER_PROPERTY = "onnxruntime.native.path";

  private NativeLibrary() {}

  /** Makes the library ready; called before the first use of ONNX Runtime. */
  static void prepare() {
    if (System.getProperty(FOLDER_PROPERTY) != null) {
      return;
    }
    try {
      Path folder = unpacked();
      System.setProperty(FOLDER_PROPERTY, folder.toString());
    } catch (IOException | RuntimeException e) {
      LoggerFactory.getLogger(NativeLibrary.class)
          .info("the native library is unpacked at every start, for its cache failed: {}", e + "");
    }
  }

  private static Path unpacked() throws IOException {
    String platform = platform();
    String main = System.mapLibraryName("onnxruntime");
    Path folder =
        cacheFolder().resolve("onnxruntime-" + platform + "-" + fingerprint(platform, main));
    for (String library : List.of(main, System.mapLibraryName("onnxruntime4j_jni"))) {
      Path file = folder.resolve(library);
      if (!Files.exists(file)) {
        Files.createDirectories(folder);
        unpack(resource(platform, library), file);
      }
    }
    return folder;
  }

  /** Copies to a temporary name and moves, so that parallel runs never see half a library. */
  private static void unpack(URL from, Path to) throws IOException {
    Path partial = Files.createTempFile(to.getParent(), "partial", null);
    try (InputStream in = from.openStream()) {
      Files.copy(in, partial, StandardCopyOption.REPLACE_EXISTING);
      Files.move(partial, to, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(partial);
    }
  }

  private static String fingerprint(String platform, String library) throws IOException {
    JarURLConnection entry = (JarURLConnection) resource(platform, library).openConnection();
    return Long.toHexString(entry.getJarEntry().getCrc());
  }

  private static URL resource(String platform, String library) throws IOException {
    URL url = NativeLibrary.class.getResource("/ai/onnxruntime/native/" + platform + "/" + library);
    if (url == null) {
      throw new IOException("ONNX Runtime has no library for " + platform);
    }
    return url;
  }

  private static String platform() {
    String os = System.getProperty("os.name").toLowerCase(Locale.ROOT);
    String name = os.contains("mac") ? "osx" : os.contains("win") ? "win" : "linux";
    String arch = System.getProperty("os.arch");
    return name + "-" + (arch.equals("aarch64") ? "aarch64" : "x64");
  }

  /** Returns {@code $XDG_CACHE_HOME/gen}, or {@code ~/.cache/gen} where that is not set. */
  private static Path cacheFolder() {
    String cache = System.getenv("XDG_CACHE_HOME");
    Path root =
        cache == null || cache.isBlank()
            ? Path.of(System.getProperty("user.home"), ".cache")
            : Path.of(cache);
    return root.resolve("gen");
  }
}
