package dev.gen.record.format;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gen.record.PictureRecord;
import dev.gen.record.RecordField;
import dev.gen.record.container.PictureTexts;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ComfyFormatTest {

  private final Map<String, String> graph = new LinkedHashMap<>();

  ComfyFormatTest() {
    node("1", "CheckpointLoaderSimple", "'ckpt_name':'m.safetensors'");
    node("2", "CLIPTextEncode", "'text':'pot','clip':['1',1]");
    node("3", "CLIPTextEncode", "'text':'crack','clip':['1',1]");
    node("4", "EmptyLatentImage", "'width':64,'height':96,'batch_size':1");
    sampler("5", "'model':['1',0],'positive':['2',0],'negative':['3',0],'latent_image':['4',0]");
    node("6", "VAEDecode", "'samples':['5',0],'vae':['1',2]");
    node("7", "SaveImage", "'images':['6',0],'filename_prefix':'x'");
  }

  @Test
  void followsThePlainGraph() {
    PictureRecord record = read();

    assertThat(record.fields().toString())
        .isEqualTo(
            "{PROGRAM=\"comfyui\", PROMPT=\"pot\", NEGATIVE_PROMPT=\"crack\", STEPS=9, SAMPLER=\"euler\","
                + " SCHEDULER=\"karras\", GUIDANCE_SCALE=6.5, SEED=18446744073709551557, WIDTH=64,"
                + " HEIGHT=96, MODEL=\"m.safetensors\", STRENGTH=1.0}");
    assertThat(record.unknown()).isEmpty();
    assertThat(record.unread()).isEmpty();
  }

  @Test
  void takesNanForWhatItIs() {
    node("6", "VAEDecode", "'samples':['5',0],'vae':['1',2],'is_changed':[NaN,-Infinity]");

    assertThat(read().text(RecordField.PROMPT)).hasValue("pot");
  }

  @Test
  void listsLorasInTheOrderInWhichTheyAreAdded() {
    node(
        "10",
        "LoraLoader",
        "'lora_name':'a','strength_model':0.8,'strength_clip':0.7,'model':['1',0],'clip':['1',1]");
    node(
        "11",
        "LoraLoader",
        "'lora_name':'b','strength_model':0.5,'strength_clip':0.5,'model':['10',0],'clip':['10',1]");
    node("12", "CLIPSetLastLayer", "'stop_at_clip_layer':-2,'clip':['11',1]");
    node("13", "VAELoader", "'vae_name':'v'");
    node("2", "CLIPTextEncode", "'text':'pot','clip':['12',0]");
    sampler("5", "'model':['11',0],'positive':['2',0],'negative':['3',0],'latent_image':['4',0]");
    node("6", "VAEDecode", "'samples':['5',0],'vae':['13',0]");

    PictureRecord record = read();

    assertThat(record.loras().stream().map(lora -> lora.name() + lora.weight().getAsDouble()))
        .containsExactly("a0.8", "b0.5");
    assertThat(record.text(RecordField.CLIP_SKIP)).hasValue("2");
    assertThat(record.text(RecordField.VAE)).hasValue("v");
    assertThat(record.text(RecordField.MODEL)).hasValue("m.safetensors");
  }

  @Test
  void takesTheFirstOfTwoPassesWhereverItStands() {
    node("20", "LatentUpscaleBy", "'scale_by':1.5,'samples':['5',0]");
    graph.put("5", graph.remove("5"));
    node(
        "21",
        "KSampler",
        "'seed':1,'steps':3,'denoise':0.5,'model':['1',0],'positive':['2',0],'negative':['3',0],'latent_image':['20',0]");
    node("6", "VAEDecode", "'samples':['21',0],'vae':['1',2]");

    PictureRecord record = read();

    assertThat(record.text(RecordField.STEPS)).hasValue("9");
    assertThat(record.unread())
        .singleElement()
        .asString()
        .contains("KSampler 21")
        .contains("denoise 0.5");
  }

  @Test
  void followsAGuiderAndItsParts() {
    node("30", "BasicGuider", "'model':['1',0],'conditioning':['31',0]");
    node("31", "FluxGuidance", "'guidance':3.5,'conditioning':['2',0]");
    node("32", "RandomNoise", "'noise_seed':['36',0]");
    node("33", "KSamplerSelect", "'sampler_name':'heun'");
    node("34", "KarrasScheduler", "'steps':4,'rho':7");
    node(
        "5",
        "SamplerCustomAdvanced",
        "'noise':['32',0],'guider':['30',0],'sampler':['33',0],'sigmas':['34',0],'latent_image':['4',0]");
    node("36", "PrimitiveInt", "'value':8");

    PictureRecord record = read();

    assertThat(record.fields().toString())
        .isEqualTo(
            "{PROGRAM=\"comfyui\", PROMPT=\"pot\", STEPS=4, SAMPLER=\"heun\", SCHEDULER=\"karras\", SEED=8,"
                + " WIDTH=64, HEIGHT=96, MODEL=\"m.safetensors\"}");
    assertThat(record.unknown().toString()).isEqualTo("{rho=7, guidance=3.5}");
    assertThat(record.unread()).isEmpty();
  }

  @Test
  void joinsPromptsAndHoldersOfTexts() {
    node("40", "PrimitiveString", "'value':'pot'");
    node("41", "CLIPTextEncode", "'text':['40',0],'clip':['1',1]");
    node("42", "CLIPTextEncode", "'text':'leaf','clip':['1',1]");
    node("2", "ConditioningCombine", "'conditioning_1':['41',0],'conditioning_2':['42',0]");

    assertThat(read().text(RecordField.PROMPT)).hasValue("pot\nleaf");
  }

  @Test
  void takesTheRightSideOfANodeThatHasBoth() {
    node("50", "ControlNetApplyAdvanced", "'positive':['2',0],'negative':['3',0],'strength':0.5");
    sampler("5", "'model':['1',0],'positive':['50',0],'negative':['50',1],'latent_image':['4',0]");

    assertThat(read().text(RecordField.PROMPT)).hasValue("pot");
    assertThat(read().text(RecordField.NEGATIVE_PROMPT)).hasValue("crack");
  }

  @Test
  void saysWhatItDoesNotKnow() {
    node("60", "OddMixer", "'template':'x'");
    node("61", "OddTweak", "'amount':0.1,'model':['1',0]");
    node("2", "CLIPTextEncode", "'text':['60',0],'clip':['1',1]");
    sampler("5", "'model':['61',0],'positive':['2',0],'negative':['3',0],'latent_image':['4',0]");

    PictureRecord record = read();

    assertThat(record.text(RecordField.PROMPT)).isEmpty();
    assertThat(record.text(RecordField.MODEL)).hasValue("m.safetensors");
    assertThat(record.unread()).hasSize(2);
    assertThat(record.unread().toString()).contains("OddMixer 60").contains("OddTweak 61");
  }

  @Test
  void namesThePictureThatWasStartedFrom() {
    node("4", "VAEEncode", "'pixels':['70',0],'vae':['1',2]");
    node("70", "LoadImage", "'image':'sketch.png'");

    PictureRecord record = read();

    assertThat(record.text(RecordField.WIDTH)).isEmpty();
    assertThat(record.unknown().toString()).isEqualTo("{image=\"sketch.png\"}");
  }

  @Test
  void comesToAnEndInCirclesAndFans() {
    node("10", "LoraLoader", "'lora_name':'a','model':['11',0],'clip':['11',1]");
    node("11", "LoraLoader", "'lora_name':'b','model':['10',0],'clip':['10',1]");
    for (int i = 100; i < 160; i++) {
      node(
          "" + i,
          "ConditioningCombine",
          "'conditioning_1':['%d',0],'conditioning_2':['%d',0]".formatted(i + 1, i + 1));
    }
    node("160", "CLIPTextEncode", "'text':'twice','clip':['11',1]");
    sampler("5", "'model':['10',0],'positive':['100',0],'negative':['3',0],'latent_image':['5',0]");

    PictureRecord record = read();

    assertThat(record.text(RecordField.PROMPT)).hasValue("twice");
    assertThat(record.unread()).hasSize(2);
    assertThat(record.unread().toString())
        .contains("LoraLoader 10")
        .contains("KSampler 5: links to itself");
  }

  @Test
  void followsAChainOfTenThousandNodes() {
    for (int i = 1000; i < 11_000; i++) {
      node(
          "" + i,
          "LoraLoaderModelOnly",
          "'lora_name':'a','strength_model':0,'model':['%d',0]".formatted(i + 1));
    }
    node("11000", "UNETLoader", "'unet_name':'far'");
    sampler("5", "'model':['1000',0],'positive':['2',0],'negative':['3',0],'latent_image':['4',0]");

    assertThat(read().text(RecordField.MODEL)).hasValue("far");
    assertThat(read().loras()).hasSize(10_000);
  }

  @Test
  void refusesToTakeDeepJsonForWords() {
    String deep = "{\"1\": " + "[".repeat(100_000) + "]".repeat(100_000) + "}";

    PictureRecord record = RecordFiles.of(new PictureTexts(Map.of("prompt", deep), List.of()));

    assertThat(record.fields()).isEmpty();
    assertThat(record.unread()).singleElement().asString().contains("too deep");
  }

  private void sampler(String id, String links) {
    node(
        id,
        "KSampler",
        "'seed':18446744073709551557,'steps':9,'cfg':6.5,'sampler_name':'euler','scheduler':'karras','denoise':1.0,"
            + links);
  }

  private void node(String id, String kind, String inputs) {
    graph.put(id, "'%s':{'class_type':'%s','inputs':{%s}}".formatted(id, kind, inputs));
  }

  private PictureRecord read() {
    String json =
        graph.values().stream().collect(Collectors.joining(",", "{", "}")).replace('\'', '"');
    return RecordFiles.of(new PictureTexts(Map.of("prompt", json), List.of()));
  }
}
