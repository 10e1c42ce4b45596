package dev.gen.checkpoint;

import dev.gen.checkpoint.adapter.Adapter;
import dev.gen.checkpoint.adapter.Change;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Which models a LoRA file was made for, as far as its metadata, parts, names and shapes tell.
 *
 * @param family the family, if it is one that this program draws with
 * @param name what people call the family, known here or not
 */
record LoraOrigin(Optional<CheckpointFamily> family, Optional<String> name) {

  /** Where trainers write what the file is for: Stability's standard, and kohya's. */
  private static final String[] STATEMENTS = {"modelspec.architecture", "ss_base_model_version"};

  private static final Map<Pattern, CheckpointFamily> STATED = new LinkedHashMap<>();

  /** Modules that only networks of other families have. */
  private static final Map<Pattern, String> FOREIGN = new LinkedHashMap<>();

  static {
    STATED.put(Pattern.compile("sdxl.*|stable-diffusion-xl.*"), CheckpointFamily.SDXL);
    STATED.put(Pattern.compile("sd_v2.*|stable-diffusion-v2.*"), CheckpointFamily.SD2);
    STATED.put(Pattern.compile("sd_v1.*|stable-diffusion-v1.*"), CheckpointFamily.SD1);
    FOREIGN.put(Pattern.compile(".*joint_blocks_.*"), "Stable Diffusion 3");
    FOREIGN.put(Pattern.compile(".*(double_blocks|single_transformer_blocks)_.*"), "FLUX");
    FOREIGN.put(Pattern.compile(".*transformer_blocks_\\d+_img_m(lp|od)_.*"), "Qwen-Image");
    FOREIGN.put(
        Pattern.compile("(transformer_)?transformer_blocks_\\d+_.*"), "Stable Diffusion 3 or FLUX");
    FOREIGN.put(Pattern.compile("(transformer_)?blocks_\\d+_(self|cross)_attn_.*"), "Wan");
  }

  /** Looks at a file. */
  static LoraOrigin of(LoraFile file) {
    Optional<CheckpointFamily> family = stated(file.metadata()).or(() -> byParts(file));
    Map<String, Adapter> unet = file.adapters().getOrDefault(ModelPart.UNET, Map.of());
    Optional<String> name =
        foreign(unet.keySet()).or(() -> family.map(CheckpointFamily::displayName));
    return new LoraOrigin(family, name.or(() -> statements(file.metadata()).findFirst()));
  }

  private static Stream<String> statements(Map<String, String> metadata) {
    return Stream.of(STATEMENTS).filter(metadata::containsKey).map(metadata::get);
  }

  private static Optional<CheckpointFamily> stated(Map<String, String> metadata) {
    return statements(metadata)
        .flatMap(
            statement ->
                STATED.entrySet().stream()
                    .filter(known -> known.getKey().matcher(statement).matches())
                    .map(Map.Entry::getValue))
        .findFirst();
  }

  /** Returns what network has modules of such names, if it is none that is drawn with here. */
  static Optional<String> foreign(Set<String> modules) {
    return modules.stream()
        .flatMap(
            module ->
                FOREIGN.entrySet().stream()
                    .filter(known -> known.getKey().matcher(module).matches())
                    .map(Map.Entry::getValue))
        .findFirst();
  }

  private static Optional<CheckpointFamily> byParts(LoraFile file) {
    if (file.adapters().containsKey(ModelPart.TEXT_ENCODER_2)) {
      return Optional.of(CheckpointFamily.SDXL);
    }
    return byWidth(file, ModelPart.UNET, ".*attn2_to_[kv]")
        .or(() -> byWidth(file, ModelPart.TEXT_ENCODER, ".*self_attn_[kqv]_proj"));
  }

  private static Optional<CheckpointFamily> byWidth(LoraFile file, ModelPart part, String modules) {
    return file.adapters().getOrDefault(part, Map.of()).entrySet().stream()
        .filter(entry -> entry.getKey().matches(modules))
        .map(Map.Entry::getValue)
        .map(Adapter::weight)
        .flatMap(Optional::stream)
        .map(Change::inputs)
        .flatMap(inputs -> inputs.stream().boxed())
        .findFirst()
        .flatMap(CheckpointFamily::ofPromptWidth);
  }
}
