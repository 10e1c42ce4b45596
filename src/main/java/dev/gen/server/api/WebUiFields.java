package dev.gen.server.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gen.error.InvalidRequestException;
import dev.gen.job.Field;
import dev.gen.job.Job;
import dev.gen.server.desk.Wish;
import dev.gen.server.http.HttpError;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A request in Automatic1111's words, taken apart.
 *
 * <p>What is left open there is left open here, so that a model's own size and steps are taken and
 * not those of another model. A value that its clients send always and that asks for nothing
 * (false, 0, -1, an empty text) has no effect there either and is not named.
 */
final class WebUiFields {

  private static final Map<String, Field> SAME =
      Map.of(
          "prompt", Field.PROMPT,
          "negative_prompt", Field.NEGATIVE_PROMPT,
          "steps", Field.STEPS,
          "width", Field.WIDTH,
          "height", Field.HEIGHT,
          "cfg_scale", Field.GUIDANCE_SCALE,
          "eta", Field.ETA);

  /** What asks for no picture, or is how things are here anyway. */
  private static final Map<String, Set<String>> AS_IT_IS =
      Map.of(
          "send_images", Set.of("true"),
          "subseed", Set.of("-1"),
          "seed_resize_from_h", Set.of("-1", "0"),
          "seed_resize_from_w", Set.of("-1", "0"),
          "inpainting_fill", Set.of("1"),
          "resize_mode", Set.of("1"),
          "override_settings_restore_afterwards", Set.of("true", "false"),
          "s_noise", Set.of("1", "1.0"),
          "s_tmax", Set.of("0", "0.0"));

  private static final Set<String> NEUTRAL = Set.of("", "false", "0", "0.0", "null", "[]", "{}");

  private final ObjectNode asked;
  private final ObjectNode left;
  private final List<String> ignored = new ArrayList<>();
  private Job job;

  private WebUiFields(ObjectNode asked, Job settings) {
    this.asked = asked;
    this.left = asked.deepCopy();
    this.job = settings;
  }

  /**
   * Takes a request apart.
   *
   * @param settings what is set for all requests
   */
  static WebUiFields of(ObjectNode asked, Job settings) {
    return new WebUiFields(asked, settings);
  }

  /**
   * Returns what is asked for.
   *
   * @throws HttpError if a value cannot be used
   */
  Wish wish(boolean fromPicture) {
    SAME.forEach((name, field) -> take(name).ifPresent(value -> set(name, field, value)));
    seedAndCount();
    sampler();
    settings();
    Wish wish = new Wish(job, Optional.empty(), Optional.empty());
    if (fromPicture) {
      wish = pictures();
    } else if (!left.path("enable_hr").asBoolean()) {
      left.retain(
          left.properties().stream().map(Map.Entry::getKey).filter(n -> !ofHires(n)).toList());
    }
    left.properties().forEach(entry -> ignore(entry.getKey(), entry.getValue()));
    return wish;
  }

  private Optional<JsonNode> take(String name) {
    JsonNode value = left.remove(name);
    return Optional.ofNullable(value).filter(v -> !v.isNull());
  }

  private void set(String name, Field field, JsonNode value) {
    try {
      job = job.with(field, Bodies.plain(value));
    } catch (InvalidRequestException e) {
      throw HttpError.ofField(
          422, "request", name, e.getMessage().substring(field.fieldName().length() + 1));
    }
  }

  private void seedAndCount() {
    take("seed").filter(s -> !s.asText().equals("-1")).ifPresent(s -> set("seed", Field.SEED, s));
    long count = 1;
    for (String name : List.of("batch_size", "n_iter")) {
      JsonNode value = take(name).orElse(Bodies.JSON.getNodeFactory().numberNode(1));
      set(name, Field.COUNT, value);
      count *= job.whole(Field.COUNT).orElseThrow();
    }
    set("batch_size", Field.COUNT, Bodies.JSON.getNodeFactory().numberNode(count));
  }

  private void sampler() {
    Optional<JsonNode> index = take("sampler_index");
    take("sampler_name")
        .or(() -> index)
        .filter(name -> !name.asText().isBlank())
        .ifPresent(name -> set("sampler_name", Field.SAMPLER, name));
    take("scheduler")
        .filter(name -> !name.asText().isBlank() && !name.asText().equalsIgnoreCase("automatic"))
        .ifPresent(name -> set("scheduler", Field.SIGMAS, name));
  }

  private void settings() {
    if (take("override_settings").orElse(null) instanceof ObjectNode settings) {
      job =
          WebUiSettings.applied(
              job, settings, (name, value) -> ignore("override_settings." + name, value));
    }
  }

  private Wish pictures() {
    JsonNode images = take("init_images").orElse(Bodies.empty());
    if (!images.isArray() || images.size() != 1 || !images.get(0).isTextual()) {
      throw HttpError.ofField(422, "request", "init_images", "is no list of one picture as Base64");
    }
    Optional<byte[]> mask = take("mask").map(text -> Wish.decoded("mask", text.asText()));
    boolean inverted = take("inpainting_mask_invert").map(JsonNode::asBoolean).orElse(false);
    take("denoising_strength")
        .or(() -> Optional.of(Bodies.JSON.getNodeFactory().numberNode(0.75)))
        .ifPresent(strength -> set("denoising_strength", Field.STRENGTH, strength));
    return new Wish(
        job,
        Optional.of(Wish.decoded("init_images", images.get(0).asText())),
        inverted ? mask.map(GreyMask::inverted) : mask);
  }

  /** Returns whether a field says how a second pass goes, which is not asked for. */
  private static boolean ofHires(String name) {
    return name.startsWith("hr_")
        || name.startsWith("firstphase_")
        || name.equals("denoising_strength");
  }

  private void ignore(String name, JsonNode value) {
    String text = value.isValueNode() ? value.asText() : value.toString();
    boolean without = NEUTRAL.contains(text) && isKnown(name);
    if (!without && !AS_IT_IS.getOrDefault(name, Set.of()).contains(text)) {
      ignored.add(name);
    }
  }

  /** Returns whether a field is one of that interface, for which nothing is a common value. */
  private static boolean isKnown(String name) {
    return name.matches(
        "(enable_)?hr(_.*)?|s_.*|do_not_.*|save_images|restore_faces|tiling|styles|subseed.*"
            + "|alwayson_scripts|script_(name|args)|seed_.*|firstphase_.*|refiner_.*|comments"
            + "|disable_extra_networks|mask_.*|inpaint.*|resize_mode|image_cfg_scale|initial_.*"
            + "|include_init_images|force_task_id|infotext|latent_mask|denoising_strength|send_.*");
  }

  /** Returns the request as it came. */
  ObjectNode asked() {
    return asked;
  }

  /** Returns the names of fields that had no effect, as a header can hold them. */
  List<String> ignored() {
    return printable(ignored);
  }

  static List<String> printable(List<String> names) {
    return names.stream()
        .limit(50)
        .map(name -> name.replaceAll("[^!-~]", "?"))
        .map(name -> name.substring(0, Math.min(60, name.length())))
        .toList();
  }
}
