package dev.gen.checkpoint.keys;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gen.checkpoint.keys.Source.View;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KeyRulesTest {

  @ParameterizedTest
  @CsvSource({
    "conv_in.weight, input_blocks.0.0.weight",
    "time_embedding.linear_2.bias, time_embed.2.bias",
    "add_embedding.linear_1.weight, label_emb.0.0.weight",
    "down_blocks.0.resnets.0.norm1.weight, input_blocks.1.0.in_layers.0.weight",
    "down_blocks.0.downsamplers.0.conv.bias, input_blocks.3.0.op.bias",
    "down_blocks.1.resnets.0.conv_shortcut.bias, input_blocks.4.0.skip_connection.bias",
    "down_blocks.2.attentions.1.proj_in.weight, input_blocks.8.1.proj_in.weight",
    "mid_block.resnets.1.time_emb_proj.bias, middle_block.2.emb_layers.1.bias",
    "mid_block.attentions.0.norm.bias, middle_block.1.norm.bias",
    "up_blocks.0.resnets.2.conv2.weight, output_blocks.2.0.out_layers.3.weight",
    "up_blocks.3.attentions.2.proj_out.bias, output_blocks.11.1.proj_out.bias",
    "up_blocks.1.upsamplers.0.conv.weight, output_blocks.5.2.conv.weight",
    "conv_norm_out.weight, out.0.weight",
    "conv_out.bias, out.2.bias",
  })
  void originalUNetsAreOneListOfBlocksADirection(String name, String key) {
    assertThat(new LdmUNetKeys(2).sources(name).get(0)).isEqualTo(Source.of(key));
  }

  @Test
  void anUpsamplerWithoutAttentionBeforeItComesSecond() {
    assertThat(new LdmUNetKeys(2).sources("up_blocks.0.upsamplers.0.conv.bias"))
        .containsExactly(
            Source.of("output_blocks.2.2.conv.bias"), Source.of("output_blocks.2.1.conv.bias"));
  }

  @ParameterizedTest
  @CsvSource({
    "encoder.conv_in.weight, encoder.conv_in.weight",
    "encoder.down_blocks.1.resnets.0.conv_shortcut.bias, encoder.down.1.block.0.nin_shortcut.bias",
    "encoder.down_blocks.2.downsamplers.0.conv.bias, encoder.down.2.downsample.conv.bias",
    "encoder.mid_block.resnets.1.norm2.bias, encoder.mid.block_2.norm2.bias",
    "decoder.mid_block.attentions.0.to_out.0.bias, decoder.mid.attn_1.proj_out.bias",
    "decoder.mid_block.attentions.0.group_norm.bias, decoder.mid.attn_1.norm.bias",
    "decoder.up_blocks.0.resnets.2.conv1.bias, decoder.up.3.block.2.conv1.bias",
    "decoder.up_blocks.2.upsamplers.0.conv.bias, decoder.up.1.upsample.conv.bias",
    "decoder.conv_norm_out.weight, decoder.norm_out.weight",
    "post_quant_conv.weight, post_quant_conv.weight",
  })
  void originalDecodersCountLevelsFromTheLargestPictures(String name, String key) {
    assertThat(new LdmVaeKeys(4).sources(name)).containsExactly(Source.of(key));
  }

  @Test
  void openClipFusesQueriesKeysAndValues() {
    String layer = "text_model.encoder.layers.7.self_attn.";
    String fused = "transformer.resblocks.7.attn.in_proj_weight";

    assertThat(new OpenClipKeys().sources(layer + "q_proj.weight"))
        .containsExactly(new Source(fused, View.FIRST_THIRD));
    assertThat(new OpenClipKeys().sources(layer + "v_proj.weight"))
        .containsExactly(new Source(fused, View.LAST_THIRD));
  }

  @Test
  void openClipStoresItsProjectionTransposed() {
    assertThat(new OpenClipKeys().sources("text_projection.weight"))
        .startsWith(new Source("text_projection", View.TRANSPOSED));
  }

  @Test
  void aPrefixGoesBeforeEveryKey() {
    assertThat(KeyRule.SAME_NAMES.after("a.").sources("b")).containsExactly(Source.of("a.b"));
  }
}
