package dev.gen.studio;

import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gen.checkpoint.CheckpointOptions;
import dev.gen.checkpoint.CheckpointOptions.LoraUse;
import dev.gen.graph.Precision;
import dev.gen.model.KeptSource;
import dev.gen.model.ModelLocator;
import dev.gen.model.ModelSource;
import dev.gen.model.ModelSources;
import dev.gen.model.OnnxDirectory;
import dev.gen.testing.Golden;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;

/** Every run that the reference implementation recorded, made again from models in every form. */
@Tag("golden")
class RecordedRunsTest {

  private static final Pattern SCALE = Pattern.compile("_(m|neg|minus)?(\\d)(\\d)$");

  private final Map<Path, ModelSource> exports = new HashMap<>();

  /** Opens an export, once for all of its runs. */
  private ModelSource export(Path folder) {
    return exports.computeIfAbsent(folder, path -> new KeptSource(OnnxDirectory.open(path)));
  }

  /** Lists every recorded run of every exported model in the folder. */
  @TestFactory
  Stream<DynamicTest> exportsAgreeStepByStep() {
    return models()
        .flatMap(model -> Golden.cases(model.resolve("golden")).stream())
        .map(file -> run(file, recorded -> export(recorded.modelFolder())));
  }

  /** The same weights as a directory of safetensors and as one file with the original names. */
  @TestFactory
  Stream<DynamicTest> checkpointsAgreeStepByStep() {
    return Stream.of(
            checkpoint("sd15-tiny", "sd15-tiny", "txt2img"),
            checkpoint("sd15-tiny", "sd15-tiny", "img2img_noise"),
            checkpoint("sd15-tiny", "sd15-tiny", "txt2img_clipskip2"),
            checkpoint("sd15-tiny", "sd15-tiny-ldm-fp16.safetensors", "txt2img_128w_64h"),
            checkpoint("sdxl-tiny", "sdxl-tiny", "txt2img_prompt2"),
            checkpoint("sdxl-tiny", "sdxl-tiny-sgm-fp16.safetensors", "txt2img_clipskip1"),
            checkpoint("sdxl-tiny", "sdxl-tiny-sgm-fp16.safetensors", "txt2img_noneg"))
        .flatMap(Optional::stream);
  }

  private static Optional<DynamicTest> checkpoint(String model, String form, String run) {
    Path file = Golden.path("tiny_pipelines").resolve(model + "/golden/" + run + ".json");
    Path folder = Golden.path("safetensors");
    CheckpointOptions options = CheckpointOptions.none().withConfigs(folder.resolve(model));
    return Files.exists(file)
        ? Optional.of(run(file, recorded -> open(folder.resolve(form), options)))
        : Optional.empty();
  }

  /** Lists the runs that tell SDXL sizes for both sides. */
  @TestFactory
  Stream<DynamicTest> sizesOfBothSidesAgreeStepByStep() {
    Path model = Golden.path("tiny_pipelines/sdxl-tiny");
    return Golden.cases(Golden.path("runs/sdxl-variants/golden")).stream()
        .filter(file -> Golden.read(file).at("/args/negative_original_size").isArray())
        .map(file -> run(file, recorded -> export(model)));
  }

  /** Lists the runs with LoRA files merged: which, and at what scale, stands in their names. */
  @TestFactory
  Stream<DynamicTest> lorasAgreeStepByStep() {
    return Golden.cases(Golden.path("safetensors/lora_golden")).stream()
        .map(file -> run(file, recorded -> withLoras(recorded, file)));
  }

  /** Lists the runs with adapters of every kind merged. */
  @TestFactory
  Stream<DynamicTest> adaptersAgreeStepByStep() {
    return Golden.cases(Golden.path("adapters/golden")).stream()
        .map(file -> run(file, RecordedRunsTest::withAdapters));
  }

  private static ModelSource withAdapters(RecordedRun recorded) {
    List<LoraUse> uses = new ArrayList<>();
    for (JsonNode adapter : recorded.json().get("adapters")) {
      Path file = Golden.path("adapters/" + adapter.get("file").asText());
      uses.add(new LoraUse(file, adapter.get("strength").asDouble()));
    }
    return open(
        Golden.path("safetensors/" + recorded.json().get("pipeline").asText()),
        CheckpointOptions.none().withLoras(uses));
  }

  private static ModelSource withLoras(RecordedRun recorded, Path file) {
    String name = recorded.json().get("run").asText();
    Matcher scale = SCALE.matcher(name);
    double factor = scale.find() ? Double.parseDouble(scale.group(2) + "." + scale.group(3)) : 1;
    double signed = scale.group(1) == null ? factor : -factor;
    Path folder = Golden.path("safetensors");
    boolean both = !name.contains("kohya") && !name.contains("peft");
    List<LoraUse> uses =
        Stream.of("kohya", "peft")
            .filter(kind -> both || name.contains(kind))
            .map(kind -> folder.resolve("lora_" + kind + "_sd15-tiny.safetensors"))
            .map(lora -> new LoraUse(lora, signed))
            .toList();
    return open(
        folder.resolve(recorded.json().get("pipeline").asText()),
        CheckpointOptions.none().withLoras(uses));
  }

  private static ModelSource open(Path model, CheckpointOptions options) {
    return ModelSources.open(
        model, options, Optional.empty(), new ModelLocator(List.of()), Precision.FP32);
  }

  private interface Source {
    ModelSource of(RecordedRun recorded);
  }

  private static DynamicTest run(Path file, Source source) {
    String name = file.getName(file.getNameCount() - 3) + "/" + file.getFileName();
    return dynamicTest(
        name,
        () -> {
          RecordedRun recorded = RecordedRun.read(file);
          RunComparison.repeat(recorded, source.of(recorded));
        });
  }

  private static Stream<Path> models() {
    try (Stream<Path> models = Files.list(Golden.path("tiny_pipelines"))) {
      return models
          .filter(model -> Files.isDirectory(model.resolve("golden")))
          .sorted()
          .toList()
          .stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
