package dev.gen.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gen.checkpoint.safetensors.SafetensorsFile;
import dev.gen.checkpoint.safetensors.SafetensorsWriter;
import dev.gen.error.ModelFormatException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FileKindTest {

  private static final String UNET = "model.diffusion_model.";

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({
    "model.diffusion_model.joint_blocks.0.context_block.mlp.fc1.weight, Stable Diffusion 3",
    "transformer_blocks.0.attn.add_q_proj.weight, Stable Diffusion 3",
    "model.diffusion_model.double_blocks.0.img_attn.qkv.weight, FLUX",
    "single_transformer_blocks.0.attn.to_q.weight, FLUX",
    "txt_in.individual_token_refiner.blocks.0.norm1.weight, HunyuanVideo",
    "model.diffusion_model.head.modulation, Wan video",
    "transformer_blocks.0.img_mod.1.weight, Qwen-Image",
    "cap_embedder.0.weight, Lumina 2 or Z-Image",
    "control_model.input_hint_block.0.weight, ControlNet",
    "controlnet_cond_embedding.conv_in.weight, ControlNet",
    "lora_controlnet, control LoRA",
    "ip_adapter.1.to_k_ip.weight, IP adapter",
    "body.0.block1.weight, T2I adapter",
    "down_blocks.0.motion_modules.0.temporal_transformer.proj_in.weight, motion module",
    "model.1.sub.0.RDB1.conv1.0.weight, upscaler",
    "encoder.block.0.layer.0.SelfAttention.q.weight, T5 text encoder",
    "vision_model.embeddings.class_embedding, CLIP image encoder",
    "model.layers.0.self_attn.q_proj.weight, language model",
    "text_model.embeddings.token_embedding.weight, CLIP text encoder alone; give it as"
        + " text_encoder",
    "lora_unet_a.lora_up.weight, not a model; give it as lora",
    "transformer.single_transformer_blocks.0.attn.to_q.lora_A.weight, a LoRA",
    "decoder.conv_in.weight, a VAE alone; give it as vae",
    "something.else, not known here",
  })
  void eachFileIsNamedWithTheWayOn(String key, String what) {
    Path path =
        new SafetensorsWriter()
            .addRandom(key, 2, 4)
            .addRandom("another", 2, 2, 2)
            .write(folder.resolve("file.safetensors"));

    assertThatThrownBy(() -> Checkpoint.open(path, CheckpointOptions.none()))
        .isInstanceOf(ModelFormatException.class)
        .hasMessageContaining(path + ": this is ")
        .hasMessageContaining(what)
        .hasMessageNotContaining("\n");
  }

  @Test
  void severalTokensInOneFileAreATextualInversion() {
    Path path =
        new SafetensorsWriter()
            .addRandom("<s0>", 1, 768)
            .addRandom("<s1>", 768)
            .write(folder.resolve("file.safetensors"));

    assertThat(FileKind.of(SafetensorsFile.open(path))).isEqualTo(FileKind.EMBEDDING);
  }

  @ParameterizedTest
  @CsvSource({
    "8, 768, InstructPix2Pix",
    "5, 1024, depth-to-image",
    "7, 1024, diffusion upscaler",
    "16, 768, neither 4 nor 9",
    "4, 1280, refiner",
  })
  void uNetsOfAnotherPurposeAreToldByTheirShapes(int channels, int width, String what) {
    Path path = unet(channels, width).write(folder.resolve("file.safetensors"));

    assertThatThrownBy(() -> Checkpoint.open(path, CheckpointOptions.none()))
        .isInstanceOf(ModelFormatException.class)
        .hasMessageContaining(what)
        .hasMessageContaining("not supported");
  }

  @Test
  void labelsAreThoseOfStableDiffusionXlOrOfAnUnClipModel() {
    Path path =
        unet(4, 1024)
            .addRandom(UNET + "label_emb.0.0.weight", 8, 16)
            .write(folder.resolve("file.safetensors"));

    assertThatThrownBy(() -> Checkpoint.open(path, CheckpointOptions.none()))
        .hasMessageContaining("unCLIP");
  }

  @ParameterizedTest
  @CsvSource({
    "'version https://git-lfs.github.com/spec/v1\noid sha256:00', Git LFS pointer",
    "'<!DOCTYPE html><html><head>', web page",
    "'\n <HTML>', web page",
    "'GGUF\u0003\u0000\u0000\u0000', GGUF",
    "'PK\u0003\u0004\u0000\u0000', pickled",
    "'', empty",
    "'\u001f\u008b\b\u0000', packed archive",
    "'the model is not here', a text",
  })
  void whatIsNoTableOfTensorsIsNamedByItsFirstBytes(String content, String what) throws Exception {
    Path path = folder.resolve("model.safetensors");
    Files.write(path, content.getBytes("ISO-8859-1"));

    assertThatThrownBy(() -> SafetensorsFile.open(path))
        .isInstanceOf(ModelFormatException.class)
        .hasMessageContaining(path + ": this is a")
        .hasMessageContaining(what);
  }

  @Test
  void aTableOfTensorsIsReadUnderAnyName() {
    Path path = unet(4, 768).write(folder.resolve("model.ckpt"));

    assertThat(Checkpoint.open(path, CheckpointOptions.none()).family())
        .isEqualTo(CheckpointFamily.SD1);
  }

  private static SafetensorsWriter unet(int channels, int width) {
    return new SafetensorsWriter()
        .addRandom(UNET + "input_blocks.0.0.weight", 8, channels, 3, 3)
        .addRandom(UNET + "input_blocks.4.1.transformer_blocks.0.attn2.to_k.weight", 8, width);
  }
}
