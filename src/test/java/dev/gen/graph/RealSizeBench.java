package dev.gen.graph;

import dev.gen.checkpoint.Checkpoint;
import dev.gen.checkpoint.CheckpointFamily;
import dev.gen.checkpoint.CheckpointOptions;
import dev.gen.checkpoint.ModelPart;
import dev.gen.graph.RandomCheckpoint.Precision;
import dev.gen.onnx.OnnxModel;
import dev.gen.onnx.OnnxSession;
import dev.gen.onnx.PreparedNetworks;
import dev.gen.onnx.SessionSettings;
import dev.gen.tensor.FloatTensor;
import dev.gen.tensor.Shape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Times a network of real size with random weights, opened as the program opens it: see {@code
 * scripts/bench/checkpoint.sh}.
 *
 * <p>Arguments: a family (SD1, SD2, SDXL), a folder for the checkpoint, F32 or F16, what to run
 * ({@code text}, {@code unet} or {@code vae}), a side in pixels, and {@code int8} if the network
 * shall multiply bytes. The property {@code runs} is how often it runs. Prints one row of a table.
 */
public final class RealSizeBench {

  private static final int RUNS = Integer.getInteger("runs", 4);

  private final CheckpointFamily family;
  private final Path folder;
  private final SessionSettings settings;

  private final boolean inBytes;

  private RealSizeBench(CheckpointFamily family, Path folder, boolean inBytes) {
    this.inBytes = inBytes;
    this.family = family;
    this.folder = folder;
    this.settings =
        new SessionSettings(2, Optional.of(PreparedNetworks.in(folder.resolve("networks"))));
  }

  /** Makes the checkpoint if it is not there, and times one network. */
  public static void main(String[] arguments) {
    RealSizeBench bench =
        new RealSizeBench(
            CheckpointFamily.valueOf(arguments[0]),
            Path.of(arguments[1]).toAbsolutePath(),
            arguments.length > 5 && arguments[5].equals("int8"));
    bench.makeCheckpoint(arguments[2].equals("F16"));
    int pixels = Integer.parseInt(arguments[4]);
    int side = pixels / 8;
    double busyBefore = processorSeconds();
    long start = System.nanoTime();
    Times times =
        switch (arguments[3]) {
          case "text" -> bench.text(start);
          case "unet" -> bench.unet(start, side);
          case "vae" -> bench.vae(start, side);
          default -> throw new IllegalArgumentException(arguments[3]);
        };
    System.out.printf(
        "| %s %s %s, %d x %d | %.1f s, %.1f cpu s | %.1f s | %.2f s (%.2f - %.2f), %.1f cpu s"
            + " | %.1f GB | %.1f GB |%n",
        arguments[0],
        arguments[2],
        arguments[3],
        pixels,
        pixels,
        times.open,
        times.openBusy - busyBefore,
        times.firstDone,
        times.median(),
        times.runs.get(0),
        times.runs.get(times.runs.size() - 1),
        times.busy / RUNS,
        times.memory,
        gigabytes("VmHWM:"));
  }

  private void makeCheckpoint(boolean half) {
    Precision precision = half ? Precision.F16 : Precision.F32;
    family
        .configs()
        .forEach(
            (component, config) -> {
              if (!Files.exists(folder.resolve(component))) {
                RandomModels.write(folder, component, config, precision);
              }
            });
  }

  private Times text(long start) {
    FloatTensor ids = FloatTensor.of(new Shape(1, 77), new float[77]);
    return time(graphs().textEncoder(ModelPart.TEXT_ENCODER), Map.of("input_ids", ids), start);
  }

  private Times unet(long start, int side) {
    UNetGraph.Split graphs = graphs().splitUnet(UNetCut.NONE);
    int width = (Integer) family.configs().get("unet").get("cross_attention_dim");
    Map<String, FloatTensor> inputs = Networks.unet(2, 4, side, side, width);
    if (family == CheckpointFamily.SDXL) {
      inputs.put("text_embeds", GraphRunner.normal(3, 2, 1280));
      inputs.put("time_ids", FloatTensor.of(new Shape(1, 6), 8, 8, 0, 0, 8, 8).repeated(2));
    }
    OnnxModel prompt = model(graphs.prompt());
    try (OnnxSession session = prompt.open(settings)) {
      FloatTensor states = inputs.remove("encoder_hidden_states");
      inputs.putAll(
          session.run(Map.of("encoder_hidden_states", states), prompt.outputs().keySet()));
    }
    return time(graphs.steps().get(0), inputs, start);
  }

  private Times vae(long start, int side) {
    FloatTensor latent = GraphRunner.normal(1, 1, 4, side, side);
    return time(graphs().vaeDecoder(), Map.of("latent_sample", latent), start);
  }

  private ModelGraphs graphs() {
    return new ModelGraphs(
        Checkpoint.open(folder, CheckpointOptions.none()),
        inBytes ? Path.of("") : folder.resolve("scratch"));
  }

  private static OnnxModel model(NetworkGraph graph) {
    return GraphRunner.model(graph);
  }

  private Times time(NetworkGraph graph, Map<String, FloatTensor> inputs, long start) {
    OnnxModel model = model(inBytes ? quantized(graph) : graph);
    Times times = new Times();
    try (OnnxSession session = model.open(settings)) {
      times.open = since(start);
      times.openBusy = processorSeconds();
      times.memory = gigabytes("VmRSS:");
      for (int i = 0; i < RUNS; i++) {
        long before = System.nanoTime();
        session.run(inputs, model.outputs().keySet());
        times.runs.add(since(before));
        times.firstDone = i == 0 ? since(start) : times.firstDone;
      }
      times.busy = processorSeconds() - times.openBusy;
    }
    times.runs.sort(null);
    return times;
  }

  private NetworkGraph quantized(NetworkGraph graph) {
    return QuantizedGraph.of(
        graph.name(), graph.model(), graph.weightFolder(), folder.resolve("scratch"));
  }

  /** Seconds since the start and of single runs, processor seconds, and gigabytes when open. */
  private static final class Times {
    private double open;
    private double openBusy;
    private double memory;
    private double firstDone;
    private double busy;
    private final List<Double> runs = new ArrayList<>();

    private double median() {
      return (runs.get((RUNS - 1) / 2) + runs.get(RUNS / 2)) / 2;
    }
  }

  private static double processorSeconds() {
    return ProcessHandle.current()
        .info()
        .totalCpuDuration()
        .map(duration -> duration.toNanos() / 1e9)
        .orElse(Double.NaN);
  }

  private static double since(long start) {
    return (System.nanoTime() - start) / 1e9;
  }

  private static double gigabytes(String field) {
    try {
      return Files.readAllLines(Path.of("/proc/self/status")).stream()
          .filter(line -> line.startsWith(field))
          .mapToDouble(line -> Double.parseDouble(line.replaceAll("\\D", "")) / (1 << 20))
          .findFirst()
          .orElse(Double.NaN);
    } catch (IOException e) {
      return Double.NaN;
    }
  }
}
