package dev.gen.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gen.checkpoint.CheckpointOptions;
import dev.gen.checkpoint.CheckpointOptions.LoraUse;
import dev.gen.checkpoint.safetensors.SafetensorsWriter;
import dev.gen.error.InvalidRequestException;
import dev.gen.graph.Precision;
import dev.gen.graph.RandomModels;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which source a folder becomes, and that one that is kept is the same to all who ask. */
class ModelSourcesTest {

  @TempDir Path folder;

  @Test
  void ofAnExportBesideWeightsThatIsTakenWhichTheOptionsNeed() throws Exception {
    Path model = RandomModels.tiny("sd", folder.resolve("model"));
    Files.writeString(model.resolve("model_index.json"), "{}");
    Files.writeString(model.resolve("unet/model.onnx"), "an export");
    Path lora = RandomModels.lora(folder.resolve("style.safetensors"));

    assertThat(open(model, CheckpointOptions.none())).isInstanceOf(OnnxDirectory.class);
    assertThat(open(model, adding(lora))).isInstanceOf(CheckpointSource.class);
  }

  @Test
  void anExportAloneTakesNoLora() throws Exception {
    Path model = Files.createDirectories(folder.resolve("model/unet")).getParent();
    Files.writeString(model.resolve("model_index.json"), "{}");
    Files.writeString(model.resolve("unet/model.onnx"), "an export");
    Path lora = RandomModels.lora(folder.resolve("style.safetensors"));

    assertThatThrownBy(() -> open(model, adding(lora)))
        .isInstanceOf(InvalidRequestException.class)
        .hasMessageContaining("is an ONNX export, whose weights cannot be added to");
  }

  @Test
  void whatALoraLeavesOutIsSaidOfAKeptModelAsOften() {
    Path model = RandomModels.tiny("sd", folder.resolve("model"));
    String module = "unet.down_blocks.0.attentions.0.transformer_blocks.0.attn1.to_q";
    Path lora =
        new SafetensorsWriter()
            .addRandom(module + ".lora_A.weight", 2, 8)
            .addRandom(module + ".lora_B.weight", 8, 2)
            .addRandom("what.is.this", 1)
            .write(folder.resolve("style.safetensors"));
    KeptSource kept = new KeptSource(open(model, adding(lora)));

    for (int picture = 0; picture < 2; picture++) {
      assertThat(kept.warnings())
          .anySatisfy(
              line ->
                  assertThat(line)
                      .contains("style.safetensors: 1 of its keys are not known", "what.is.this"));
    }
  }

  @Test
  void aKeptModelAnswersEverythingThatAModelDoes() {
    for (Method method : ModelSource.class.getMethods()) {
      if (!Modifier.isStatic(method.getModifiers())) {
        assertThatCode(
                () ->
                    KeptSource.class.getDeclaredMethod(
                        method.getName(), method.getParameterTypes()))
            .as(method.toString())
            .doesNotThrowAnyException();
      }
    }
  }

  private static CheckpointOptions adding(Path lora) {
    return CheckpointOptions.none().withLoras(List.of(new LoraUse(lora, 1)));
  }

  private static ModelSource open(Path model, CheckpointOptions options) {
    return ModelSources.open(
        model, options, Optional.empty(), new ModelLocator(List.of()), Precision.FP32);
  }
}
