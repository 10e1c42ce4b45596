package dev.gen.onnx;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import dev.gen.files.NativeFolder;
import dev.gen.files.UserFolders;
import java.io.File;
import java.io.IOException;
import java.net.URL;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * ONNX Runtime's native library, made ready when the first network opens.
 *
 * <p>Every class of ONNX Runtime loads the library when it is first touched, the options of a
 * session too: {@link #environment} comes before all of them.
 */
final class NativeLibrary {

  private static OrtEnvironment environment;

  private NativeLibrary() {}

  /**
   * Returns the one environment of the process.
   *
   * @throws dev.gen.error.InferenceException if the library does not load on this machine
   */
  static synchronized OrtEnvironment environment() {
    if (environment == null) {
      environment = start();
    }
    return environment;
  }

  private static OrtEnvironment start() {
    try (NativeFolder folder = NativeFolder.load("onnxruntime-" + platform(), libraries())) {
      System.setProperty("onnxruntime.native.path", folder.path().toString());
      OrtEnvironment started =
          OrtEnvironment.getEnvironment(OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL, "gen");
      started.setTelemetry(false);
      removeEmptyFolders();
      return started;
    } catch (IOException | OrtException | RuntimeException | LinkageError e) {
      throw NativeFolder.unusable("ONNX Runtime", e);
    }
  }

  /**
   * ONNX Runtime makes a folder in the temporary folder, needs it for nothing here, and deletes it
   * only when the process ends by itself. The launcher gives us our cache as temporary folder.
   */
  private static void removeEmptyFolders() {
    File temporary = new File(System.getProperty("java.io.tmpdir"));
    if (UserFolders.ofProcess().cache().equals(temporary.toPath())) {
      File[] made = temporary.listFiles((parent, name) -> name.startsWith("onnxruntime-java"));
      Stream.ofNullable(made).flatMap(Arrays::stream).forEach(File::delete);
    }
  }

  private static List<URL> libraries() throws IOException {
    List<URL> libraries = new ArrayList<>();
    for (String name : List.of("onnxruntime", "onnxruntime4j_jni")) {
      String resource = "/ai/onnxruntime/native/" + platform() + "/" + System.mapLibraryName(name);
      URL library = NativeLibrary.class.getResource(resource);
      if (library == null) {
        throw new IOException("there is no library for " + platform());
      }
      libraries.add(library);
    }
    return libraries;
  }

  private static String platform() {
    String arch = System.getProperty("os.arch");
    return NativeFolder.system() + "-" + (arch.equals("aarch64") ? "aarch64" : "x64");
  }
}
