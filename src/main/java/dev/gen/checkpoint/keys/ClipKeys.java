package dev.gen.checkpoint.keys;

import java.util.List;

/** transformers' own names of a CLIP text encoder, with or without its outermost module. */
public final class ClipKeys implements KeyRule {

  @Override
  public List<Source> sources(String name) {
    return List.of(Source.of(name), Source.of(name.replaceFirst("^text_model\\.", "")));
  }
}
