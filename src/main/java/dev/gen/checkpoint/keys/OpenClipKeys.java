package dev.gen.checkpoint.keys;

import dev.gen.checkpoint.keys.Source.View;
import java.util.List;

/**
 * The text encoder's names in OpenCLIP (github.com/mlfoundations/open_clip): queries, keys and
 * values are one matrix, and the projection has its inputs as rows.
 */
public final class OpenClipKeys implements KeyRule {

  private static final Renaming RENAMING =
      new Renaming()
          .rule("text_model\\.embeddings\\.token_embedding\\.weight", "token_embedding.weight")
          .rule("text_model\\.embeddings\\.position_embedding\\.weight", "positional_embedding")
          .rule("text_model\\.final_layer_norm\\.(.*)", "ln_final.$1")
          .rule(layer("layer_norm([12])\\.(.*)"), "transformer.resblocks.$1.ln_$2.$3")
          .rule(layer("mlp\\.fc1\\.(.*)"), "transformer.resblocks.$1.mlp.c_fc.$2")
          .rule(layer("mlp\\.fc2\\.(.*)"), "transformer.resblocks.$1.mlp.c_proj.$2")
          .rule(layer("self_attn\\.out_proj\\.(.*)"), "transformer.resblocks.$1.attn.out_proj.$2")
          .rule(layer("self_attn\\.[qkv]_proj\\.(.*)"), "transformer.resblocks.$1.attn.in_proj_$2");

  @Override
  public List<Source> sources(String name) {
    if (name.equals("text_projection.weight")) {
      return List.of(new Source("text_projection", View.TRANSPOSED), Source.of(name));
    }
    return List.of(new Source(RENAMING.apply(name), view(name)));
  }

  private static View view(String name) {
    if (name.contains(".q_proj.")) {
      return View.FIRST_THIRD;
    }
    if (name.contains(".k_proj.")) {
      return View.SECOND_THIRD;
    }
    return name.contains(".v_proj.") ? View.LAST_THIRD : View.WHOLE;
  }

  private static String layer(String rest) {
    return "text_model\\.encoder\\.layers\\.(\\d+)\\." + rest;
  }
}
