package dev.gen.checkpoint.keys;

import static dev.gen.checkpoint.keys.Renaming.number;

import java.util.List;

/**
 * The tiny autoencoder's names in its own repository: each half is a file of numbered layers, and
 * the decoder counts one layer more at its start.
 */
public final class TinyVaeKeys implements KeyRule {

  private static final Renaming RENAMING =
      new Renaming()
          .rule("encoder\\.layers\\.(.*)", "$1")
          .rule(
              "decoder\\.layers\\.(\\d+)\\.(.*)",
              match -> (number(match, 1) + 1) + "." + match.group(2));

  @Override
  public List<Source> sources(String name) {
    return List.of(Source.of(name), Source.of(RENAMING.apply(name)));
  }
}
