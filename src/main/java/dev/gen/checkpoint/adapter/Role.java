package dev.gen.checkpoint.adapter;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a tensor is to its module, told by how its key ends; the endings are those of trainers. */
public enum Role {
  UP("(?:\\.lora_up|[._]lora\\.up|\\.lora_linear_layer\\.up|\\.lora_B)" + Role.NAMED),
  DOWN("(?:\\.lora_down|[._]lora\\.down|\\.lora_linear_layer\\.down|\\.lora_A)" + Role.NAMED),
  CORE("\\.lora_mid(?:\\.weight)?"),
  UP_BIAS("\\.lora_(?:up|B)(?:\\.\\w+)?\\.bias"),
  MAGNITUDE("\\.dora_scale|\\.lora_magnitude_vector" + Role.NAMED),
  HADAMARD_1A("\\.hada_w1_a" + Role.NAMED),
  HADAMARD_1B("\\.hada_w1_b" + Role.NAMED),
  HADAMARD_1CORE("\\.hada_t1" + Role.NAMED),
  HADAMARD_2A("\\.hada_w2_a" + Role.NAMED),
  HADAMARD_2B("\\.hada_w2_b" + Role.NAMED),
  HADAMARD_2CORE("\\.hada_t2" + Role.NAMED),
  KRONECKER_1("\\.lokr_w1" + Role.NAMED),
  KRONECKER_1A("\\.lokr_w1_a" + Role.NAMED),
  KRONECKER_1B("\\.lokr_w1_b" + Role.NAMED),
  KRONECKER_1CORE("\\.lokr_t1" + Role.NAMED),
  KRONECKER_2("\\.lokr_w2" + Role.NAMED),
  KRONECKER_2A("\\.lokr_w2_a" + Role.NAMED),
  KRONECKER_2B("\\.lokr_w2_b" + Role.NAMED),
  KRONECKER_2CORE("\\.lokr_t2" + Role.NAMED),
  GENERALIZED_A1("\\.a1\\.weight"),
  GENERALIZED_A2("\\.a2\\.weight"),
  GENERALIZED_B1("\\.b1\\.weight"),
  GENERALIZED_B2("\\.b2\\.weight"),
  ROTATION_BLOCKS("\\.oft_blocks"),
  ROTATIONS("\\.oft_diag"),
  OUTPUT_ROTATIONS("\\.oft_r" + Role.NAMED),
  INPUT_ROTATIONS("\\.oft_R" + Role.NAMED),
  OUTPUT_SCALES("\\.oft_s" + Role.NAMED),
  SCALES("\\.ia3_l" + Role.NAMED),
  DIFFERENCE("\\.(?:diff|w_norm)"),
  BIAS_DIFFERENCE("\\.(?:diff_b|b_norm)"),
  RESCALE("\\.rescale"),
  ALPHA("\\.alpha"),
  ON_INPUT("\\.on_input"),
  FACTORS("\\.weight");

  /** PEFT puts the name of the adapter before the ending, or leaves the ending out. */
  private static final String NAMED = "(?:\\.(?!bias$)\\w+){0,2}";

  private final Pattern ending;

  Role(String ending) {
    this.ending = Pattern.compile("(.+?)(?:" + ending + ")");
  }

  /** Tells whether only adapters have keys that end so. */
  public boolean isTelling() {
    return ordinal() < DIFFERENCE.ordinal();
  }

  /**
   * A key that has been read.
   *
   * @param module what comes before the ending
   * @param role what the ending says
   */
  public record Ending(String module, Role role) {}

  /** Reads the ending of a key, if it is one of an adapter's or a plain weight's. */
  public static Optional<Ending> of(String key) {
    for (Role role : values()) {
      Matcher matcher = role.ending.matcher(key);
      if (matcher.matches()) {
        return Optional.of(new Ending(matcher.group(1), role));
      }
    }
    return Optional.empty();
  }
}
