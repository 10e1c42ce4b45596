package dev.gen.sampler;

import dev.gen.schedule.SchedulerConfig;
import java.util.Arrays;
import java.util.Optional;

/** The samplers by the names that the command line knows. */
public enum SamplerKind {
  /** Denoising diffusion implicit models. */
  DDIM("DDIMScheduler", Ddim::new),
  /** Pseudo numerical methods. */
  PNDM("PNDMScheduler", Pndm::new),
  /** Euler's method. */
  EULER("EulerDiscreteScheduler", Euler::new),
  /** Multistep DPM-Solver as the model's settings say. */
  DPM_SOLVER("DPMSolverMultistepScheduler", DpmMultistep::of);

  private interface Factory {
    Sampler create(SchedulerConfig config, StepOptions options);
  }

  private final String schedulerClass;
  private final Factory factory;

  SamplerKind(String schedulerClass, Factory factory) {
    this.schedulerClass = schedulerClass;
    this.factory = factory;
  }

  /** Finds the sampler that stands for a scheduler class of diffusers. */
  public static Optional<SamplerKind> forSchedulerClass(String name) {
    return Arrays.stream(values()).filter(kind -> kind.schedulerClass.equals(name)).findFirst();
  }

  /** Creates the sampler over a model's settings. */
  public Sampler create(SchedulerConfig config) {
    return create(config, StepOptions.DEFAULT);
  }

  /** Creates the sampler over a model's settings, with a say in how much noise it adds. */
  public Sampler create(SchedulerConfig config, StepOptions options) {
    return factory.create(config, options);
  }
}
