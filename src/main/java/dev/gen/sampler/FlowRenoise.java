package dev.gen.sampler;

import static dev.gen.tensor.FloatTensor.linear;

import dev.gen.denoise.NoiseLevel;
import dev.gen.tensor.FloatTensor;

/**
 * Goes all the way to the picture in each step and back to the next level with fresh noise: the
 * multistep consistency sampling of Song et al. 2023 (arXiv:2303.01469, algorithm 1) on flow
 * models.
 */
record FlowRenoise() implements Solver {

  @Override
  public FloatTensor solve(FloatTensor start, SamplingPath path, SamplingRun run) {
    FloatTensor x = start;
    for (int i = path.first(); i < path.size(); i++) {
      FloatTensor denoised = run.estimate(x, path.level(i)).denoised();
      NoiseLevel next = path.level(i + 1);
      x = linear(next.alpha(), denoised, next.sigma(), run.noise(x.shape()));
      x = run.updated(x, next);
    }
    return x;
  }
}
