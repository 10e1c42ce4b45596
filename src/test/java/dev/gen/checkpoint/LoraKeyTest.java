package dev.gen.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gen.checkpoint.adapter.Role;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LoraKeyTest {

  private static final String ATTENTION = "mid_block_attentions_0_transformer_blocks_0_attn1_";

  @ParameterizedTest
  @CsvSource({
    "lora_unet_mid_block_attentions_0_proj_in.lora_down.weight, DOWN",
    "unet.mid_block.attentions.0.proj_in.lora_A.weight, DOWN",
    "unet.mid_block.attentions.0.proj_in.lora_A.default.weight, DOWN",
    "unet.mid_block.attentions.0.proj_in.lora_A, DOWN",
    "unet.mid_block.attentions.0.proj_in.lora.up.weight, UP",
    "unet.base_model.model.mid_block.attentions.0.proj_in.lora_B.weight, UP",
    "base_model.model.mid_block.attentions.0.proj_in.lora_B.default_0.weight, UP",
    "base_model.model.unet.mid_block.attentions.0.proj_in.lora_B.weight, UP",
    "base_model.model.mid_block.attentions.0.proj_in.lora_magnitude_vector.default.weight,"
        + " MAGNITUDE",
    "mid_block.attentions.0.proj_in.lora_B.weight, UP",
    "diffusion_model.mid_block.attentions.0.proj_in.lora_up.weight, UP",
    "model.diffusion_model.mid_block.attentions.0.proj_in.hada_w1_a, HADAMARD_1A",
    "lycoris_mid_block_attentions_0_proj_in.lokr_w2_b, KRONECKER_2B",
    "lycoris_mid_block_attentions_0_proj_in.alpha, ALPHA",
    "oft_unet_mid_block_attentions_0_proj_in.oft_blocks, ROTATION_BLOCKS",
    "base_model.model.mid_block.attentions.0.proj_in.oft_R.weight, INPUT_ROTATIONS",
    "base_model.model.mid_block.attentions.0.proj_in.oft_r, OUTPUT_ROTATIONS",
    "base_model.model.mid_block.attentions.0.proj_in.oft_s, OUTPUT_SCALES",
    "unet.mid_block.attentions.0.proj_in.ia3_l.default, SCALES",
    "lora_unet_mid_block_attentions_0_proj_in.a1.weight, GENERALIZED_A1",
    "lora_unet_mid_block_attentions_0_proj_in.weight, FACTORS",
    "lora_unet_mid_block_attentions_0_proj_in.on_input, ON_INPUT",
    "lora_unet_mid_block_attentions_0_proj_in.lora_mid.weight, CORE",
    "lora_unet_mid_block_attentions_0_proj_in.dora_scale, MAGNITUDE",
    "unet.mid_block.attentions.0.proj_in.lora_magnitude_vector, MAGNITUDE",
    "unet.mid_block.attentions.0.proj_in.lora_B.bias, UP_BIAS",
    "lora_unet_mid_block_attentions_0_proj_in.diff_b, BIAS_DIFFERENCE",
    "lora_unet_mid_block_attentions_0_proj_in.w_norm, DIFFERENCE",
  })
  void everyNamingOfTheUNetIsRead(String key, Role role) {
    assertThat(LoraKey.of(key))
        .contains(new LoraKey(ModelPart.UNET, "mid_block_attentions_0_proj_in", role));
  }

  @ParameterizedTest
  @CsvSource({
    "lora_te_text_model_encoder_layers_0_mlp_fc1.alpha, TEXT_ENCODER",
    "lora_te1_text_model_encoder_layers_0_mlp_fc1.alpha, TEXT_ENCODER",
    "lora_te2_text_model_encoder_layers_0_mlp_fc1.alpha, TEXT_ENCODER_2",
    "text_encoder.text_model.encoder.layers.0.mlp.fc1.lora_linear_layer.up.weight, TEXT_ENCODER",
    "text_encoder_2.text_model.encoder.layers.0.mlp.fc1.lora_A.weight, TEXT_ENCODER_2",
    "text_encoder_2.base_model.model.text_model.encoder.layers.0.mlp.fc1.lora_A.weight,"
        + " TEXT_ENCODER_2",
    "base_model.model.text_model.encoder.layers.0.mlp.fc1.lora_A.weight, TEXT_ENCODER",
    "text_model.encoder.layers.0.mlp.fc1.lora_A.weight, TEXT_ENCODER",
    "text_encoders.clip_l.transformer.text_model.encoder.layers.0.mlp.fc1.lora_up.weight,"
        + " TEXT_ENCODER",
    "clip_g.transformer.text_model.encoder.layers.0.mlp.fc1.lora_up.weight, TEXT_ENCODER_2",
  })
  void everyNamingOfTheTextEncodersIsRead(String key, ModelPart part) {
    assertThat(LoraKey.of(key))
        .hasValueSatisfying(
            read -> {
              assertThat(read.part()).isEqualTo(part);
              assertThat(read.module()).isEqualTo("text_model_encoder_layers_0_mlp_fc1");
            });
  }

  @ParameterizedTest
  @CsvSource({
    "unet.mid_block.attentions.0.transformer_blocks.0.attn1.processor.to_out_lora.up.weight,"
        + " to_out_0",
    "mid_block.attentions.0.transformer_blocks.0.attn1.processor.to_q_lora.up.weight, to_q",
  })
  void processorsOfOlderDiffusersAreModules(String key, String module) {
    assertThat(LoraKey.of(key)).contains(new LoraKey(ModelPart.UNET, ATTENTION + module, Role.UP));
  }

  @Test
  void processorsOfTextEncodersHadTheUNetsNames() {
    String key = "text_encoder.text_model.encoder.layers.1.self_attn.to_out_lora.down.weight";

    assertThat(LoraKey.of(key))
        .contains(
            new LoraKey(
                ModelPart.TEXT_ENCODER,
                "text_model_encoder_layers_1_self_attn_out_proj",
                Role.DOWN));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "unet.conv_in.weight",
        "conv_in.weight",
        "decoder.alpha",
        "bundle_emb.cat.clip_l",
        "model.diffusion_model.out.2.bias",
        ".lora_up.weight"
      })
  void otherKeysAreNoAdapters(String key) {
    assertThat(LoraKey.of(key)).isEmpty();
  }
}
