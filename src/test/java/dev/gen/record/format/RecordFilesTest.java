package dev.gen.record.format;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.gen.record.InfoTextWriter;
import dev.gen.record.PictureRecord;
import dev.gen.record.RecordField;
import dev.gen.record.container.PictureTexts;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RecordFilesTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  @Test
  void readsLinesOfAutomatic1111() {
    assertReads(
        texts(
            "parameters",
            "a clay pot,\n\nstudio\nNegative prompt: crack,\ndust\nSteps: 9, Sampler: DPM++ 2M, Schedule type: Karras, CFG scale: 4.5, Seed: 7, Size: 64x96, Model hash: 0a0b, Model: m, Version: v1.9.0"),
        """
        {"program":"automatic1111","prompt":"a clay pot,\\n\\nstudio","negative_prompt":"crack,\\ndust","steps":9,"sampler":"DPM++ 2M","scheduler":"Karras",
         "guidance_scale":4.5,"seed":7,"width":64,"height":96,"model":"m","model_hash":"0a0b","unknown":{"Version":"v1.9.0"}}""");
  }

  @Test
  void splitsSamplerAndScheduleAndJoinsHashesToTags() {
    assertReads(
        texts(
            "parameters",
            "pot <lora:b-c:0.5> <lora:d:1:0.25>\nSteps: 9, Sampler: dpm++2m karras, Seed: 7, Hires upscale: 2, Lora hashes: \"b-c: 0a, d: 0b\", Version: v1.6.0"),
        """
        {"program":"automatic1111","prompt":"pot <lora:b-c:0.5> <lora:d:1:0.25>","steps":9,"sampler":"dpm++2m","scheduler":"karras","seed":7,
         "loras":[{"name":"b-c","weight":0.5,"hash":"0a"},{"name":"d","weight":0.25,"hash":"0b"}],"unknown":{"Hires upscale":"2","Version":"v1.6.0"}}""");
  }

  @Test
  void readsQuotedValuesAndTheLastLineOnly() {
    assertReads(
        texts(
            "parameters",
            "card\nSteps: 3, Pans: 1, Pots: 2\nSteps: 9, Model: \"a, b: c\", Seed: 7, ADetailer prompt: \"say \\\"x\\\",\\nSteps: 8\", RNG: NV"),
        """
        {"program":"automatic1111","prompt":"card\\nSteps: 3, Pans: 1, Pots: 2","steps":9,"model":"a, b: c","seed":7,
         "unknown":{"ADetailer prompt":"say \\"x\\",\\nSteps: 8","RNG":"NV"}}""");
  }

  @Test
  void takesAPromptAloneForAPromptButNotTheCommentOfACamera() {
    assertReads(texts("parameters", "a pond"), "{\"prompt\":\"a pond\"}");
    assertReads(texts("Exif.UserComment", "a pond"), "{\"prompt\":\"a pond\"}");
    assertReads(texts("Exif.UserComment", "holiday", "Exif.Make", "Kestrel"), "{}");
    assertReads(texts("Exif.ImageDescription", "a pond"), "{}");
  }

  @Test
  void tellsTheRelativesApart() {
    Map<String, String> ends =
        Map.of(
            "Version: f2.0.1v1.10.1", "forge",
            "App: SD.Next, Version: 0a0b", "sdnext",
            "Version: stable-diffusion.cpp", "stable-diffusion.cpp",
            "Version: ComfyUI", "comfyui",
            "Version: Fooocus v2.5.5", "fooocus",
            "Version: v1.10.1", "automatic1111");

    ends.forEach(
        (end, program) ->
            assertThat(
                    read(texts("Exif.UserComment", "pot\nSteps: 2, Seed: 1, " + end))
                        .text(RecordField.PROGRAM))
                .hasValue(program));
  }

  @Test
  void keepsJsonWithoutQuotesWhole() {
    PictureRecord record =
        read(
            texts(
                "parameters",
                "pot\nSteps: 2, Seed: 1, Version: stable-diffusion.cpp, SDCPP: {\"seed\":5,\"Model\":\"a, b: c\"}, Model: m"));

    assertThat(record.unknown().get("SDCPP").asText())
        .isEqualTo("{\"seed\":5,\"Model\":\"a, b: c\"}");
    assertThat(record.text(RecordField.MODEL)).hasValue("m");
    assertThat(record.text(RecordField.SEED)).hasValue("1");
  }

  @Test
  void keepsNumbersThatAreNoneUnderTheirOwnKey() {
    assertReads(
        texts(
            "parameters",
            "pot\nSteps: 2, CFG scale: 1e999, Seed: " + "9".repeat(50) + ", Size: 0x9, Model: m"),
        "{\"program\":\"automatic1111\",\"prompt\":\"pot\",\"steps\":2,\"width\":0,\"height\":9,\"model\":\"m\",\"unknown\":{\"CFG scale\":\"1e999\",\"Seed\":\""
            + "9".repeat(50)
            + "\"}}");
  }

  @Test
  void readsLongLinesOfUnclosedQuotesOnce() {
    String line = "pot\nSteps: 1, Seed: 1, ";

    assertThat(read(texts("parameters", line + "a b: \"".repeat(200_000))).text(RecordField.SEED))
        .hasValue("1");
    assertThat(
            read(texts("parameters", line + "a b: \"x, ".repeat(200_000))).text(RecordField.SEED))
        .hasValue("1");
    assertThat(
            read(texts("parameters", line + "Note: \"" + "\\".repeat(500_001)))
                .text(RecordField.SEED))
        .hasValue("1");
    assertThat(read(texts("parameters", line + "a b: [1, ".repeat(200_000))).text(RecordField.SEED))
        .hasValue("1");
  }

  @Test
  void readsOwnRecordsOfTodayAndBefore() {
    String job =
        "{\"model\":\"m\",\"prompt\":\"pot\",\"clip_skip\":1,\"seed\":-1,\"steps\":4,\"sigmas\":\"karras\",\"lora\":[{\"name\":\"a.safetensors\",\"scale\":0.5,\"sha256\":\"0a\"}],\"eta\":0.5}";

    assertReads(
        texts("gen", job, "parameters", "pot\nSteps: 4, Seed: 1, Model: m"),
        "{\"program\":\"gen\",\"prompt\":\"pot\",\"steps\":4,\"scheduler\":\"karras\",\"seed\":18446744073709551615,\"model\":\"m\",\"clip_skip\":2,\"loras\":[{\"name\":\"a.safetensors\",\"weight\":0.5,\"hash\":\"0a\"}],\"job\":"
            + job
            + "}");
  }

  @Test
  void readsInvokeAi() {
    assertReads(
        texts(
            "invokeai_metadata",
            """
            {"positive_prompt":"pot","negative_prompt":"","steps":3,"scheduler":"euler_a","cfg_scale":2,"clip_skip":1,"seed":9,"width":8,"height":16,"strength":0.5,"vae":null,
             "model":{"name":"m","hash":"blake3:0a"},"loras":[{"lora":{"model_name":"a"},"weight":0.75}],"app_version":"5.0"}"""),
        """
        {"program":"invokeai","prompt":"pot","steps":3,"sampler":"euler_a","guidance_scale":2,"clip_skip":2,"seed":9,"width":8,"height":16,"strength":0.5,
         "model":"m","model_hash":"blake3:0a","loras":[{"name":"a","weight":0.75}],"unknown":{"app_version":"5.0"}}""");
    assertReads(
        texts(
            "sd-metadata",
            "{\"model_weights\":\"m\",\"model_hash\":\"0a\",\"image\":{\"prompt\":[{\"prompt\":\"pot\",\"weight\":1.0}],\"steps\":3,\"sampler\":\"k_lms\",\"seed\":9}}"),
        "{\"program\":\"invokeai\",\"prompt\":\"pot\",\"steps\":3,\"sampler\":\"k_lms\",\"seed\":9,\"model\":\"m\",\"model_hash\":\"0a\"}");
    assertReads(
        texts(
            "Dream",
            "\"pot, -s no switch\" -s5 -S 9 -W64 -Ak_heun -f0.5 --seamless --cfg_scale=2 -G 0.8"),
        "{\"program\":\"invokeai\",\"prompt\":\"pot, -s no switch\",\"steps\":5,\"seed\":9,\"width\":64,\"sampler\":\"k_heun\",\"strength\":0.5,\"guidance_scale\":2,\"unknown\":{\"seamless\":true,\"G\":\"0.8\"}}");
    assertReads(
        texts("Dream", "a well-made pot -s 5"),
        "{\"program\":\"invokeai\",\"prompt\":\"a well-made pot\",\"steps\":5}");
  }

  @Test
  void readsNovelAi() {
    String expected =
        "{\"program\":\"novelai\",\"prompt\":\"{pot}\",\"negative_prompt\":\"x\",\"steps\":3,\"sampler\":\"k_euler\",\"scheduler\":\"karras\",\"guidance_scale\":5,\"seed\":9,\"model\":\"NAI 1\",\"unknown\":{\"sm\":false}}";
    String comment =
        "{\"uc\":\"x\",\"steps\":3,\"sampler\":\"k_euler\",\"noise_schedule\":\"karras\",\"scale\":5,\"seed\":9,\"sm\":false}";

    assertReads(
        texts(
            "Title",
            "t",
            "Description",
            "{pot}",
            "Software",
            "NovelAI",
            "Source",
            "NAI 1",
            "Comment",
            comment),
        expected);
    assertReads(
        texts(
            "Exif.UserComment",
            "{\"Description\":\"{pot}\",\"Software\":\"NovelAI\",\"Source\":\"NAI 1\",\"Comment\":\""
                + comment.replace("\"", "\\\"")
                + "\"}"),
        expected);
  }

  @Test
  void readsFooocusSwarmAndMflux() {
    assertReads(
        texts(
            "parameters",
            "{\"prompt\":\"pot\",\"steps\":3,\"seed\":\"9\",\"resolution\":\"(8, 16)\",\"base_model\":\"m\",\"base_model_hash\":\"0a\",\"lora_combined_1\":\"a : 0.5\",\"loras\":[[\"a\",0.5,\"0b\"]],\"version\":\"Fooocus v2.5.5\"}"),
        "{\"program\":\"fooocus\",\"prompt\":\"pot\",\"steps\":3,\"seed\":9,\"width\":8,\"height\":16,\"model\":\"m\",\"model_hash\":\"0a\",\"loras\":[{\"name\":\"a\",\"weight\":0.5,\"hash\":\"0b\"}],\"unknown\":{\"version\":\"Fooocus v2.5.5\"}}");
    assertReads(
        texts(
            "Exif.UserComment",
            "{\"sui_image_params\":{\"prompt\":\"pot\",\"model\":\"sub/m\",\"seed\":9,\"loras\":[\"a\"],\"loraweights\":[\"0.5\"]},\"sui_models\":[{\"name\":\"sub/m.safetensors\",\"param\":\"model\",\"hash\":\"0x0a\"}]}"),
        "{\"program\":\"swarmui\",\"prompt\":\"pot\",\"seed\":9,\"model\":\"sub/m\",\"model_hash\":\"0x0a\",\"loras\":[{\"name\":\"a\",\"weight\":0.5}]}");
    assertReads(
        texts(
            "Exif.UserComment",
            "{\"mflux_version\":\"1\",\"prompt\":\"pot\",\"guidance\":3.5,\"image_strength\":0.5,\"lora_paths\":[\"l/a.safetensors\"],\"lora_scales\":[0.5]}"),
        "{\"program\":\"mflux\",\"prompt\":\"pot\",\"strength\":0.5,\"loras\":[{\"name\":\"a.safetensors\",\"weight\":0.5}],\"unknown\":{\"mflux_version\":\"1\",\"guidance\":3.5}}");
  }

  @Test
  void readsEasyDiffusionDrawThingsAndScripts() {
    String expected =
        "{\"program\":\"easydiffusion\",\"prompt\":\"pot\",\"seed\":9,\"model\":\"m\",\"clip_skip\":2,\"loras\":[{\"name\":\"a\",\"weight\":0.5},{\"name\":\"b\",\"weight\":1}]}";
    assertReads(
        texts(
            "prompt",
            "pot",
            "seed",
            "9",
            "use_stable_diffusion_model",
            "m",
            "use_vae_model",
            "None",
            "clip_skip",
            "True",
            "use_lora_model",
            "['a', 'b']",
            "lora_alpha",
            "[0.5, 1]"),
        expected);
    assertReads(
        texts(
            "Exif.UserComment",
            "{\"prompt\":\"pot\",\"seed\":9,\"use_stable_diffusion_model\":\"m\",\"clip_skip\":true,\"use_lora_model\":[\"a\",\"b\"],\"lora_alpha\":[0.5,1]}"),
        expected);
    assertReads(
        texts(
            "XMP.exif:UserComment",
            "{\"c\":\"pot\",\"uc\":\"x\",\"seed\":9,\"size\":\"8x16\",\"seed_mode\":\"a\",\"lora\":[{\"model\":\"a.ckpt\",\"weight\":0.5}]}"),
        "{\"program\":\"drawthings\",\"prompt\":\"pot\",\"negative_prompt\":\"x\",\"seed\":9,\"width\":8,\"height\":16,\"loras\":[{\"name\":\"a.ckpt\",\"weight\":0.5}],\"unknown\":{\"seed_mode\":\"a\"}}");
    assertReads(
        texts("prompt", "{pot} of class_type", "num_inference_steps", "3", "Author", "n"),
        "{\"prompt\":\"{pot} of class_type\",\"steps\":3,\"unknown\":{\"Author\":\"n\"}}");
  }

  @Test
  void takesNullForNothing() {
    assertReads(
        texts(
            "Exif.UserComment",
            "{\"prompt\":\"pot\",\"use_stable_diffusion_model\":\"m\",\"use_lora_model\":null}"),
        "{\"program\":\"easydiffusion\",\"prompt\":\"pot\",\"model\":\"m\"}");
  }

  @Test
  void keepsKeysThatNobodyKnowsAndNothingOfACamera() {
    assertReads(
        texts("Recipe", "{\"a\":1}", "Software", "Pen"),
        "{\"unknown\":{\"Recipe\":\"{\\\"a\\\":1}\",\"Software\":\"Pen\"}}");
    assertReads(texts("Exif.Make", "Kestrel", "Exif.Software", "Firmware"), "{}");
  }

  @Test
  void writesWhatItReads() {
    String text =
        "pot <lora:a:0.5>\nNegative prompt: x\nSteps: 9, Sampler: Euler a, Schedule type: Karras, CFG scale: 7, Seed: 18446744073709551615, Size: 64x96, Model hash: 0a0b, Model: \"a, b: c\", VAE: v.pt, Denoising strength: 0.5, Clip skip: 2, Lora hashes: \"a: 0c\", RNG: CPU, Version: gen 1";

    assertThat(InfoTextWriter.write(read(texts("parameters", text)))).isEqualTo(text);
  }

  private static PictureRecord read(Map<String, String> texts) {
    return RecordFiles.of(new PictureTexts(texts, List.of()));
  }

  private static void assertReads(Map<String, String> texts, String expected) {
    try {
      JsonNode read = JSON.readTree(read(texts).toJson().toString());
      assertThat(plain(read)).isEqualTo(plain(JSON.readTree(expected)));
    } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
      throw new AssertionError(e);
    }
  }

  /** Returns JSON in which 7 and 7.0 are the same. */
  private static Object plain(JsonNode node) {
    if (node.isObject()) {
      Map<String, Object> map = new LinkedHashMap<>();
      node.fields().forEachRemaining(e -> map.put(e.getKey(), plain(e.getValue())));
      return map;
    }
    if (node.isArray()) {
      List<Object> list = new java.util.ArrayList<>();
      node.forEach(e -> list.add(plain(e)));
      return list;
    }
    return node.isNumber() ? node.decimalValue().stripTrailingZeros() : node.asText();
  }

  private static Map<String, String> texts(String... keysAndValues) {
    Map<String, String> texts = new LinkedHashMap<>();
    for (int i = 0; i < keysAndValues.length; i += 2) {
      texts.put(keysAndValues[i], keysAndValues[i + 1]);
    }
    return texts;
  }
}
