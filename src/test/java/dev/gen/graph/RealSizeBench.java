package dev.gen.graph;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.SessionOptions;
import ai.onnxruntime.OrtSession.SessionOptions.OptLevel;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.gen.checkpoint.Checkpoint;
import dev.gen.checkpoint.CheckpointFamily;
import dev.gen.checkpoint.CheckpointOptions;
import dev.gen.checkpoint.ModelPart;
import dev.gen.tensor.FloatTensor;
import dev.gen.tensor.Shape;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Times networks of real size with random weights: see {@code scripts/bench/checkpoint.sh}.
 *
 * <p>Arguments: a family (SD1, SD2, SDXL), a folder for the checkpoint, F32 or F16, what to run
 * ({@code text}, {@code unet} or {@code vae}) and a side in pixels. The property {@code level} sets
 * ONNX Runtime's optimization level (default: ALL_OPT).
 */
public final class RealSizeBench {

  private static final int THREADS = 2;
  private static final int STEPS = 3;

  private final CheckpointFamily family;
  private final Path folder;
  private final OrtEnvironment environment = OrtEnvironment.getEnvironment();

  private RealSizeBench(CheckpointFamily family, Path folder) {
    this.family = family;
    this.folder = folder;
  }

  /** Makes the checkpoint if it is not there, and times one network. */
  public static void main(String[] arguments) throws IOException, OrtException {
    RealSizeBench bench =
        new RealSizeBench(CheckpointFamily.valueOf(arguments[0]), Path.of(arguments[1]));
    bench.makeCheckpoint(arguments[2].equals("F16"));
    int side = Integer.parseInt(arguments[4]) / 8;
    switch (arguments[3]) {
      case "text" -> bench.text();
      case "unet" -> bench.unet(side);
      case "vae" -> bench.vae(side);
      default -> throw new IllegalArgumentException(arguments[3]);
    }
    report("peak memory", peakMegabytes(), "MB");
  }

  private void makeCheckpoint(boolean half) throws IOException {
    Map<String, Map<String, Object>> configs = family.configs();
    for (ModelPart part : ModelPart.values()) {
      Map<String, Object> config = configs.get(part.folder());
      Path place = folder.resolve(part.folder());
      if (config == null || Files.exists(place)) {
        continue;
      }
      Files.createDirectories(place);
      new ObjectMapper().writeValue(place.resolve("config.json").toFile(), config);
      RandomCheckpoint.write(
          place.resolve("model.safetensors"),
          shapes(part, new NetworkConfig("", config)),
          half ? RandomCheckpoint.Precision.F16 : RandomCheckpoint.Precision.F32);
    }
  }

  private static Map<String, Shape> shapes(ModelPart part, NetworkConfig config) {
    return switch (part) {
      case UNET -> UNetGraph.weightShapes(config);
      case TEXT_ENCODER, TEXT_ENCODER_2 -> ClipTextGraph.weightShapes(config);
      case VAE -> {
        Map<String, Shape> both = new LinkedHashMap<>(VaeEncoderGraph.weightShapes(config));
        both.putAll(VaeDecoderGraph.weightShapes(config));
        yield both;
      }
    };
  }

  private void text() throws OrtException {
    long start = System.nanoTime();
    NetworkGraph graph = graphs().textEncoder(ModelPart.TEXT_ENCODER);
    try (OrtSession session = open(graph, start);
        OnnxTensor ids =
            OnnxTensor.createTensor(
                environment, LongBuffer.wrap(new long[77]), new long[] {1, 77})) {
      time(session, Map.of("input_ids", ids), "prompt", start);
    }
  }

  private void unet(int side) throws OrtException {
    long start = System.nanoTime();
    UNetGraph.Split graphs = graphs().splitUnet();
    int width = (Integer) family.configs().get("unet").get("cross_attention_dim");
    Map<String, FloatTensor> inputs = Networks.unet(2, 4, side, side, width);
    if (family == CheckpointFamily.SDXL) {
      inputs.put("text_embeds", GraphRunner.normal(3, 2, 1280));
      inputs.put("time_ids", FloatTensor.of(new Shape(1, 6), 8, 8, 0, 0, 8, 8).repeated(2));
    }
    try (GraphRunner prompt = GraphRunner.of(graphs.prompt())) {
      inputs = Networks.ofSteps(prompt, inputs);
    }
    report("prompt's keys and values computed after", since(start), "s");
    try (OrtSession session = open(graphs.steps(), start)) {
      time(session, tensors(inputs), "guided step", start);
    }
  }

  private void vae(int side) throws OrtException {
    long start = System.nanoTime();
    NetworkGraph graph = graphs().vaeDecoder();
    try (OrtSession session = open(graph, start)) {
      Map<String, FloatTensor> inputs =
          Map.of("latent_sample", GraphRunner.normal(1, 1, 4, side, side));
      time(session, tensors(inputs), "decode", start);
    }
  }

  private ModelGraphs graphs() {
    return new ModelGraphs(Checkpoint.open(folder, CheckpointOptions.none()));
  }

  private OrtSession open(NetworkGraph graph, long start) throws OrtException {
    report("graph built after", since(start), "s, " + graph.model().length / 1024 + " KB");
    try (SessionOptions options = new SessionOptions()) {
      options.setIntraOpNumThreads(THREADS);
      options.setOptimizationLevel(OptLevel.valueOf(System.getProperty("level", "ALL_OPT")));
      options.addConfigEntry(NetworkGraph.FOLDER_ENTRY, graph.weightFolder().toString());
      for (String entry : List.of(System.getProperty("ort", "").split(","))) {
        if (!entry.isEmpty()) {
          options.addConfigEntry(entry.split("=")[0], entry.split("=")[1]);
        }
      }
      if (System.getProperty("profile") != null) {
        options.enableProfiling(System.getProperty("profile"));
      }
      OrtSession session = environment.createSession(graph.model(), options);
      report(
          "session open after",
          since(start),
          "s, %.2f processor seconds".formatted(processorSeconds()));
      report("memory then", currentMegabytes(), "MB, peak " + peakMegabytes() + " MB");
      return session;
    }
  }

  private static void time(
      OrtSession session, Map<String, OnnxTensor> inputs, String what, long start)
      throws OrtException {
    for (int i = 0; i < STEPS; i++) {
      long before = System.nanoTime();
      double busyBefore = processorSeconds();
      session.run(inputs).close();
      double busy = processorSeconds() - busyBefore;
      report(what, since(before), "s, %.2f processor seconds".formatted(busy));
      if (i == 0) {
        report("first " + what + " done after", since(start), "s");
      }
    }
  }

  private Map<String, OnnxTensor> tensors(Map<String, FloatTensor> values) throws OrtException {
    Map<String, OnnxTensor> tensors = new HashMap<>();
    for (Map.Entry<String, FloatTensor> entry : values.entrySet()) {
      FloatTensor value = entry.getValue();
      tensors.put(
          entry.getKey(),
          OnnxTensor.createTensor(
              environment, FloatBuffer.wrap(value.values()), value.shape().toLongs()));
    }
    return tensors;
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

  private static double peakMegabytes() {
    return megabytes("VmHWM:");
  }

  private static double currentMegabytes() {
    return megabytes("VmRSS:");
  }

  private static double megabytes(String field) {
    try {
      return Files.readAllLines(Path.of("/proc/self/status")).stream()
          .filter(line -> line.startsWith(field))
          .mapToDouble(line -> Double.parseDouble(line.replaceAll("\\D", "")) / 1024)
          .findFirst()
          .orElse(Double.NaN);
    } catch (IOException e) {
      return Double.NaN;
    }
  }

  private static void report(String what, double value, String unit) {
    System.out.printf("%s: %.2f %s%n", what, value, unit);
  }
}
