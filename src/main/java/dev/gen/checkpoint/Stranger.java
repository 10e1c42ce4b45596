package dev.gen.checkpoint;

import dev.gen.checkpoint.safetensors.SafetensorsFile;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A kind of file that cannot be used here, known so that one line can say what it is.
 *
 * <p>A sign is a name by which the kind's own programs know it: a part of a key, or its beginning
 * where it starts with {@code ^}. One sign is enough, and the first kind wins. The last ones have
 * none: they are UNets, and their shapes tell.
 */
enum Stranger {
  HUNYUAN_VIDEO("a HunyuanVideo network", "txt_in.individual_token_refiner."),
  FLUX("a FLUX network", "double_blocks.0.", "single_transformer_blocks.0."),
  QWEN_IMAGE("a Qwen-Image network", "transformer_blocks.0.img_mod."),
  SD3("a Stable Diffusion 3 network", "joint_blocks.0.", ".attn.add_q_proj."),
  AURA_FLOW("an AuraFlow network", "double_layers.0."),
  WAN("a Wan video network", "head.modulation"),
  LUMINA("a Lumina 2 or Z-Image network", "cap_embedder."),
  LTX("an LTX video network", "patchify_proj."),
  HUNYUAN_DIT("a Hunyuan-DiT network", "mlp_t5."),
  HI_DREAM("a HiDream network", "caption_projection.0.linear."),
  PIXART("a PixArt network", "t_block.1.", "adaln_single."),
  COSMOS("a Cosmos network", "blocks.block0.blocks."),
  MOCHI("a Mochi video network", "t5_yproj."),
  COG_VIDEO("a CogVideoX network", "transformer_blocks.0.norm1.linear."),
  CASCADE("a Stable Cascade network", "clip_txt_mapper.", "clip_mapper."),
  CONTROL_LORA("a control LoRA", "lora_controlnet", "lllite_unet"),
  CONTROL_NET("a ControlNet", "^control_model.", "input_hint_block.0.", "controlnet_"),
  T2I_ADAPTER("a T2I adapter", "^body.0.block1.", "^adapter.body."),
  IP_ADAPTER("an IP adapter", "^ip_adapter.", "^image_proj."),
  MOTION_MODULE("a motion module (AnimateDiff)", "motion_modules.", "temporal_transformer."),
  VIDEO("a video model (Stable Video Diffusion)", "time_stack.", "temporal_res_block."),
  GLIGEN("a GLIGEN layout adapter", "position_net."),
  UPSCALER("an upscaler (ESRGAN or its like)", ".RDB1.", ".rdb1.", "residual_group.", "^upconv"),
  VIDEO_VAE("a video VAE", "decoder.middle.0.residual.", ".conv1.conv.weight"),
  T5("a T5 text encoder", ".SelfAttention.q."),
  CLIP_VISION("a CLIP image encoder", "^vision_model.", "^visual.transformer."),
  LANGUAGE_MODEL("a language model", "^model.layers.0.self_attn.", "^layers.0.self_attn."),
  REFINER("the SDXL refiner, which is not supported"),
  INSTRUCT_PIX2PIX("an InstructPix2Pix model (8 input channels), which is not supported"),
  DEPTH("a depth-to-image model (5 input channels), which is not supported"),
  DIFFUSION_UPSCALER("a diffusion upscaler (7 input channels), which is not supported"),
  UNCLIP("an unCLIP model, which draws from pictures and is not supported"),
  OTHER_UNET("a UNet whose input channels are neither 4 nor 9, which is not supported");

  private static final int REFINER_WIDTH = 1280;
  private static final Set<Stranger> SIGNED = EnumSet.range(HUNYUAN_VIDEO, LANGUAGE_MODEL);
  private static final Set<Stranger> LORAS = EnumSet.of(CONTROL_LORA);
  private static final Set<Stranger> UNETS = EnumSet.of(MOTION_MODULE, VIDEO, GLIGEN);

  private final String displayName;
  private final List<String> signs;

  Stranger(String displayName, String... signs) {
    this.displayName = displayName;
    this.signs = List.of(signs);
  }

  /** Returns the name with its article. */
  String displayName() {
    return displayName;
  }

  /** Looks for a stranger in the table of a file. */
  static Optional<Stranger> of(SafetensorsFile file) {
    Collection<String> keys = file.tensors().keySet();
    Optional<UNetTable> unet = UNetTable.of(file);
    boolean lora = isIn(keys, "lora");
    Set<Stranger> possible = lora ? LORAS : unet.isPresent() ? UNETS : SIGNED;
    return possible.stream()
        .filter(kind -> kind.signs.stream().anyMatch(sign -> isIn(keys, sign)))
        .findFirst()
        .or(() -> unet.flatMap(Stranger::of));
  }

  private static boolean isIn(Collection<String> keys, String sign) {
    return sign.startsWith("^")
        ? keys.stream().anyMatch(key -> key.startsWith(sign.substring(1)))
        : keys.stream().anyMatch(key -> key.contains(sign));
  }

  private static Optional<Stranger> of(UNetTable unet) {
    int width = unet.promptWidth().orElse(0);
    boolean labelled = unet.tensors().containsKey(unet.prefix() + "label_emb.0.0.weight");
    if (width == REFINER_WIDTH) {
      return Optional.of(REFINER);
    }
    return switch (unet.inputs().orElse(4)) {
      case 4, 9 ->
          labelled && CheckpointFamily.ofPromptWidth(width).orElse(null) == CheckpointFamily.SD2
              ? Optional.of(UNCLIP)
              : Optional.empty();
      case 5 -> Optional.of(DEPTH);
      case 7 -> Optional.of(DIFFUSION_UPSCALER);
      case 8 -> Optional.of(INSTRUCT_PIX2PIX);
      default -> Optional.of(OTHER_UNET);
    };
  }
}
