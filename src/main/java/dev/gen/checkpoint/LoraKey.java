package dev.gen.checkpoint;

import dev.gen.checkpoint.adapter.Role;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What a key of a LoRA file says: which part of the model, which module, and what of it.
 *
 * <p>Files of kohya's trainer write {@code
 * lora_unet_mid_block_attentions_0_proj_in.lora_down.weight}, with underscores between modules;
 * PEFT and diffusers write {@code unet.mid_block.attentions.0.proj_in.lora_A.weight}, and older
 * diffusers {@code unet.mid_block.attentions.0.processor.to_q_lora.down.weight}. Others put
 * something else before the module, or nothing. Modules are therefore compared with underscores.
 *
 * @param part the part of the model
 * @param module the module's name inside the part, with underscores
 * @param role what the tensor is
 */
record LoraKey(ModelPart part, String module, Role role) {

  /** What precedes module names, longer ones first; with underscores. */
  private static final Map<String, ModelPart> PREFIXES = new LinkedHashMap<>();

  /** What some put before all of these, or in their place. */
  private static final Pattern WRAPPER = Pattern.compile("(?:base_model_model|lycoris)_(.*)");

  private static final Pattern TEXT_MODULE =
      Pattern.compile("(?:text_model_|encoder_layers_|transformer_resblocks_|text_projection).*");

  static {
    prefixes(
        ModelPart.TEXT_ENCODER_2,
        "lora_te2",
        "oft_te2",
        "text_encoder_2",
        "text_encoders_clip_g_transformer",
        "text_encoders_clip_g",
        "clip_g_transformer",
        "clip_g",
        "conditioner_embedders_1_model");
    prefixes(
        ModelPart.TEXT_ENCODER,
        "lora_te1",
        "lora_te",
        "oft_te1",
        "oft_te",
        "text_encoder",
        "text_encoders_clip_l_transformer",
        "text_encoders_clip_l",
        "clip_l_transformer",
        "clip_l",
        "conditioner_embedders_0_transformer",
        "cond_stage_model_transformer",
        "cond_stage_model_model");
    prefixes(
        ModelPart.UNET,
        "lora_unet",
        "oft_unet",
        "unet",
        "model_diffusion_model",
        "diffusion_model");
  }

  private static void prefixes(ModelPart part, String... prefixes) {
    for (String prefix : prefixes) {
      PREFIXES.put(prefix + "_", part);
    }
  }

  /** Reads a key, if it is one of a LoRA or its kin. */
  static Optional<LoraKey> of(String key) {
    return Role.of(key).flatMap(LoraKey::of);
  }

  private static Optional<LoraKey> of(Role.Ending ending) {
    String path = ending.module().replace('.', '_');
    String inner = WRAPPER.matcher(path).replaceFirst("$1");
    for (Map.Entry<String, ModelPart> prefix : PREFIXES.entrySet()) {
      if (inner.startsWith(prefix.getKey())) {
        String rest = inner.substring(prefix.getKey().length());
        // A bare ".weight" is an adapter's only in the names of kohya's trainer.
        return ending.role() != Role.FACTORS || !ending.module().contains(".")
            ? Optional.of(key(prefix.getValue(), rest, ending.role()))
            : Optional.empty();
      }
    }
    boolean text = TEXT_MODULE.matcher(inner).matches();
    return ending.role().isTelling() || !inner.equals(path) && ending.role() != Role.FACTORS
        ? Optional.of(key(text ? ModelPart.TEXT_ENCODER : ModelPart.UNET, inner, ending.role()))
        : Optional.empty();
  }

  private static LoraKey key(ModelPart part, String path, Role role) {
    String module = WRAPPER.matcher(path).replaceFirst("$1").replace("_processor_", "_");
    String today =
        part == ModelPart.UNET
            ? module.replaceFirst("_to_out$", "_to_out_0")
            : module.replaceFirst("_self_attn_to_(q|k|v|out)$", "_self_attn_$1_proj");
    return new LoraKey(part, today, role);
  }
}
