package dev.gen.record;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Writes a record as the text that Automatic1111 and its relatives read, in their own words. */
public final class InfoTextWriter {

  private static final int MODEL_DIGITS = 10;
  private static final int LORA_DIGITS = 12;
  private static final String VERSION = "Version";

  private InfoTextWriter() {}

  /**
   * Returns prompt, negative prompt and one line of settings. What is unknown goes along under its
   * own key; a LoRA that the prompt does not name is added to it as a tag, which is the only place
   * where that family looks.
   */
  public static String write(PictureRecord record) {
    String prompt = record.text(RecordField.PROMPT).orElse("");
    String tags =
        record.loras().stream()
            .filter(lora -> !prompt.toLowerCase(Locale.ROOT).contains(tag(lora)))
            .map(lora -> " " + tag(lora) + weights(lora) + ">")
            .collect(Collectors.joining());
    String negative =
        record.text(RecordField.NEGATIVE_PROMPT).map(n -> "\nNegative prompt: " + n).orElse("");
    List<String> settings = new ArrayList<>();
    settings(record).forEach((key, value) -> settings.add(key + ": " + quoted(value)));
    return prompt + tags + negative + "\n" + String.join(", ", settings);
  }

  private static String tag(UsedLora lora) {
    return "<lora:" + bare(lora.name()).toLowerCase(Locale.ROOT) + ":";
  }

  /** That for text encoders goes first, if it is another one. */
  private static String weights(UsedLora lora) {
    String unet = number(lora.weight().orElse(1));
    return lora.textWeight().isPresent()
        ? number(lora.textWeight().getAsDouble()) + ":" + unet
        : unet;
  }

  private static Map<String, String> settings(PictureRecord record) {
    Map<String, JsonNode> others = new LinkedHashMap<>(record.unknown());
    JsonNode version = others.remove(VERSION);
    Map<String, String> settings = new LinkedHashMap<>();
    put("Steps", RecordField.STEPS, record, settings);
    put("Sampler", RecordField.SAMPLER, record, settings);
    put("Schedule type", RecordField.SCHEDULER, record, settings);
    put("CFG scale", RecordField.GUIDANCE_SCALE, record, settings);
    put("Seed", RecordField.SEED, record, settings);
    record
        .text(RecordField.WIDTH)
        .flatMap(w -> record.text(RecordField.HEIGHT).map(h -> w + "x" + h))
        .ifPresent(size -> settings.put("Size", size));
    record
        .text(RecordField.MODEL_HASH)
        .ifPresent(hash -> settings.put("Model hash", shortened(hash, MODEL_DIGITS)));
    record.text(RecordField.MODEL).ifPresent(model -> settings.put("Model", bare(model)));
    record.text(RecordField.VAE).ifPresent(vae -> settings.put("VAE", fileName(vae)));
    put("Denoising strength", RecordField.STRENGTH, record, settings);
    if (record.whole(RecordField.CLIP_SKIP).orElse(1) != 1) {
      put("Clip skip", RecordField.CLIP_SKIP, record, settings);
    }
    String hashes =
        record.loras().stream()
            .filter(lora -> lora.hash().isPresent())
            .map(l -> bare(l.name()) + ": " + shortened(l.hash().get(), LORA_DIGITS))
            .collect(Collectors.joining(", "));
    if (!hashes.isEmpty()) {
      settings.put("Lora hashes", hashes);
    }
    others.forEach(
        (key, value) -> settings.put(key, value.isValueNode() ? value.asText() : value.toString()));
    if (version != null) {
      settings.put(VERSION, version.asText());
    }
    return settings;
  }

  private static void put(
      String key, RecordField field, PictureRecord record, Map<String, String> settings) {
    JsonNode value = record.fields().get(field);
    if (value != null) {
      settings.put(key, value.isDouble() ? number(value.doubleValue()) : value.asText());
    }
  }

  private static String number(double value) {
    return BigDecimal.valueOf(value).stripTrailingZeros().toPlainString();
  }

  /** Returns the name of a file without folders and its ending, as that family names models. */
  private static String bare(String path) {
    return fileName(path).replaceFirst("(?i)\\.(safetensors|ckpt|pt|onnx)$", "");
  }

  private static String fileName(String path) {
    return path.replaceFirst("[/\\\\]+$", "").replaceFirst("^.*[/\\\\]", "");
  }

  private static String shortened(String hash, int digits) {
    return hash.matches("[0-9a-fA-F]{64}") ? hash.substring(0, digits) : hash;
  }

  /** Quotes a value as that family does: where a comma, a colon or a line end is in it. */
  private static String quoted(String value) {
    boolean plain = value.chars().noneMatch(c -> c == ',' || c == ':' || c == '\n');
    return plain ? value : TextNode.valueOf(value).toString();
  }
}
