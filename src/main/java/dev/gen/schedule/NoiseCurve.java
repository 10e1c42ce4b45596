package dev.gen.schedule;

/** The training-time map between timesteps and noise levels, both ways. */
public interface NoiseCurve {

  /** Returns the number of timesteps that the network was trained on; t is below it. */
  int trainSteps();

  /** Returns σ at a timestep, which may be fractional. */
  double sigma(double timestep);

  /** Returns the fractional timestep at which the noise level is σ. */
  double timestep(double sigma);
}
