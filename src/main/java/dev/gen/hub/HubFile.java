package dev.gen.hub;

import dev.gen.error.ModelFormatException;

/**
 * One file of a repository.
 *
 * @param path below the repository, with slashes; safe as a path here
 * @param size bytes
 * @param id its sha256 (64 digits), or for a file that git itself keeps its blob's sha1 (40 digits)
 */
public record HubFile(String path, long size, String id) {

  private static final String RESERVED = "(?i)(con|prn|aux|nul|com\\d|lpt\\d)(\\..*)?";

  /**
   * Checks that the name stays within the folder that it is put into.
   *
   * @throws ModelFormatException if it would not, or if there is no checksum
   */
  public HubFile {
    for (String name : path.split("/", -1)) {
      if (name.isEmpty()
          || name.length() > 255
          || name.endsWith(".")
          || name.endsWith(" ")
          || name.matches(RESERVED)
          || name.matches("(?s).*[\\\\:*?\"<>|\\p{Cntrl}].*")) {
        throw new ModelFormatException(
            "the repository names a file \"%s\", which is not safe to write; nothing is fetched"
                .formatted(path));
      }
    }
    if (size < 0 || !id.matches("[0-9a-f]{40}|[0-9a-f]{64}")) {
      throw new ModelFormatException(
          "the hub gives no size or checksum for %s; nothing is fetched".formatted(path));
    }
  }

  /** Returns the last part of the path. */
  String name() {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  /** Returns all but the last part of the path, empty at the top. */
  String folder() {
    return path.contains("/") ? path.substring(0, path.lastIndexOf('/')) : "";
  }
}
