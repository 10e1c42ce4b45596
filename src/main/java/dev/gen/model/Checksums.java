package dev.gen.model;

import dev.gen.files.Fingerprints;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.stream.Collectors;

/** Which files' checksums are worth the time that reading them takes. */
public enum Checksums {
  /** Those that are read in a second. */
  OF_SMALL_FILES,
  /** All. */
  OF_ALL_FILES;

  private static final long SMALL = 100_000_000;

  /** Returns a line for each file: its sha256 and its path. */
  String lines(Collection<Path> files) {
    Fingerprints known = Fingerprints.ofUser();
    return files.stream()
        .map(file -> checksum(file, known) + "  " + file)
        .collect(Collectors.joining("\n"));
  }

  private String checksum(Path file, Fingerprints known) {
    try {
      return this == OF_ALL_FILES || Files.size(file) <= SMALL
          ? known.sha256(file)
          : "not computed, which takes a while (--sha256 does it)";
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
