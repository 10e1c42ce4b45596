package dev.gen.spark;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.spark.launcher.JavaModuleOptions;

/**
 * Spark out of Maven's jars: a standalone master, workers and drivers, each a process of its own on
 * loopback, with the class path that Spark itself asks for.
 */
final class LocalSpark implements AutoCloseable {

  private static final String QUICK = "-XX:TieredStopAtLevel=1";

  private final Path target = Path.of("target").toAbsolutePath();
  private final Path folder;
  private final Path home;
  private final String master;
  private final List<Process> processes = new ArrayList<>();

  /** Lays Spark out in a folder and starts a master. */
  LocalSpark(Path folder) throws IOException {
    this.folder = folder;
    this.home = Files.createDirectories(folder.resolve("spark"));
    Path jars = Files.createDirectories(home.resolve("jars"));
    for (String jar : Files.readAllLines(target.resolve("spark-libraries.txt"))) {
      Files.createSymbolicLink(jars.resolve(Path.of(jar).getFileName()), Path.of(jar));
    }
    this.master = "spark://127.0.0.1:" + freePort();
    start("master", "-Xmx256m", daemon("master.Master", "--port", master.split(":")[2]));
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private static List<String> daemon(String main, String... arguments) {
    List<String> command = new ArrayList<>(List.of("org.apache.spark.deploy." + main));
    command.addAll(List.of("--host", "127.0.0.1", "--webui-port", "0"));
    command.addAll(List.of(arguments));
    return command;
  }

  String master() {
    return master;
  }

  /** Starts a worker of one core. */
  Process startWorker(String name) throws IOException {
    String work = folder.resolve("work-" + name).toString();
    List<String> worker =
        daemon("worker.Worker", "--cores", "1", "--memory", "1g", "--work-dir", work, master);
    return start("worker-" + name, "-Xmx256m", worker);
  }

  /** Starts {@code spark-submit} with the jar of this project. */
  Process submit(String log, String master, List<String> options, Object... arguments)
      throws IOException {
    List<String> command = new ArrayList<>(List.of("org.apache.spark.deploy.SparkSubmit"));
    command.addAll(List.of("--master", master, "--class", "dev.gen.spark.GenBatch"));
    command.addAll(List.of("--executor-memory", "600m", "--driver-java-options", QUICK));
    command.addAll(List.of("--conf", "spark.executor.extraJavaOptions=" + QUICK));
    command.addAll(List.of("--conf", "spark.ui.enabled=false"));
    command.addAll(options);
    command.add(jar().toString());
    Stream.of(arguments).map(Object::toString).forEach(command::add);
    return start(log, "-Xmx1g", command);
  }

  /** Runs a program of one source file, whose driver draws as well. */
  Process runSource(String log, Path source, Object... arguments) throws IOException {
    List<String> command = new ArrayList<>(List.of("-Dspark.master=local[2]"));
    command.addAll(List.of("-Dspark.ui.enabled=false", source.toString()));
    Stream.of(arguments).map(Object::toString).forEach(command::add);
    return start(log, "-Xmx1g", command);
  }

  private Path jar() throws IOException {
    try (Stream<Path> files = Files.list(target)) {
      return files.filter(file -> file.toString().endsWith("-spark.jar")).findFirst().orElseThrow();
    }
  }

  private Process start(String log, String memory, List<String> arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of(QUICK, memory, "-XX:+UseSerialGC"));
    command.addAll(List.of(JavaModuleOptions.defaultModuleOptionArray()));
    String own = arguments.get(0).contains("deploy") ? "" : ":" + jar();
    command.addAll(List.of("-cp", home + "/jars/*" + own));
    command.addAll(arguments);
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().put("SPARK_HOME", home.toString());
    builder.environment().put("SPARK_SCALA_VERSION", "2.13");
    builder.environment().put("SPARK_LOCAL_IP", "127.0.0.1");
    Process process = builder.redirectErrorStream(true).redirectOutput(log(log).toFile()).start();
    processes.add(process);
    return process;
  }

  /** Returns where a process says what it says. */
  Path log(String name) {
    return folder.resolve(name + ".log");
  }

  /** Ends all that is still running, and takes the links away. */
  @Override
  public void close() throws IOException, InterruptedException {
    for (int i = processes.size() - 1; i >= 0; i--) {
      processes.get(i).destroy();
      if (!processes.get(i).waitFor(10, TimeUnit.SECONDS)) {
        processes.get(i).destroyForcibly().waitFor();
      }
    }
    try (Stream<Path> links = Files.list(home.resolve("jars"))) {
      for (Path link : links.toList()) {
        Files.delete(link);
      }
    }
  }
}
