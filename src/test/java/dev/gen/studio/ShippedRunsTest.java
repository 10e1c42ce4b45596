package dev.gen.studio;

import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gen.checkpoint.CheckpointOptions;
import dev.gen.checkpoint.CheckpointOptions.LoraUse;
import dev.gen.graph.Precision;
import dev.gen.graph.RandomModels;
import dev.gen.model.ModelLocator;
import dev.gen.model.ModelSource;
import dev.gen.model.ModelSources;
import dev.gen.model.OnnxDirectory;
import dev.gen.model.OnnxExport;
import dev.gen.testing.Golden;
import dev.gen.testing.Models;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Whole runs of models of every kind, which the project carries: see {@link RunRecorder} for where
 * their numbers come from.
 */
class ShippedRunsTest {

  @TempDir static Path folder;

  @TestFactory
  Stream<DynamicTest> checkpointsDrawAsRecorded() {
    return runs()
        .map(run -> dynamicTest(run.name(), () -> RunComparison.repeat(run, source(run, folder))));
  }

  /** What is exported holds no LoRA, so those runs are left out. */
  @TestFactory
  Stream<DynamicTest> theirExportsDrawTheSame() {
    return runs()
        .filter(run -> !run.json().has("lora"))
        .map(run -> dynamicTest(run.name(), () -> RunComparison.repeat(run, exported(run))));
  }

  static Stream<RecordedRun> runs() {
    Path file = Models.resource("recorded/runs.json");
    JsonNode runs = Golden.read(file).get("runs");
    return StreamSupport.stream(runs.spliterator(), false).map(run -> new RecordedRun(file, run));
  }

  /** Opens the checkpoint of a run, which is written where it is not there yet. */
  static ModelSource source(RecordedRun run, Path folder) {
    Path model = folder.resolve(run.json().get("model").asText());
    if (Files.notExists(model)) {
      RandomModels.tiny(model.getFileName().toString(), model);
    }
    CheckpointOptions options = CheckpointOptions.none();
    if (run.json().has("lora")) {
      Path lora = RandomModels.lora(folder.resolve("lora.safetensors"));
      double scale = run.json().get("lora").asDouble();
      options = options.withLoras(List.of(new LoraUse(lora, scale)));
    }
    return ModelSources.open(
        model, options, Optional.empty(), new ModelLocator(List.of()), Precision.FP32);
  }

  private static ModelSource exported(RecordedRun run) {
    Path export = folder.resolve("export-" + run.json().get("model").asText());
    if (Files.notExists(export)) {
      OnnxExport.write(source(run, folder), export);
    }
    return OnnxDirectory.open(export);
  }
}
