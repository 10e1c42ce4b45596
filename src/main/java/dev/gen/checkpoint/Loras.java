package dev.gen.checkpoint;

import java.util.List;

/** The LoRA files that are added to one network. */
final class Loras {

  private Loras() {}

  static Loras none() {
    return new Loras();
  }

  List<LowRankUpdate> updates(String name, KeyRule rule) {
    return List.of();
  }
}
