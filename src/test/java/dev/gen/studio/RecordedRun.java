package dev.gen.studio;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gen.denoise.Guidance;
import dev.gen.image.RgbImage;
import dev.gen.job.Field;
import dev.gen.job.Job;
import dev.gen.model.Both;
import dev.gen.model.ConfigFile;
import dev.gen.model.DiffusionModel;
import dev.gen.model.MicroConditioning;
import dev.gen.model.ModelSource;
import dev.gen.model.TextPrompts;
import dev.gen.model.VaeTiling;
import dev.gen.random.NoiseKind;
import dev.gen.random.NoiseSource;
import dev.gen.sampler.PathRequest;
import dev.gen.sampler.SamplerKind;
import dev.gen.sampler.StepOptions;
import dev.gen.schedule.SchedulerConfig;
import dev.gen.studio.GenerationRequest.Seeds;
import dev.gen.tensor.FloatTensor;
import dev.gen.testing.Golden;
import dev.gen.testing.Pictures;
import dev.gen.text.PromptSyntax;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A run that the reference implementation recorded, as a request of ours.
 *
 * @param file where it is recorded
 * @param json what is recorded
 */
record RecordedRun(Path file, JsonNode json) {

  static RecordedRun read(Path file) {
    return new RecordedRun(file, Golden.read(file));
  }

  String name() {
    return json.get("run").asText();
  }

  Path modelFolder() {
    return file.getParent().getParent();
  }

  boolean hasSecondTokenizer() {
    return json.has("prompt_ids_2");
  }

  JsonNode argument(String name) {
    JsonNode value = json.get("args").path(name);
    return value.isNull() ? json.path("no such key") : value;
  }

  /** Returns an argument that is one text for all pictures, or a list with one for each prompt. */
  List<String> texts(String argument) {
    JsonNode value = argument(argument);
    List<String> texts = new ArrayList<>();
    if (value.isTextual()) {
      texts.add(value.textValue());
    }
    value.forEach(text -> texts.add(text.textValue()));
    return texts;
  }

  int pictures() {
    return Math.max(1, texts("prompt").size()) * perPrompt();
  }

  private int perPrompt() {
    return argument("num_images_per_prompt").asInt(1);
  }

  GenerationRequest request(DiffusionModel model, int picture) {
    int width = json.get("width").asInt();
    int height = json.get("height").asInt();
    return new GenerationRequest(
        prompts(picture),
        width,
        height,
        new Guidance(
            argument("guidance_scale").asDouble(model.defaults().guidanceScale()),
            argument("guidance_rescale").asDouble(0)),
        Shortcuts.NONE,
        sampling(model),
        new Seeds(0, 1, NoiseKind.TORCH),
        sizes(width, height),
        source(),
        VaeTiling.OFF);
  }

  private TextPrompts prompts(int picture) {
    int prompt = picture / perPrompt();
    return new TextPrompts(
        text("prompt", prompt).orElse(""),
        text("negative_prompt", prompt),
        text("prompt_2", prompt),
        text("negative_prompt_2", prompt),
        PromptSyntax.PLAIN,
        argument("clip_skip").asInt(0));
  }

  private Optional<String> text(String argument, int prompt) {
    List<String> texts = texts(argument);
    return texts.isEmpty()
        ? Optional.empty()
        : Optional.of(texts.get(texts.size() == 1 ? 0 : prompt));
  }

  private Sampling sampling(DiffusionModel model) {
    String scheduler = json.get("scheduler").asText();
    SchedulerConfig config =
        model.schedulerConfig().with(overrides()).with("_class_name", scheduler);
    SamplerKind kind = SamplerKind.forSchedulerClass(scheduler).orElseThrow();
    StepOptions usual = kind.usualOptions();
    JsonNode eta = argument("eta");
    StepOptions options = eta.isNumber() ? usual.withEta(eta.asDouble()) : usual;
    return new Sampling(
        kind,
        Optional.empty(),
        kind.create(config, options),
        PathRequest.ofSteps(argument("num_inference_steps").asInt()));
  }

  /** Returns a model with the scheduler settings of this run. */
  ModelSource over(ModelSource model) {
    Map<String, Object> settings = new HashMap<>(model.config("scheduler").toMap());
    settings.putAll(overrides());
    settings.put("_class_name", json.get("scheduler").asText());
    ConfigFile scheduler = ConfigFile.of("scheduler", settings);
    Class<?>[] types = {ModelSource.class};
    return (ModelSource)
        Proxy.newProxyInstance(
            ModelSource.class.getClassLoader(),
            types,
            (proxy, method, arguments) -> {
              if (method.getName().equals("config") && arguments[0].equals("scheduler")) {
                return scheduler;
              }
              try {
                return method.invoke(model, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }

  private Map<String, Object> overrides() {
    String key = json.has("scheduler_config") ? "scheduler_config" : "scheduler_overrides";
    return Golden.map(json.get(key));
  }

  private Both<MicroConditioning> sizes(int width, int height) {
    Job job = Job.EMPTY.with(Field.WIDTH, width).with(Field.HEIGHT, height);
    job = with(job, Field.ORIGINAL_SIZE, "original_size", "x");
    job = with(job, Field.TARGET_SIZE, "target_size", "x");
    job = with(job, Field.CROP, "crops_coords_top_left", ",");
    job = with(job, Field.NEGATIVE_ORIGINAL_SIZE, "negative_original_size", "x");
    job = with(job, Field.NEGATIVE_TARGET_SIZE, "negative_target_size", "x");
    job = with(job, Field.NEGATIVE_CROP, "negative_crops_coords_top_left", ",");
    return SizesTold.of(source().isPresent() ? job.with(Field.INIT_IMAGE, "picture") : job);
  }

  /** The reference says height first and top first. */
  private Job with(Job job, Field field, String argument, String between) {
    JsonNode value = argument(argument);
    return value.isArray()
        ? job.with(field, value.get(1).asInt() + between + value.get(0).asInt())
        : job;
  }

  private Optional<SourcePicture> source() {
    if (!json.path("image").isTextual()) {
      return Optional.empty();
    }
    int width = json.get("width").asInt();
    int height = json.get("height").asInt();
    Optional<FloatTensor> mask =
        json.path("mask").isTextual() ? Optional.of(Golden.mask(width, height)) : Optional.empty();
    return Optional.of(
        new SourcePicture(
            Golden.picture(width, height).toTensor(), mask, argument("strength").asDouble(1)));
  }

  RgbImage picture(int index) {
    return Pictures.read(file.resolveSibling(json.get("png").get(index).get("file").asText()));
  }

  /** Returns the draws that the reference was given: see the formulas beside the recordings. */
  NoiseStreams noise(int picture) {
    boolean zeros = "mean".equals(json.path("vae_posterior").asText());
    return new NoiseStreams(
        draws(100, picture, "pipe"),
        zeros ? FloatTensor::zeros : draws(900, picture, "vae"),
        draws(1000, picture, "sched"));
  }

  /** Returns each draw of a batch cut down to the row of one picture. */
  private NoiseSource draws(long firstSeed, int picture, String kind) {
    int rows = 1;
    for (JsonNode draw : json.path("noise")) {
      rows = draw.get("kind").asText().equals(kind) ? draw.get("shape").get(0).asInt() : rows;
    }
    int batch = rows;
    long[] next = {firstSeed};
    return shape -> {
      FloatTensor all = Golden.noise(next[0]++, shape.with(0, batch));
      int row = batch == 1 ? 0 : picture;
      return all.rows(row, row + 1);
    };
  }
}
