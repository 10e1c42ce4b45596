package dev.gen.text;

import ai.djl.engine.EngineException;
import ai.djl.huggingface.tokenizers.jni.LibUtils;
import dev.gen.files.NativeFolder;
import java.io.IOException;
import java.net.URL;
import java.util.ArrayList;
import java.util.List;

/** Hugging Face's native library, made ready when the first tokenizer opens. */
final class TokenizerLibrary {

  private static boolean loaded;

  private TokenizerLibrary() {}

  /**
   * Loads the library; does nothing if that is done.
   *
   * @throws dev.gen.error.InferenceException if it does not load on this machine
   */
  static synchronized void load() {
    if (loaded) {
      return;
    }
    // Either one keeps DJL from reporting to its makers; offline, it downloads no library either.
    System.setProperty("OPT_OUT_TRACKING", "true");
    System.setProperty("ai.djl.offline", "true");
    try (NativeFolder folder = NativeFolder.load("tokenizers-" + platform(), libraries())) {
      String library = System.mapLibraryName("tokenizers");
      System.setProperty("RUST_LIBRARY_PATH", folder.path().resolve(library).toString());
      LibUtils.checkStatus();
      loaded = true;
    } catch (IOException | EngineException | LinkageError e) {
      throw NativeFolder.unusable("the tokenizer library", e);
    }
  }

  private static List<URL> libraries() throws IOException {
    List<URL> libraries = new ArrayList<>();
    for (String name : names()) {
      URL library = LibUtils.class.getResource("/native/lib/" + platform() + "/cpu/" + name);
      if (library == null) {
        throw new IOException("there is no library for " + platform());
      }
      libraries.add(library);
    }
    return libraries;
  }

  private static List<String> names() {
    String library = System.mapLibraryName("tokenizers");
    return library.endsWith(".dll")
        ? List.of("libwinpthread-1.dll", "libgcc_s_seh-1.dll", "libstdc++-6.dll", library)
        : List.of(library);
  }

  private static String platform() {
    String arch = System.getProperty("os.arch");
    return NativeFolder.system() + "-" + (arch.equals("amd64") ? "x86_64" : arch);
  }
}
