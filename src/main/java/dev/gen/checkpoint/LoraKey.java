package dev.gen.checkpoint;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What a key of a LoRA file says: which part of the model, which module, and which factor.
 *
 * <p>Files of kohya's trainer write {@code
 * lora_unet_mid_block_attentions_0_proj_in.lora_down.weight}, with underscores between modules;
 * PEFT and diffusers write {@code unet.mid_block.attentions.0.proj_in.lora_A.weight}, and older
 * diffusers {@code unet.mid_block.attentions.0.processor.to_q_lora.down.weight}.
 *
 * @param part the part of the model
 * @param module the module's name inside the part, with dots or with underscores
 * @param role which factor
 */
record LoraKey(ModelPart part, String module, Role role) {

  /** What a tensor of a LoRA file is. */
  enum Role {
    UP,
    DOWN,
    MIDDLE,
    ALPHA
  }

  private static final Map<String, ModelPart> PREFIXES = new LinkedHashMap<>();
  private static final Map<String, Role> SUFFIXES = new LinkedHashMap<>();

  static {
    PREFIXES.put("lora_unet_", ModelPart.UNET);
    PREFIXES.put("lora_te_", ModelPart.TEXT_ENCODER);
    PREFIXES.put("lora_te1_", ModelPart.TEXT_ENCODER);
    PREFIXES.put("lora_te2_", ModelPart.TEXT_ENCODER_2);
    PREFIXES.put("unet.", ModelPart.UNET);
    PREFIXES.put("text_encoder.", ModelPart.TEXT_ENCODER);
    PREFIXES.put("text_encoder_2.", ModelPart.TEXT_ENCODER_2);
    PREFIXES.put("base_model.model.", ModelPart.UNET);
    SUFFIXES.put(".lora_mid.weight", Role.MIDDLE);
    SUFFIXES.put(".alpha", Role.ALPHA);
    for (String lora : new String[] {".lora.", "_lora.", ".lora_linear_layer.", ".lora_"}) {
      SUFFIXES.put(lora + "up.weight", Role.UP);
      SUFFIXES.put(lora + "down.weight", Role.DOWN);
    }
    SUFFIXES.put(".lora_A.weight", Role.DOWN);
    SUFFIXES.put(".lora_B.weight", Role.UP);
    SUFFIXES.put(".lora_A.default.weight", Role.DOWN);
    SUFFIXES.put(".lora_B.default.weight", Role.UP);
  }

  /** Reads a key, if it is one of a LoRA. */
  static Optional<LoraKey> of(String key) {
    return SUFFIXES.entrySet().stream()
        .filter(suffix -> key.endsWith(suffix.getKey()))
        .findFirst()
        .flatMap(
            suffix ->
                of(key.substring(0, key.length() - suffix.getKey().length()), suffix.getValue()));
  }

  private static Optional<LoraKey> of(String path, Role role) {
    return PREFIXES.entrySet().stream()
        .filter(prefix -> path.startsWith(prefix.getKey()))
        .findFirst()
        .map(
            prefix ->
                new LoraKey(
                    prefix.getValue(),
                    withoutProcessor(path.substring(prefix.getKey().length())),
                    role));
  }

  private static String withoutProcessor(String module) {
    return module.replace(".processor.", ".").replaceFirst("\\.to_out$", ".to_out.0");
  }
}
