package dev.gen.checkpoint.keys;

import java.util.List;

/** diffusers' own names of the VAE, and those that it gave the attention before version 0.15. */
public final class DiffusersVaeKeys implements KeyRule {

  private static final Renaming OLD =
      new Renaming()
          .rule("(.*)\\.to_q\\.(.*)", "$1.query.$2")
          .rule("(.*)\\.to_k\\.(.*)", "$1.key.$2")
          .rule("(.*)\\.to_v\\.(.*)", "$1.value.$2")
          .rule("(.*)\\.to_out\\.0\\.(.*)", "$1.proj_attn.$2");

  @Override
  public List<Source> sources(String name) {
    return List.of(Source.of(name), Source.of(OLD.apply(name)));
  }
}
