package dev.gen.sampler;

import dev.gen.schedule.NoiseProcess;
import dev.gen.schedule.SchedulerConfig;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How a kind of sampler is made for each kind of model.
 *
 * @param factories by what the model is
 * @param schedulerClasses the classes of diffusers that do the same
 * @param fixed the settings that make it a variant of such a class
 */
record Recipe(
    Map<NoiseProcess, Factory> factories,
    List<String> schedulerClasses,
    Map<String, Object> fixed) {

  /** The settings of schedulers whose own β defaults are Stable Diffusion's. */
  private static final Map<String, Object> LATENT_BETAS =
      Map.of("beta_start", 0.00085, "beta_end", 0.012);

  /** Makes a sampler. */
  @FunctionalInterface
  interface Factory {
    /** Reads a model's settings. */
    Sampler create(SchedulerConfig config, StepOptions options);
  }

  Recipe {
    factories = Map.copyOf(factories);
    schedulerClasses = List.copyOf(schedulerClasses);
    fixed = Map.copyOf(fixed);
  }

  /** Makes the sampler for diffusion models, where diffusers has no such class. */
  static Recipe of(Factory diffusion) {
    return new Recipe(Map.of(NoiseProcess.DIFFUSION, diffusion), List.of(), Map.of());
  }

  /** Makes the sampler for diffusion models. */
  static Recipe of(String schedulerClass, Factory diffusion) {
    return new Recipe(Map.of(NoiseProcess.DIFFUSION, diffusion), List.of(schedulerClass), Map.of());
  }

  /** Makes the sampler for diffusion models, with Stable Diffusion's β where a model has none. */
  static Recipe ofLatent(String schedulerClass, Factory diffusion) {
    return of(schedulerClass, (c, o) -> diffusion.create(c.withDefaults(LATENT_BETAS), o));
  }

  /** Makes the sampler for consistency models distilled from Stable Diffusion. */
  static Recipe ofDistilled(String schedulerClass, Factory diffusion) {
    Map<String, Object> scaled = new HashMap<>(LATENT_BETAS);
    scaled.put("beta_schedule", "scaled_linear");
    return of(schedulerClass, (c, o) -> diffusion.create(c.withDefaults(scaled), o));
  }

  /** Adds how the sampler is made for EDM models. */
  Recipe edm(String schedulerClass, Factory edm) {
    return with(NoiseProcess.EDM, edm, List.of(schedulerClass));
  }

  /** Adds how the sampler is made for flow models. */
  Recipe flow(String schedulerClass, Factory flow) {
    return with(NoiseProcess.FLOW, flow, List.of(schedulerClass));
  }

  /** Lets the sampler's diffusion form work on flow models as well. */
  Recipe alsoFlow() {
    Factory diffusion = factories.get(NoiseProcess.DIFFUSION);
    return with(NoiseProcess.FLOW, (c, o) -> diffusion.create(flowSettings(c), o), List.of());
  }

  /** Returns this recipe under fixed settings, as a variant that no scheduler class names. */
  Recipe fixing(Map<String, Object> settings) {
    Map<NoiseProcess, Factory> fixed = new EnumMap<>(NoiseProcess.class);
    factories.forEach((p, f) -> fixed.put(p, (c, o) -> f.create(c.with(settings), o)));
    return new Recipe(fixed, List.of(), settings);
  }

  /** Makes the sampler for a model, if there is one for such models. */
  Optional<Sampler> create(SchedulerConfig config, StepOptions options) {
    return Optional.ofNullable(factories.get(NoiseProcess.of(config)))
        .map(factory -> factory.create(config, options));
  }

  private Recipe with(NoiseProcess process, Factory factory, List<String> moreClasses) {
    Map<NoiseProcess, Factory> all = new EnumMap<>(factories);
    all.put(process, factory);
    List<String> classes = new ArrayList<>(schedulerClasses);
    classes.addAll(moreClasses);
    return new Recipe(all, classes, fixed);
  }

  /** Returns a flow scheduler's settings as an exponential integrator reads them. */
  private static SchedulerConfig flowSettings(SchedulerConfig config) {
    return config
        .with("use_flow_sigmas", true)
        .with("prediction_type", "flow_prediction")
        .with("flow_shift", config.number("flow_shift", config.number("shift", 1)));
  }
}
