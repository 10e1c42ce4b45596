package dev.gen.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** The models that tests draw with. */
public final class Models {

  private Models() {}

  /** Returns a whole model of a few kilobytes, which draws coloured noise of 64 x 64 pixels. */
  public static Path tiny() {
    return resource("models/tiny");
  }

  /** Returns a file among the test resources. */
  public static Path resource(String name) {
    try {
      return Path.of(Models.class.getResource("/" + name).toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Copies the tiny model into a folder, so that a test can spoil it. */
  public static Path copyOfTiny(Path folder) {
    return copy(tiny(), folder.resolve("tiny"));
  }

  /** Copies a folder with all that lies in it. */
  public static Path copy(Path from, Path to) {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.toList()) {
        Files.copy(file, to.resolve(from.relativize(file).toString()));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return to;
  }
}
