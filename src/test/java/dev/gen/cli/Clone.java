package dev.gen.cli;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A clone of the project that is built: the launcher, and a jar that stands for these classes. */
record Clone(Path home) {

  private static final List<String> CHECKSUMS =
      Stream.of(System.getProperty("java.home") + "/release", "/dev/null")
          .map(Clone::checksum)
          .toList();

  /** How a process ended. */
  record End(int exitCode, String out, String err) {}

  private static String checksum(String file) {
    try {
      Process cksum = new ProcessBuilder("cksum").redirectInput(new File(file)).start();
      return new String(cksum.getInputStream().readAllBytes()).strip().replace(' ', '-');
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Clone in(Path home) throws IOException {
    Clone clone = new Clone(home);
    Files.createDirectories(clone.source().getParent());
    Files.createDirectories(clone.jar().getParent());
    Files.createDirectories(clone.programs());
    Files.copy(Path.of("gen"), clone.gen());
    for (Path source : List.of(clone.source(), Files.writeString(home.resolve("pom.xml"), ""))) {
      Files.writeString(source, "");
      Files.setLastModifiedTime(source, FileTime.fromMillis(0));
    }
    clone.writeJar();
    for (Path archive : clone.archives()) {
      Files.writeString(archive, "");
      Files.setLastModifiedTime(archive, FileTime.from(Instant.now().plusSeconds(5)));
    }
    return clone;
  }

  private void writeJar() throws IOException {
    Manifest manifest = new Manifest();
    Attributes attributes = manifest.getMainAttributes();
    attributes.put(Attributes.Name.MANIFEST_VERSION, "1.0");
    attributes.put(Attributes.Name.MAIN_CLASS, Main.class.getName());
    attributes.put(new Attributes.Name("Enable-Native-Access"), "ALL-UNNAMED");
    attributes.put(
        Attributes.Name.CLASS_PATH,
        Arrays.stream(System.getProperty("java.class.path").split(":"))
            .map(entry -> Path.of(entry).toUri().toString())
            .collect(Collectors.joining(" ")));
    new JarOutputStream(Files.newOutputStream(jar()), manifest).close();
  }

  Path gen() {
    return home.resolve("gen");
  }

  Path jar() {
    return home.resolve("target/gen.jar");
  }

  /** Returns the archives of classes for this JDK, and for one that says nothing of itself. */
  List<Path> archives() {
    return CHECKSUMS.stream().map(sum -> home.resolve("target/gen-" + sum + ".jsa")).toList();
  }

  Path lock() {
    return home.resolve("target/build.lock");
  }

  Path source() {
    return home.resolve("src/main/Main.java");
  }

  private Path programs() {
    return home.resolve("bin");
  }

  /** Puts a program of this name before all others. */
  void program(String name, String... lines) throws IOException {
    Path file = programs().resolve(name);
    Files.writeString(file, "#!/bin/sh\n" + String.join("\n", lines) + "\n");
    file.toFile().setExecutable(true);
  }

  /** Runs a line of shell beside the clone. */
  End sh(Map<String, String> environment, String line) throws Exception {
    return run(environment, "sh", "-c", line);
  }

  End run(Map<String, String> environment, String... command) throws Exception {
    Process process = start(environment, command);
    process.getOutputStream().close();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    String err = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
    if (!process.waitFor(60, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new IllegalStateException("still running: " + err);
    }
    return new End(process.exitValue(), out, err);
  }

  Process start(Map<String, String> environment, String... command) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command).directory(home.getParent().toFile());
    Map<String, String> variables = builder.environment();
    variables.keySet().removeAll(List.of("JAVA_TOOL_OPTIONS", "ORT_DISABLE_TELEMETRY"));
    variables.put("JAVA_HOME", System.getProperty("java.home"));
    variables.putAll(environment);
    variables.put("PATH", programs() + ":" + variables.get("PATH"));
    return builder.start();
  }
}
