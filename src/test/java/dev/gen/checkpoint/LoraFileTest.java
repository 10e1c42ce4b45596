package dev.gen.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gen.checkpoint.CheckpointOptions.LoraUse;
import dev.gen.checkpoint.adapter.Adapter;
import dev.gen.checkpoint.adapter.Change;
import dev.gen.checkpoint.keys.KeyRule;
import dev.gen.checkpoint.safetensors.SafetensorsWriter;
import dev.gen.error.InvalidRequestException;
import dev.gen.error.ModelFormatException;
import dev.gen.tensor.Shape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LoraFileTest {

  private static final Map<ModelPart, Map<String, Shape>> SHAPES =
      Map.of(
          ModelPart.UNET,
          Map.of("a.weight", new Shape(8, 4), "b.weight", new Shape(4, 4), "b.bias", new Shape(4)));

  @TempDir Path folder;

  @Test
  void whatIsUnknownOrFitsNothingIsNamedAndTheRestIsAdded() throws IOException {
    Path lora =
        lora("unet.a", 8, 4)
            .addRandom("lora_unet_nowhere.lora_up.weight", 4, 2)
            .addRandom("lora_unet_nowhere.lora_down.weight", 2, 4)
            .addRandom("lora_unet_half.lora_down.weight", 2, 4)
            .addRandom("something.else", 2)
            .write(folder.resolve("style.safetensors"));
    Checkpoint model = model(new LoraUse(lora, 1));

    assertThat(model.leftOut(SHAPES))
        .hasSize(2)
        .anySatisfy(
            line -> assertThat(line).contains("style.safetensors: 1 of its modules", "nowhere"))
        .anySatisfy(
            line ->
                assertThat(line)
                    .contains("2 of its keys are not known", "something.else", "lora_unet_half"));
    assertThat(model.weights(ModelPart.UNET, SHAPES.get(ModelPart.UNET), folder).areChanged())
        .isTrue();
  }

  @Test
  void aBiasThatTheModelLacksIsNamedAndTheRestIsAdded() throws IOException {
    Path file =
        lora("unet.a", 8, 4)
            .addRandom("unet.a.lora_B.bias", 8)
            .write(folder.resolve("style.safetensors"));
    Checkpoint model = model(new LoraUse(file, 1));

    assertThat(model.leftOut(SHAPES))
        .singleElement()
        .satisfies(
            line ->
                assertThat(line)
                    .endsWith(
                        "1 of its modules add to a bias that the model lacks; it is left out: a"));
    assertThat(model.weights(ModelPart.UNET, SHAPES.get(ModelPart.UNET), folder).areChanged())
        .isTrue();
  }

  @Test
  void outputsAreScaledWithTheirBiasWhereTheyHaveOne() {
    Path file =
        new SafetensorsWriter()
            .addRandom("base_model.model.a.ia3_l", 8, 1)
            .addRandom("base_model.model.b.ia3_l", 4, 1)
            .write(folder.resolve("adapter_model.safetensors"));

    assertThat(fit(file, SHAPES.get(ModelPart.UNET)).changes())
        .containsOnlyKeys("a.weight", "b.weight", "b.bias");
    assertThat(fit(file, SHAPES.get(ModelPart.UNET)).misfits()).isEmpty();
    assertThat(fit(file, SHAPES.get(ModelPart.UNET)).withoutBias()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"'', 8, 4", "'', 4, 8", "ff.a, 4, 8"})
  void factorsOfAConvolutionAreForInputsWhereTheConfigSaysSo(String inputs, int out, int in)
      throws IOException {
    Files.writeString(
        folder.resolve("adapter_config.json"),
        "{\"feedforward_modules\": [\"%s\"]}".formatted(inputs));
    boolean onInputs = !inputs.isEmpty();
    Path file =
        new SafetensorsWriter()
            .addRandom("base_model.model.x.ff.a.ia3_l", 1, onInputs ? in : out, 1, 1)
            .write(folder.resolve("adapter_model.safetensors"));
    Map<String, Shape> shapes =
        Map.of("x.ff.a.weight", new Shape(out, in, 3, 3), "x.ff.a.bias", new Shape(out));

    assertThat(fit(file, shapes).changes().keySet())
        .isEqualTo(onInputs ? Set.of("x.ff.a.weight") : shapes.keySet());
  }

  @ParameterizedTest
  @CsvSource({
    "oft_R.weight, '4,6', 8, 16, true", // four triangles of 4 by 4
    "oft_R.weight, '1,6', 8, 16, true",
    "oft_R.weight, '3,6', 8, 16, false",
    "oft_R.weight, '4,5', 8, 16, false", // no triangle has five numbers
    "oft_R.weight, '4', 8, 16, false",
    "oft_r, '2,4,4', 8, 16, true", // on the outputs
    "oft_r, '4,4,4', 8, 16, false",
    "oft_r, '2,4,3', 8, 16, false",
  })
  void rotationsOfPeftFitLayersThatTheirBlocksFill(
      String role, String shape, int out, int in, boolean fits) {
    int[] sizes = Arrays.stream(shape.split(",")).mapToInt(Integer::parseInt).toArray();
    Path file =
        new SafetensorsWriter()
            .addRandom("base_model.model.a." + role, sizes)
            .write(folder.resolve("adapter_model.safetensors"));

    assertThat(fit(file, Map.of("a.weight", new Shape(out, in))).misfits().isEmpty())
        .isEqualTo(fits);
  }

  private static LoraFile.Fit fit(Path file, Map<String, Shape> shapes) {
    return LoraFile.open(file).fit(ModelPart.UNET, shapes, KeyRule.SAME_NAMES);
  }

  @Test
  void aFileOfWhichNothingFitsIsRefusedWithItsFamily() throws IOException {
    Path lora =
        new SafetensorsWriter()
            .metadata("modelspec.architecture", "flux-1-dev/lora")
            .addRandom("lora_unet_double_blocks_0_img_attn_proj.lora_up.weight", 4, 2)
            .addRandom("lora_unet_double_blocks_0_img_attn_proj.lora_down.weight", 2, 4)
            .write(folder.resolve("style.safetensors"));

    assertThatThrownBy(() -> model(new LoraUse(lora, 1)).leftOut(SHAPES))
        .isInstanceOf(ModelFormatException.class)
        .hasMessageContaining("this LoRA is for another model (FLUX)")
        .hasMessageContaining("1 of its 1 modules do not fit: double_blocks_0_img_attn_proj")
        .hasMessageContaining("(Stable Diffusion 1)");
  }

  @Test
  void aFileOfAnotherFamilyIsRefusedThoughSomeOfItFits() throws IOException {
    Path lora =
        lora("unet.a", 8, 4)
            .addRandom("lora_te2_x.lora_up.weight", 4, 2)
            .addRandom("lora_te2_x.lora_down.weight", 2, 4)
            .addRandom("lora_te2_y.lora_up.weight", 4, 2)
            .addRandom("lora_te2_y.lora_down.weight", 2, 4)
            .write(folder.resolve("style.safetensors"));

    assertThatThrownBy(() -> model(new LoraUse(lora, 1)).leftOut(SHAPES))
        .isInstanceOf(ModelFormatException.class)
        .hasMessageContaining("another model (Stable Diffusion XL): 2 of its 3 modules");
  }

  @Test
  void aFileWithoutAnyLoraIsRefused() {
    Path file = new SafetensorsWriter().addRandom("x", 2).write(folder.resolve("x.safetensors"));

    assertThatThrownBy(() -> LoraFile.open(file))
        .isInstanceOf(ModelFormatException.class)
        .hasMessageContaining("there is no LoRA in it that can be added: 'x'");
  }

  @Test
  void aBrokenFileOfAnotherFamilyIsNamed() {
    String module = "transformer.single_transformer_blocks.0.attn.to_q";
    Path file =
        new SafetensorsWriter()
            .addRandom(module + ".lora_A.weight", 1)
            .addRandom(module + ".lora_B.weight", 1)
            .write(folder.resolve("x.safetensors"));

    assertThatThrownBy(() -> LoraFile.open(file))
        .isInstanceOf(ModelFormatException.class)
        .hasMessageContaining("no LoRA in it that can be added (its names are of FLUX)");
  }

  @Test
  void aModuleUnderTwoNamesIsAddedOnce() {
    Path lora =
        lora("unet.b", 4, 4)
            .addRandom("lora_unet_b.diff", 4, 4)
            .addRandom("b.lora_A.weight", 2, 4)
            .write(folder.resolve("style.safetensors"));

    assertThat(LoraFile.open(lora).adapters().get(ModelPart.UNET)).containsOnlyKeys("b");
  }

  @ParameterizedTest
  @CsvSource({"false, 0.25", "true, 0.5"})
  void alphaInTheMetadataScalesModulesWithoutTheirOwn(String stabilised, double scale) {
    String config =
        "{\\\"unet.lora_alpha\\\": 1, \\\"unet.use_rslora\\\": %s}".formatted(stabilised);
    assertThat(change(config).scale()).isEqualTo(scale);
  }

  @Test
  void aConfigBesideAFileOfPeftScalesItsModules() throws IOException {
    Files.writeString(
        folder.resolve("adapter_config.json"),
        "{\"r\": 2, \"lora_alpha\": 3, \"alpha_pattern\": {\"x.b\": 5}, \"eps\": NaN}");

    Map<String, Adapter> peft = unet("base_model.model.x.a", "base_model.model.x.b");

    assertThat(peft.get("x_a").weight().orElseThrow().scale()).isEqualTo(1.5);
    assertThat(peft.get("x_b").weight().orElseThrow().scale()).isEqualTo(2.5);
    assertThat(unet("unet.x.a").get("x_a").weight().orElseThrow().scale()).isEqualTo(1);
  }

  private Map<String, Adapter> unet(String... modules) {
    SafetensorsWriter writer = new SafetensorsWriter();
    for (String module : modules) {
      writer.addRandom(module + ".lora_A.weight", 2, 4).addRandom(module + ".lora_B.weight", 8, 2);
    }
    Path file = writer.write(folder.resolve("adapter_model.safetensors"));
    return LoraFile.open(file).adapters().get(ModelPart.UNET);
  }

  @Test
  void anAlphaPatternSaysMoreThanTheWholeConfig() {
    String config = "{\\\"unet.lora_alpha\\\": 1, \\\"unet.alpha_pattern\\\": {\\\"x.a\\\": 2}}";
    assertThat(change(config).scale()).isEqualTo(0.5);
  }

  private Change change(String config) {
    Path path =
        new SafetensorsWriter()
            .metadata("lora_adapter_metadata", config)
            .addRandom("unet.x.a.lora_A.weight", 4, 8)
            .addRandom("unet.x.a.lora_B.weight", 8, 4)
            .write(folder.resolve("peft.safetensors"));
    return LoraFile.open(path).adapters().get(ModelPart.UNET).get("x_a").weight().orElseThrow();
  }

  @ParameterizedTest
  @CsvSource({"NaN, 1", "1, Infinity", "1e300, 1"})
  void scalesThatAreNoNumbersAreRefused(double unet, double text) {
    Path lora = lora("unet.a", 8, 4).write(folder.resolve("style.safetensors"));

    assertThatThrownBy(() -> model(new LoraUse(lora, unet, text)))
        .isInstanceOf(InvalidRequestException.class)
        .hasMessageContaining("is not a number; give one like 0.8");
  }

  @Test
  void anEmbeddingForTwoEncodersIsRefusedByAModelOfOne() {
    Path token =
        new SafetensorsWriter()
            .addRandom("clip_l", 1, 768)
            .addRandom("clip_g", 1, 1280)
            .write(folder.resolve("cat.safetensors"));

    assertThatThrownBy(() -> open(CheckpointOptions.none().withEmbeddings(List.of(token))))
        .isInstanceOf(ModelFormatException.class)
        .hasMessageContaining("cat.safetensors: this embedding was made for Stable Diffusion XL")
        .hasMessageContaining("768 and 1280 numbers, the model's text encoders 768");
  }

  @ParameterizedTest
  @CsvSource({"768, 1280", "768, 768"})
  void twoFilesForAnEncoderEachAreOneEmbedding(int first, int second) throws IOException {
    Path one = token("learned_embeds.safetensors", first);
    Path two = token("learned_embeds_2.safetensors", second);

    Checkpoint model = openXl(CheckpointOptions.none().withEmbeddings(List.of(two, one)), second);

    assertThat(model.embeddings())
        .singleElement()
        .satisfies(
            token -> {
              assertThat(token.vectors().get(ModelPart.TEXT_ENCODER).file()).isEqualTo(one);
              assertThat(token.vectors().get(ModelPart.TEXT_ENCODER_2).file()).isEqualTo(two);
            });
  }

  @Test
  void halfAnEmbeddingIsRefused() throws IOException {
    Path one = token("learned_embeds.safetensors", 768);

    assertThatThrownBy(() -> openXl(CheckpointOptions.none().withEmbeddings(List.of(one)), 1280))
        .isInstanceOf(ModelFormatException.class)
        .hasMessageContaining(
            "vectors of 768 numbers alone, the model's text encoders want 768 and")
        .hasMessageContaining("give the file for the other encoder too");
  }

  private Path token(String file, int width) {
    return new SafetensorsWriter().addRandom("<cat>", width).write(folder.resolve(file));
  }

  private Checkpoint openXl(CheckpointOptions options, int secondWidth) throws IOException {
    write(folder.resolve("model/text_encoder_2"), "{\"hidden_size\": " + secondWidth + "}");
    return open(options);
  }

  @Test
  void aBundledEmbeddingIsTakenWhereItFits() throws IOException {
    Path lora =
        lora("unet.a", 8, 4)
            .addRandom("bundle_emb.my.cat.clip_l", 2, 768)
            .addRandom("bundle_emb.dog.string_to_param.*", 1, 5)
            .write(folder.resolve("style.safetensors"));
    Checkpoint model = model(new LoraUse(lora, 1));

    assertThat(model.embeddings()).extracting(TextualInversion::name).containsExactly("my.cat");
    assertThat(model.isAskedFor("my.cat")).isFalse();
    assertThat(model.leftOut(SHAPES))
        .singleElement()
        .satisfies(line -> assertThat(line).contains("dog is left out"));
  }

  private static SafetensorsWriter lora(String module, int out, int in) {
    return new SafetensorsWriter()
        .addRandom(module + ".lora_B.weight", out, 2)
        .addRandom(module + ".lora_A.weight", 2, in);
  }

  private Checkpoint model(LoraUse use) throws IOException {
    return open(CheckpointOptions.none().withLoras(List.of(use)));
  }

  /** Opens a model of one text encoder, 768 wide. */
  private Checkpoint open(CheckpointOptions options) throws IOException {
    Path model = Files.createDirectories(folder.resolve("model"));
    write(model.resolve("unet"), "{}");
    write(model.resolve("text_encoder"), "{\"hidden_size\": 768}");
    return Checkpoint.open(model, options);
  }

  private static void write(Path part, String config) throws IOException {
    Files.createDirectories(part);
    new SafetensorsWriter().addRandom("a.weight", 8, 4).write(part.resolve("model.safetensors"));
    Files.writeString(part.resolve("config.json"), config);
  }
}
