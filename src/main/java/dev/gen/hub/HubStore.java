package dev.gen.hub;

import dev.gen.error.ModelFormatException;
import dev.gen.error.OutputException;
import dev.gen.files.Fingerprints;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/**
 * One model's folder in the cache that Hugging Face's programs share: contents in {@code blobs} by
 * their checksums, links to them in {@code snapshots/COMMIT}, commits by name in {@code refs}.
 */
public final class HubStore {

  /** The digits of a sha256. */
  static final int SHA256 = 64;

  private final HubName model;
  private final Path folder;

  /** Takes the folder of a model, which need not exist. */
  public HubStore(Path cache, HubName model) {
    this.model = model;
    this.folder = cache.resolve("models--" + model.owner() + "--" + model.name());
  }

  Path blob(String id) {
    return folder.resolve("blobs").resolve(id);
  }

  /** Returns how many bytes of some files are not there yet. */
  long missingBytes(List<HubFile> files) {
    return files.stream()
        .filter(file -> !Files.exists(blob(file.id())))
        .mapToLong(file -> file.size() - blob(file.id() + ".incomplete").toFile().length())
        .sum();
  }

  /** Shows a file, whose content is there, in the folder of a commit. */
  void link(String commit, HubFile file) throws IOException {
    Path link = snapshot(commit).resolve(file.path());
    if (Files.exists(link)) {
      return;
    }
    Files.createDirectories(link.getParent());
    Files.deleteIfExists(link);
    try {
      Files.createSymbolicLink(link, link.getParent().relativize(blob(file.id())));
    } catch (IOException | UnsupportedOperationException e) {
      Files.copy(blob(file.id()), link); // Windows makes links for administrators only.
    }
  }

  /** Lets the revision's name mean a commit from now on. */
  void name(String commit) throws IOException {
    if (model.revision().equals(commit)) {
      return;
    }
    Path reference = folder.resolve("refs").resolve(model.revision());
    Files.createDirectories(reference.getParent());
    Path written = Files.createTempFile(reference.getParent(), ".ref", "");
    Files.writeString(written, commit);
    Files.move(written, reference, StandardCopyOption.ATOMIC_MOVE);
  }

  Path snapshot(String commit) {
    return folder.resolve("snapshots").resolve(commit);
  }

  /**
   * Reads every content again.
   *
   * @return the contents that are not what their checksums say, and the files whose content is
   *     gone; empty if all is well
   * @throws ModelFormatException if the model is not in the cache
   */
  public List<Path> verify() {
    requireFolder();
    List<Path> wrong = new ArrayList<>();
    try (Stream<Path> blobs = Files.list(folder.resolve("blobs"));
        Stream<Path> shown = Files.walk(folder.resolve("snapshots"))) {
      for (Path blob : blobs.sorted().toList()) {
        String id = blob.getFileName().toString();
        if (id.matches("[0-9a-f]{40}|[0-9a-f]{64}") && !checksum(blob, id.length()).equals(id)) {
          wrong.add(blob);
        }
      }
      shown.filter(file -> !Files.exists(file)).sorted().forEach(wrong::add);
    } catch (IOException | UncheckedIOException e) {
      throw new ModelFormatException("cannot read " + folder + ": " + e, e);
    }
    return wrong;
  }

  /**
   * Deletes the model with all its revisions.
   *
   * @return the folder that is gone
   * @throws ModelFormatException if the model is not in the cache
   * @throws OutputException if it cannot be deleted
   */
  public Path remove() {
    requireFolder();
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    } catch (IOException e) {
      throw new OutputException("cannot remove " + folder + ": " + e, e);
    }
    return folder;
  }

  private void requireFolder() {
    if (!Files.isDirectory(folder.resolve("blobs"))) {
      throw new ModelFormatException(
          "%s is not in the cache (no folder %s)".formatted(model.repository(), folder));
    }
  }

  /** Computes sha256 for 64 digits, git's sha1 of a blob for 40. */
  static String checksum(Path file, int digits) throws IOException {
    return digits == SHA256 ? Fingerprints.computed(file) : gitName(file);
  }

  private static String gitName(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      MessageDigest digest = MessageDigest.getInstance("SHA-1");
      digest.update(("blob " + Files.size(file) + "\0").getBytes(StandardCharsets.US_ASCII));
      in.transferTo(new DigestOutputStream(OutputStream.nullOutputStream(), digest));
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-1", e);
    }
  }
}
