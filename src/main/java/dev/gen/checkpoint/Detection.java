package dev.gen.checkpoint;

import dev.gen.checkpoint.safetensors.StoredTensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the denoiser of a single file is, told from its keys, numbers and metadata and, last, its
 * name.
 *
 * @param unet the denoiser
 * @param family the family
 * @param predictionType {@code epsilon}, {@code v_prediction} or {@code sample}
 * @param fewSteps how it draws if it was distilled to few steps
 * @param guesses what was guessed and from what
 */
record Detection(
    UNetTable unet,
    CheckpointFamily family,
    String predictionType,
    Optional<FewSteps> fewSteps,
    List<Guess> guesses) {

  private static final String EPSILON = "epsilon";
  private static final String V_PREDICTION = "v_prediction";

  /** Pixels of a latent's cell. */
  private static final int CELL = 8;

  /**
   * Cells of a side of 512 pixels, which Turbo models and Stable Diffusion 2 base were made for.
   */
  private static final int SMALL = 64;

  /**
   * In models that predict velocities, this bias is spread wider than that; so ComfyUI tells the
   * two kinds of Stable Diffusion 2 apart.
   */
  private static final double VELOCITY_SPREAD = 0.09;

  private static final String SPREAD_OF =
      "up_blocks.3.attentions.2.transformer_blocks.0.norm1.bias";

  /** Only networks have it that were distilled with guidance: consistency models. */
  private static final String TOLD_GUIDANCE = "time_embedding.cond_proj.weight";

  private static final Pattern SIZE = Pattern.compile("(\\d{2,5})x(\\d{2,5})");

  /** Looks at a denoiser, under what the user says about it. */
  static Detection of(UNetTable unet, CheckpointOptions options) {
    List<Guess> guesses = new ArrayList<>();
    CheckpointFamily family = options.family().orElseGet(() -> family(unet, guesses));
    Optional<FewSteps> fewSteps = fewSteps(unet, guesses);
    String prediction =
        options
            .predictionType()
            .or(() -> fewSteps.filter(FewSteps::predictsThePicture).map(few -> "sample"))
            .orElseGet(() -> prediction(unet, family, guesses));
    return new Detection(unet, family, prediction, fewSteps, guesses);
  }

  private static CheckpointFamily family(UNetTable unet, List<Guess> guesses) {
    int width = unet.promptWidth().orElse(0);
    Optional<CheckpointFamily> published = CheckpointFamily.ofPromptWidth(width);
    CheckpointFamily family = published.orElseGet(() -> familyByKeys(unet));
    guesses.add(
        Guess.aside(
            "family %s, guessed from %s"
                .formatted(
                    family.displayName(),
                    published.isPresent()
                        ? "prompts that are " + width + " wide"
                        : "the names of the text encoders' weights")));
    return family;
  }

  /** Tells the family by its text encoders, for models whose sizes are not the published ones. */
  private static CheckpointFamily familyByKeys(UNetTable unet) {
    if (has(unet, "conditioner.embedders.1.")
        || unet.weights().find("add_embedding.linear_1.weight").isPresent()) {
      return CheckpointFamily.SDXL;
    }
    return has(unet, "cond_stage_model.model.") || has(unet, "conditioner.embedders.0.model.")
        ? CheckpointFamily.SD2
        : CheckpointFamily.SD1;
  }

  private static boolean has(UNetTable unet, String prefix) {
    return unet.tensors().keySet().stream().anyMatch(key -> key.startsWith(prefix));
  }

  private static Optional<FewSteps> fewSteps(UNetTable unet, List<Guess> guesses) {
    String title = unet.metadata().getOrDefault("modelspec.title", "");
    String name = unet.path().getFileName().toString();
    Optional<FewSteps> byTitle = FewSteps.of(title);
    Optional<FewSteps> found = byTitle.or(() -> FewSteps.of(name));
    String source = byTitle.isPresent() ? "the title '" + title + "'" : "the name '" + name + "'";
    return FewSteps.decided(unet.inputsOf(TOLD_GUIDANCE).isPresent(), found, source, guesses);
  }

  private static String prediction(UNetTable unet, CheckpointFamily family, List<Guess> guesses) {
    Optional<String> stated = statedPrediction(unet);
    if (stated.isPresent()) {
      return stated.get();
    }
    if (family == CheckpointFamily.SD2) {
      return predictionBySpread(unet, guesses);
    }
    List<String> words = FewSteps.words(unet.path().getFileName().toString());
    boolean velocity =
        words.contains("vpred") || String.join(" ", words).matches("(.* )?v pred(iction)?( .*)?");
    if (velocity) {
      guesses.add(
          Guess.deciding(
              "prediction type v_prediction, guessed from the name '%s': the file does not say it"
                  .formatted(unet.path().getFileName())));
    }
    return velocity ? V_PREDICTION : EPSILON;
  }

  /** Reads markers and metadata: ComfyUI's keys, Stability AI's and kohya's statements. */
  private static Optional<String> statedPrediction(UNetTable unet) {
    Map<String, String> said = unet.metadata();
    String stated = said.getOrDefault("modelspec.prediction_type", "");
    if (!stated.isEmpty()) {
      return Optional.of(stated.startsWith("v") ? V_PREDICTION : EPSILON);
    }
    boolean velocity =
        marks(unet, "v_pred")
            || said.getOrDefault("ss_v_parameterization", "").equalsIgnoreCase("true")
            || said.getOrDefault("modelspec.architecture", "").endsWith("-v");
    if (velocity || marks(unet, "edm_vpred.sigma_max")) {
      return Optional.of(V_PREDICTION);
    }
    boolean small = said.getOrDefault("modelspec.architecture", "").endsWith("-512");
    return small || marks(unet, "edm_mean") ? Optional.of(EPSILON) : Optional.empty();
  }

  private static boolean marks(UNetTable unet, String key) {
    return unet.tensors().containsKey(key);
  }

  /** Stable Diffusion 2 was published with both; inpainting only with one. */
  private static String predictionBySpread(UNetTable unet, List<Guess> guesses) {
    Optional<Weight> bias = unet.weights().find(SPREAD_OF);
    boolean velocity =
        unet.inputs().orElse(4) == 4
            && bias.isPresent()
            && spread(bias.get().tensor().read().values()) > VELOCITY_SPREAD;
    String type = velocity ? V_PREDICTION : EPSILON;
    guesses.add(
        Guess.deciding(
            "prediction type %s, guessed from the spread of the UNet's weights: the file does not"
                    .formatted(type)
                + " say it"));
    return type;
  }

  private static double spread(float[] values) {
    double sum = 0;
    double squares = 0;
    for (float value : values) {
      sum += value;
      squares += (double) value * value;
    }
    double mean = sum / values.length;
    return Math.sqrt(Math.max(0, squares / values.length - mean * mean));
  }

  /** Puts what the file says over the configs. */
  Map<String, Map<String, Object>> over(Map<String, Map<String, Object>> configs) {
    Map<String, Map<String, Object>> all = new HashMap<>(configs);
    all.put("unet", unetConfig(configs.getOrDefault("unet", Map.of())));
    all.put("scheduler", scheduler(configs.getOrDefault("scheduler", Map.of())));
    Map<String, Object> defaults = defaults();
    if (!defaults.isEmpty()) {
      all = Configs.with(all, "model_index", "gen", defaults);
    }
    if (isPlayground()) {
      all = Configs.with(all, "vae", "scaling_factor", 0.5);
      all = Configs.with(all, "vae", "latents_mean", numbers("edm_mean"));
      all = Configs.with(all, "vae", "latents_std", numbers("edm_std"));
    }
    return all;
  }

  private Map<String, Object> unetConfig(Map<String, Object> config) {
    Map<String, Object> all =
        new LinkedHashMap<>(
            unet.structure()
                .map(structure -> structure.over(config, family != CheckpointFamily.SD1))
                .orElse(config));
    boolean small =
        fewSteps.filter(FewSteps::official).isPresent()
            || (family == CheckpointFamily.SD2 && predictionType.equals(EPSILON));
    if (small && all.get("sample_size") instanceof Number cells && cells.intValue() > SMALL) {
      all.put("sample_size", SMALL);
    }
    put(all, "in_channels", unet.inputs());
    put(all, "time_cond_proj_dim", unet.inputsOf(TOLD_GUIDANCE));
    return all;
  }

  private static void put(Map<String, Object> config, String field, OptionalInt value) {
    value.ifPresent(number -> config.put(field, number));
  }

  private boolean isPlayground() {
    return marks(unet, "edm_mean") && marks(unet, "edm_std");
  }

  private Map<String, Object> scheduler(Map<String, Object> config) {
    Map<String, Object> all = new LinkedHashMap<>(config);
    if (isPlayground()) {
      all.putAll(PLAYGROUND);
    } else if (marks(unet, "edm_vpred.sigma_max")) {
      all.putAll(COS);
      all.put("sigma_min", number("edm_vpred.sigma_min", 0.002));
      all.put("sigma_max", number("edm_vpred.sigma_max", 120));
    }
    fewSteps.map(FewSteps::scheduler).ifPresent(all::putAll);
    if (marks(unet, "ztsnr")
        || "true".equalsIgnoreCase(unet.metadata().get("ss_zero_terminal_snr"))) {
      all.put("rescale_betas_zero_snr", true);
      all.put("timestep_spacing", "trailing");
    }
    all.put("prediction_type", predictionType);
    return all;
  }

  /** The scheduler of Playground 2.5 (Li et al. 2024, arXiv 2402.17245), as published. */
  private static final Map<String, Object> PLAYGROUND =
      Map.of(
          "_class_name", "EDMDPMSolverMultistepScheduler",
          "sigma_min", 0.002,
          "sigma_max", 80.0,
          "sigma_data", 0.5,
          "solver_order", 2);

  /** The scheduler of CosXL: Stability AI's page of the model. */
  private static final Map<String, Object> COS =
      Map.of(
          "_class_name", "EDMEulerScheduler",
          "sigma_data", 1.0,
          "sigma_schedule", "exponential");

  /** Returns a number that the file holds, or what is usual where it is none above 0. */
  private double number(String key, double usual) {
    double value = Optional.ofNullable(unet.tensors().get(key)).map(this::first).orElse(0.0);
    return value > 0 && Double.isFinite(value) ? value : usual;
  }

  private double first(StoredTensor tensor) {
    return tensor.shape().elements() == 0 ? 0 : tensor.read().values()[0];
  }

  private List<Double> numbers(String key) {
    List<Double> numbers = new ArrayList<>();
    for (float value : unet.tensors().get(key).read().values()) {
      numbers.add((double) value);
    }
    return numbers;
  }

  /** Returns what a run uses where the user says nothing, as models of ours state it. */
  private Map<String, Object> defaults() {
    Map<String, Object> defaults = new LinkedHashMap<>();
    Matcher size = SIZE.matcher(unet.metadata().getOrDefault("modelspec.resolution", ""));
    if (size.matches()) {
      defaults.put("default_width", cells(size.group(1)));
      defaults.put("default_height", cells(size.group(2)));
    }
    fewSteps.map(FewSteps::defaults).ifPresent(defaults::putAll);
    return defaults;
  }

  private static int cells(String pixels) {
    return Math.max(1, Integer.parseInt(pixels) / CELL) * CELL;
  }
}
