package dev.gen.graph;

import static dev.gen.graph.Networks.assertAgree;
import static dev.gen.testing.Agreement.OF_NETWORKS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gen.checkpoint.Checkpoint;
import dev.gen.checkpoint.CheckpointFamily;
import dev.gen.checkpoint.CheckpointOptions;
import dev.gen.checkpoint.CheckpointOptions.LoraUse;
import dev.gen.checkpoint.ModelPart;
import dev.gen.error.ModelFormatException;
import dev.gen.tensor.FloatTensor;
import dev.gen.tensor.Shape;
import dev.gen.testing.Golden;
import dev.gen.testing.Recorded;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whole checkpoints in every form that is recorded, against the exports of the same weights. */
@Tag("golden")
class CheckpointGoldenTest {

  @ParameterizedTest
  @CsvSource({
    "sd15-tiny, sd15-tiny, SD1",
    "sd15-tiny-ldm-fp16.safetensors, sd15-tiny, SD1",
    "sdxl-tiny, sdxl-tiny, SDXL",
    "sdxl-tiny-sgm-fp16.safetensors, sdxl-tiny, SDXL"
  })
  void everyFormGivesTheNetworksOfTheExport(String form, String model, CheckpointFamily family) {
    Checkpoint checkpoint = open(form, model, CheckpointOptions.none());
    ModelGraphs graphs = new ModelGraphs(checkpoint);

    assertThat(checkpoint.family()).isEqualTo(family);
    agree(graphs.textEncoder(ModelPart.TEXT_ENCODER), model + "/text_encoder", Networks.ids(2, 77));
    if (family == CheckpointFamily.SDXL) {
      agree(
          graphs.textEncoder(ModelPart.TEXT_ENCODER_2),
          model + "/text_encoder_2",
          Networks.ids(2, 77));
      agree(graphs.unet(), model + "/unet", Networks.sdxlUnet(2, 8, 12));
    } else {
      agree(graphs.unet(), model + "/unet", Networks.unet(2, 4, 16, 8, 32));
    }
    agree(
        graphs.vaeDecoder(),
        model + "/vae_decoder",
        Map.of("latent_sample", GraphRunner.normal(1, 1, 4, 6, 8)));
    agree(
        graphs.vaeEncoder(),
        model + "/vae_encoder",
        Map.of("sample", GraphRunner.normal(1, 1, 3, 48, 64)));
  }

  @ParameterizedTest
  @CsvSource({
    "sd15-tiny, sd15-tiny, SD1",
    "sd15-tiny-ldm-fp16.safetensors, sd15-tiny, SD1",
    "sdxl-tiny-sgm-fp16.safetensors, sdxl-tiny, SDXL"
  })
  void aDenoiserInTwoPartsGivesTheSame(String form, String model, CheckpointFamily family) {
    UNetGraph.Split graphs =
        new ModelGraphs(open(form, model, CheckpointOptions.none())).splitUnet(UNetCut.NONE);
    Map<String, FloatTensor> inputs =
        family == CheckpointFamily.SDXL
            ? Networks.sdxlUnet(2, 8, 12)
            : Networks.unet(2, 4, 16, 8, 32);

    try (GraphRunner prompt = GraphRunner.of(graphs.prompt());
        GraphRunner steps = GraphRunner.of(graphs.steps().get(0));
        GraphRunner exported =
            GraphRunner.of(Golden.path("tiny_pipelines/" + model + "/unet/model.onnx"))) {
      OF_NETWORKS.check(
          "denoiser",
          steps.run(Networks.ofSteps(prompt, inputs)).get("out_sample"),
          exported.run(inputs).get("out_sample"));
    }
  }

  @ParameterizedTest
  @CsvSource({"kohya", "peft"})
  void lorasGiveTheRecordedPromptAndFirstStep(String naming) {
    JsonNode run = Golden.json("safetensors/lora_golden/lora_" + naming + "_08.json");
    ModelGraphs graphs =
        new ModelGraphs(open("sd15-tiny", "sd15-tiny", loras(new LoraUse(lora(naming), 0.8))));

    FloatTensor states =
        output(graphs.textEncoder(ModelPart.TEXT_ENCODER), ids(run), "last_hidden_state");
    FloatTensor noise = Golden.noise(100, new Shape(1, 4, 8, 8)).repeated(2);
    FloatTensor out =
        output(
            graphs.unet(),
            Map.of(
                "sample",
                noise,
                "timestep",
                FloatTensor.of(new Shape(), 831),
                "encoder_hidden_states",
                states),
            "out_sample");

    OF_NETWORKS.check(
        "prompt", List.of(states), Recorded.of(run.get("unet_encoder_hidden_states")));
    OF_NETWORKS.check("first step", List.of(out), Recorded.of(run.get("unet_calls").get(0), "out"));
  }

  @Test
  void oppositeLorasCancel() {
    Checkpoint plain = open("sd15-tiny", "sd15-tiny", CheckpointOptions.none());
    Checkpoint twice =
        open(
            "sd15-tiny-ldm-fp16.safetensors",
            "sd15-tiny",
            loras(new LoraUse(lora("kohya"), 0.7), new LoraUse(lora("kohya"), -0.7)));
    Map<String, FloatTensor> inputs = Networks.unet(1, 4, 8, 8, 32);

    OF_NETWORKS.check(
        "denoiser",
        output(new ModelGraphs(twice).unet(), inputs, "out_sample"),
        output(new ModelGraphs(plain).unet(), inputs, "out_sample"));
  }

  @Test
  void aLoraForAnotherFamilyIsRefusedWithItsKeys() {
    Checkpoint checkpoint = open("sdxl-tiny", "sdxl-tiny", loras(new LoraUse(lora("kohya"), 1)));

    assertThatThrownBy(() -> new ModelGraphs(checkpoint).leftOut())
        .isInstanceOf(ModelFormatException.class)
        .hasMessageContaining("lora_kohya_sd15-tiny.safetensors: this LoRA is for another model")
        .hasMessageContaining("made for this model's family (Stable Diffusion XL)");
  }

  @Test
  void aFileOfUnpublishedSizesNeedsItsConfigs() {
    Checkpoint checkpoint =
        Checkpoint.open(
            Golden.path("safetensors/sd15-tiny-ldm-fp16.safetensors"), CheckpointOptions.none());

    assertThatThrownBy(() -> new ModelGraphs(checkpoint).unet())
        .isInstanceOf(ModelFormatException.class)
        .hasMessageContaining(" weights do not fit the model's config")
        .hasMessageContaining("attn2.to_k.weight is [8, 32], not [8, 768]");
  }

  @ParameterizedTest
  @CsvSource({"sd15-tiny/vae", "sd15-tiny/vae/diffusion_pytorch_model.safetensors"})
  void anotherVaeTakesThePlaceOfTheModels(String vae) {
    Checkpoint checkpoint =
        open(
            "sd15-tiny-ldm-fp16.safetensors",
            "sd15-tiny",
            CheckpointOptions.none().withVae(Golden.path("safetensors/" + vae)));

    agree(
        new ModelGraphs(checkpoint).vaeDecoder(),
        "sd15-tiny/vae_decoder",
        Map.of("latent_sample", GraphRunner.normal(1, 1, 4, 8, 8)));
  }

  private static Checkpoint open(String form, String model, CheckpointOptions options) {
    return Checkpoint.open(
        Golden.path("safetensors/" + form),
        options.withConfigs(Golden.path("safetensors/" + model)));
  }

  private static CheckpointOptions loras(LoraUse... uses) {
    return CheckpointOptions.none().withLoras(List.of(uses));
  }

  private static Path lora(String naming) {
    return Golden.path("safetensors/lora_" + naming + "_sd15-tiny.safetensors");
  }

  private static void agree(NetworkGraph graph, String export, Map<String, FloatTensor> inputs) {
    try (GraphRunner built = GraphRunner.of(graph);
        GraphRunner exported =
            GraphRunner.of(Golden.path("tiny_pipelines/" + export + "/model.onnx"))) {
      assertAgree(built, exported, inputs);
    }
  }

  private static FloatTensor output(
      NetworkGraph graph, Map<String, FloatTensor> inputs, String name) {
    try (GraphRunner runner = GraphRunner.of(graph)) {
      return runner.run(inputs).get(name);
    }
  }

  private static Map<String, FloatTensor> ids(JsonNode run) {
    return Map.of(
        "input_ids",
        FloatTensor.concat(
            0, List.of(row(run.get("negative_prompt_ids")), row(run.get("prompt_ids")))));
  }

  private static FloatTensor row(JsonNode ids) {
    float[] row = new float[77];
    for (int i = 0; i < row.length; i++) {
      row[i] = ids.get(0).get(i).intValue();
    }
    return FloatTensor.of(new Shape(1, 77), row);
  }
}
