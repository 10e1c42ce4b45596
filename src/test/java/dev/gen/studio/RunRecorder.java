package dev.gen.studio;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gen.model.DiffusionModel;
import dev.gen.model.family.ModelFamilies;
import dev.gen.tensor.FloatTensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * Writes what {@link ShippedRunsTest} compares with.
 *
 * <p>The numbers are this program's own, recorded while every run of the reference implementation
 * that is compared elsewhere agreed; they hold that state where the recordings of the reference are
 * not at hand. To record a new run, add its arguments to {@code recorded/runs.json} and run this
 * class with the file's path, after the golden tests have passed.
 */
final class RunRecorder {

  private static final ObjectMapper JSON = new ObjectMapper();

  private RunRecorder() {}

  /** Fills in the numbers of every run of a file. */
  public static void main(String[] arguments) throws IOException {
    Path file = Path.of(arguments[0]);
    Path folder = Files.createTempDirectory("models");
    ObjectNode all = (ObjectNode) JSON.readTree(file.toFile());
    StringBuilder text = new StringBuilder("{\"runs\": [");
    String between = "\n";
    for (var json : all.get("runs")) {
      RecordedRun run = new RecordedRun(file, json);
      DiffusionModel model = ModelFamilies.load(run.over(ShippedRunsTest.source(run, folder)));
      record((ObjectNode) json, Replay.run(run, model, 0));
      text.append(between).append(JSON.writeValueAsString(json));
      between = ",\n";
    }
    Files.writeString(file, text.append("\n]}\n"));
  }

  private static void record(ObjectNode run, Replay replay) {
    ArrayNode calls = run.putArray("unet_calls");
    for (Replay.Prediction prediction : replay.predictions()) {
      ObjectNode call = calls.addObject().put("t", prediction.timestep());
      summarize(call, "in8", "in_", prediction.input());
      summarize(call, "out8", "out_", prediction.output());
    }
    ArrayNode latents = run.putArray("latents");
    replay.latents().forEach(latent -> summarize(latents.addObject(), "first8", "", latent));
    summarize(run.putObject("picture"), "first8", "", replay.image().toTensor());
  }

  private static void summarize(ObjectNode json, String first, String prefix, FloatTensor tensor) {
    ArrayNode values = json.putArray(first);
    double sum = 0;
    double squares = 0;
    for (float value : tensor.values()) {
      sum += value;
      squares += (double) value * value;
    }
    for (float value : Arrays.copyOf(tensor.values(), 8)) {
      values.add(value);
    }
    json.put(prefix + "sum", (float) sum).put(prefix + "l2", (float) Math.sqrt(squares));
  }
}
