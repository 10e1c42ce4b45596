package dev.gen.files;

import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * Computes the sha256 of a large file in a JVM of its own, where this one is slow at it.
 *
 * <p>The launcher runs this program with the quick compiler alone, for which it starts half a
 * second earlier, and that compiler does not know the processor's instructions for sha256: a GB
 * takes it 7 s, another JVM with both compilers 1.3 s with all that it costs. The other process
 * ends when this one does, whatever ends it.
 */
final class DigestProcess {

  /** Less than that is computed here in the time that a JVM takes to start. */
  private static final long WORTH = 64 << 20;

  private DigestProcess() {}

  /** Returns the sha256 of a file, 64 hexadecimal digits. */
  static String sha256(Path file) throws IOException {
    // So a JVM describes itself that has the quick compiler alone.
    boolean slow = System.getProperty("java.vm.info", "").contains("emulated-client");
    Optional<String> elsewhere =
        slow && Files.size(file) > WORTH ? computedElsewhere(file) : Optional.empty();
    return elsewhere.isPresent() ? elsewhere.get() : computed(file);
  }

  private static String computed(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return digest(in);
    }
  }

  /** Returns nothing if no other JVM can be had. */
  static Optional<String> computedElsewhere(Path file) {
    try {
      Process process =
          new ProcessBuilder(command())
              .redirectInput(file.toFile())
              .redirectError(Redirect.DISCARD)
              .start();
      String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
      return Optional.of(said).filter(text -> text.matches("[0-9a-f]{64}"));
    } catch (IOException e) {
      return Optional.empty(); // If it is the file that cannot be read, reading it here will tell.
    }
  }

  private static List<String> command() {
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-Xshare:auto",
        "-XX:+UseSerialGC",
        "-XX:-UsePerfData",
        "-cp",
        System.getProperty("java.class.path"),
        DigestProcess.class.getName());
  }

  /** Reads standard input to its end and writes its sha256. */
  public static void main(String[] none) throws IOException {
    ProcessHandle.current()
        .parent()
        .ifPresent(parent -> parent.onExit().thenRun(() -> Runtime.getRuntime().halt(1)));
    try (OutputStream out = new FileOutputStream(FileDescriptor.out)) {
      String digest = digest(new FileInputStream(FileDescriptor.in));
      out.write(digest.getBytes(StandardCharsets.US_ASCII));
    }
  }

  private static String digest(InputStream in) throws IOException {
    MessageDigest digest = sha256();
    byte[] buffer = new byte[1 << 16];
    for (int read = in.read(buffer); read > 0; read = in.read(buffer)) {
      digest.update(buffer, 0, read);
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
