package dev.gen.record.format;

import static java.util.Map.entry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.gen.record.Json;
import dev.gen.record.RecordBuilder;
import dev.gen.record.RecordField;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The text of Automatic1111 and its relatives: Forge, SD.Next, stable-diffusion.cpp and others that
 * write the same lines. {@link InfoText} takes it apart.
 */
final class InfoTextFormat implements RecordFormat {

  private static final Map<String, RecordField> NAMES =
      Map.ofEntries(
          entry("Steps", RecordField.STEPS),
          entry("Sampler", RecordField.SAMPLER),
          entry("Schedule type", RecordField.SCHEDULER),
          entry("CFG scale", RecordField.GUIDANCE_SCALE),
          entry("Seed", RecordField.SEED),
          entry("Model hash", RecordField.MODEL_HASH),
          entry("Model", RecordField.MODEL),
          entry("VAE", RecordField.VAE),
          entry("Denoising strength", RecordField.STRENGTH),
          entry("Clip skip", RecordField.CLIP_SKIP));

  private static final String LORA_HASHES = "Lora hashes";
  private static final String LORA_WEIGHTS = "Lora weights";
  private static final Pattern LORA =
      Pattern.compile(
          "<(?:lora|lyco):([^:<>]{1,1000})(?::([^<>]{0,200}))?>", Pattern.CASE_INSENSITIVE);
  private static final Pattern SCHEDULE_BEHIND =
      Pattern.compile(
          "(.*\\S)[ _](karras|exponential|polyexponential|sgm[ _]uniform|ddim[ _]uniform|uniform|simple"
              + "|normal|beta|kl[ _]optimal|align your steps|ays|gits|smoothstep|discrete|turbo"
              + "|bong_tangent)",
          Pattern.CASE_INSENSITIVE);

  @Override
  public boolean read(Texts texts, RecordBuilder record) {
    Optional<InfoText> found =
        texts.comment().map(InfoText::of).filter(text -> isRecord(text, texts));
    found.ifPresent(
        text -> {
          readSettings(text, record);
          record.put(RecordField.PROMPT, text.prompt());
          record.put(RecordField.NEGATIVE_PROMPT, text.negative());
          readLoras(text, record);
          boolean graph = texts.object("prompt").isPresent();
          program(text).ifPresent(p -> record.put(RecordField.PROGRAM, graph ? "comfyui" : p));
          texts.take("fooocus_scheme");
          texts.takeComment();
        });
    return found.isPresent();
  }

  /** A text without settings is a prompt where only such programs write, in a camera's file not. */
  private static boolean isRecord(InfoText text, Texts texts) {
    boolean plain = !text.whole().startsWith("{");
    boolean elsewhere =
        texts.get("parameters").isEmpty()
            && (texts.get("Exif.UserComment").isEmpty()
                || texts.get("Exif.Make").isPresent()
                || texts.get("Exif.Model").isPresent());
    return !text.settings().isEmpty() || plain && !elsewhere;
  }

  private static void readSettings(InfoText text, RecordBuilder record) {
    text.settings()
        .forEach(
            (key, value) -> {
              JsonNode node = TextNode.valueOf(value);
              if (NAMES.containsKey(key)) {
                record.put(NAMES.get(key), key, node);
              } else if (!key.startsWith("Lora ")
                  && !(key.equals("Size") && Keys.size(value, record))) {
                record.unknown(key, node);
              }
            });
    String sampler = text.settings().getOrDefault("Sampler", "");
    Matcher both = SCHEDULE_BEHIND.matcher(sampler);
    if (!record.has(RecordField.SCHEDULER) && both.matches()) {
      record.put(RecordField.SAMPLER, both.group(1)).put(RecordField.SCHEDULER, both.group(2));
    }
  }

  private static Optional<String> program(InfoText text) {
    Map<String, String> settings = text.settings();
    String version = settings.getOrDefault("Version", "").toLowerCase(Locale.ROOT);
    if (settings.isEmpty()) {
      return Optional.empty();
    }
    for (String known : List.of("stable-diffusion.cpp", "fooocus", "comfyui", "gen")) {
      if (version.matches("\\Q" + known + "\\E(?: .*)?")) {
        return Optional.of(known);
      }
    }
    boolean next =
        settings.getOrDefault("App", "").contains("SD.Next") || settings.containsKey("Operations");
    boolean forge = version.matches("f\\d+\\..*|.*forge.*|neo.*|classic.*");
    return Optional.of(next ? "sdnext" : forge ? "forge" : "automatic1111");
  }

  private static void readLoras(InfoText text, RecordBuilder record) {
    Map<String, String> hashes = pairs(text.settings().getOrDefault(LORA_HASHES, ""));
    Matcher tag = LORA.matcher(text.prompt());
    while (tag.find()) {
      String name = tag.group(1);
      record.lora(name, weight(tag.group(2)), Optional.ofNullable(hashes.remove(name)));
    }
    pairs(text.settings().getOrDefault(LORA_WEIGHTS, ""))
        .forEach(
            (name, weight) ->
                record.lora(
                    name, TextNode.valueOf(weight), Optional.ofNullable(hashes.remove(name))));
    hashes.forEach((name, hash) -> record.lora(name, TextNode.valueOf(""), Optional.of(hash)));
    if (!record.hasLoras()) {
      Json.object(text.settings().getOrDefault("SDCPP", ""))
          .ifPresent(
              json ->
                  json.path("loras")
                      .forEach(
                          lora ->
                              record.lora(
                                  lora.path("name").asText(),
                                  lora.path("multiplier"),
                                  Optional.empty())));
    }
  }

  /** Returns the weight for the denoiser: the second of two, or the one called unet. */
  private static JsonNode weight(String given) {
    String weight = "1";
    int place = 0;
    for (String part : (given == null ? "" : given).split(":")) {
      String[] named = part.split("=", 2);
      if (named.length == 2 ? named[0].matches("te|unet") : place++ < 2 && !part.isBlank()) {
        weight = named[named.length - 1];
      }
    }
    return TextNode.valueOf(weight);
  }

  private static Map<String, String> pairs(String list) {
    Map<String, String> pairs = new LinkedHashMap<>();
    for (String pair : list.split(",")) {
      int colon = pair.lastIndexOf(':');
      if (colon > 0) {
        pairs.put(pair.substring(0, colon).strip(), pair.substring(colon + 1).strip());
      }
    }
    return pairs;
  }
}
