package dev.gen.schedule;

import java.util.Locale;

/** How a model mixes picture and noise, which decides what its samplers do. */
public enum NoiseProcess {
  /** A network trained on discrete timesteps with a β schedule. */
  DIFFUSION,
  /** A network with the preconditioning of Karras et al. 2022. */
  EDM,
  /** A network trained on straight paths between picture and noise. */
  FLOW;

  /** Returns the process of a model, known by the scheduler class that it ships or by a flag. */
  public static NoiseProcess of(SchedulerConfig config) {
    if (config.className().startsWith("FlowMatch") || config.flag("use_flow_sigmas", false)) {
      return FLOW;
    }
    return config.className().startsWith("EDM") ? EDM : DIFFUSION;
  }

  /** Returns the name as messages write it. */
  public String displayName() {
    return this == EDM ? name() : name().toLowerCase(Locale.ROOT);
  }
}
