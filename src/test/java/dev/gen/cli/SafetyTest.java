package dev.gen.cli;

import static dev.gen.cli.Commands.gen;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gen.checkpoint.safetensors.SafetensorsWriter;
import dev.gen.graph.ClipVisionGraph;
import dev.gen.graph.nodes.Attribute;
import dev.gen.graph.nodes.ElementType;
import dev.gen.graph.nodes.OnnxGraph;
import dev.gen.graph.nodes.Value;
import dev.gen.image.RgbImage;
import dev.gen.job.Field;
import dev.gen.job.JobJson;
import dev.gen.record.container.PictureTexts;
import dev.gen.testing.CommandLineRun;
import dev.gen.testing.Models;
import dev.gen.testing.Pictures;
import dev.gen.testing.TinyClip;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SafetyTest {

  private static final String NAMED =
      "\"safety_checker\": [\"x\", \"StableDiffusionSafetyChecker\"]";

  @TempDir Path folder;
  private Path model;

  @BeforeEach
  void copyModel() {
    model = Models.copyOfTiny(folder);
  }

  /** Gives the model a checker to which everything is above, or below, its threshold. */
  private void writeChecker(float threshold) throws IOException {
    Path place = Files.createDirectories(model.resolve("safety_checker"));
    Files.writeString(
        place.resolve("config.json"),
        """
        {"projection_dim": 6,
         "vision_config": {"hidden_size": 12, "intermediate_size": 20, "num_hidden_layers": 2,
           "num_attention_heads": 3, "image_size": 16, "patch_size": 5}}
        """);
    SafetensorsWriter writer = new SafetensorsWriter();
    ClipVisionGraph.weightShapes(TinyClip.vision("quick_gelu"), "vision_model.vision_model")
        .forEach((name, shape) -> writer.add(name, shape.sizes(), TinyClip.values(name, shape)));
    writer.add("concept_embeds", new int[] {1, 6}, 1, 0, 0, 0, 0, 0);
    writer.add("concept_embeds_weights", new int[] {1}, threshold);
    writer.add("special_care_embeds", new int[] {1, 6}, 1, 0, 0, 0, 0, 0);
    writer.add("special_care_embeds_weights", new int[] {1}, 1);
    writer.write(place.resolve("model.safetensors"));
  }

  private void nameChecker() throws IOException {
    Path index = model.resolve("model_index.json");
    Files.writeString(index, Files.readString(index).replaceFirst("\\{", "{" + NAMED + ","));
  }

  private CommandLineRun drawn(String name, String... more) {
    List<String> args =
        new java.util.ArrayList<>(
            List.of("a red cat", "--steps", "2", "--seed", "1", "--model", model.toString()));
    args.addAll(List.of("-o", folder.resolve(name).toString()));
    args.addAll(List.of(more));
    return gen(args.toArray(String[]::new));
  }

  private RgbImage picture(String name) {
    return Pictures.read(folder.resolve(name));
  }

  private String recorded(String name) {
    String job = PictureTexts.read(folder.resolve(name)).byKeyword().get(PictureTexts.GEN);
    return JobJson.read(job).text(Field.SAFETY).orElse("nothing");
  }

  @Test
  void blursWhatTheModelsOwnCheckerHoldsForUnsafeAndSaysSo() throws IOException {
    drawn("plain.png");
    writeChecker(-1);
    nameChecker();

    CommandLineRun run = drawn("blurred.png");

    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.err()).contains("safety checker holds the picture of the seed 1 for unsafe");
    assertThat(recorded("plain.png")).isEqualTo("nothing");
    assertThat(recorded("blurred.png")).isEqualTo("on");
    assertThat(contrast(picture("blurred.png"))).isLessThan(contrast(picture("plain.png")) / 2);
    assertThat(gen("verify", folder.resolve("blurred.png").toString()).exitCode()).isZero();
  }

  /** Returns the mean difference of neighbours. */
  private static double contrast(RgbImage image) {
    double sum = 0;
    for (int i = 3; i < image.rgb().length; i++) {
      sum += Math.abs((image.rgb()[i] & 0xFF) - (image.rgb()[i - 3] & 0xFF));
    }
    return sum / image.rgb().length;
  }

  @Test
  void leavesAloneWhatIsSafe() throws IOException {
    drawn("plain.png");
    writeChecker(1);

    CommandLineRun run = drawn("safe.png", "--safety", "on");

    assertThat(run.err()).doesNotContain("unsafe");
    assertThat(picture("safe.png").rgb()).isEqualTo(picture("plain.png").rgb());
  }

  @Test
  void onlyTellsWhereItIsToReportAndIsSilentWhereItIsOff() throws IOException {
    drawn("plain.png");
    writeChecker(-1);
    nameChecker();

    CommandLineRun told = drawn("told.png", "--safety", "report");
    CommandLineRun off = drawn("off.png", "--safety", "off");

    assertThat(told.err()).contains("for unsafe; it errs in both directions");
    assertThat(off.err()).doesNotContain("unsafe");
    assertThat(picture("told.png").rgb()).isEqualTo(picture("plain.png").rgb());
    assertThat(picture("off.png").rgb()).isEqualTo(picture("plain.png").rgb());
    assertThat(recorded("off.png")).isEqualTo("off");
  }

  @Test
  void aCheckerThatTheIndexDoesNotNameIsNotRun() throws IOException {
    writeChecker(-1);

    assertThat(drawn("plain.png").err()).doesNotContain("unsafe");
    assertThat(recorded("plain.png")).isEqualTo("off");
  }

  @Test
  void runsAnExportedChecker() throws IOException {
    OnnxGraph graph = new OnnxGraph("checker");
    Value pixels = graph.input("clip_input", ElementType.FLOAT, "batch", 3, "height", "width");
    graph.input("images", ElementType.FLOAT, "batch", "h", "w", 3);
    Value large =
        graph.node(
            "ReduceMax", List.of(pixels, graph.longs(1, 2, 3)), Attribute.of("keepdims", 0L));
    Value unsafe = graph.node("Greater", List.of(large, graph.floats(-100)));
    graph.output("has_nsfw_concepts", ElementType.BOOL, unsafe, "batch");
    Path place = Files.createDirectories(model.resolve("safety_checker"));
    Files.write(place.resolve("model.onnx"), graph.toBytes());

    CommandLineRun run = drawn("told.png", "--safety", "report");

    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.err()).contains("for unsafe");
  }

  @Test
  void refusesToCheckWithoutAChecker() {
    CommandLineRun run = drawn("no.png", "--safety", "on");

    assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(run.err()).contains("--safety is on, but").contains("has no safety_checker");
  }
}
