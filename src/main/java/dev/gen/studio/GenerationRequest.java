package dev.gen.studio;

import dev.gen.denoise.Guidance;
import dev.gen.error.InvalidRequestException;
import dev.gen.model.Both;
import dev.gen.model.MicroConditioning;
import dev.gen.model.TextPrompts;
import dev.gen.model.VaeTiling;
import dev.gen.random.NoiseKind;
import java.util.Optional;

/**
 * A job of latent diffusion with every name turned into what it names.
 *
 * @param prompts what to draw, in words
 * @param widthPixels of the picture
 * @param heightPixels of the picture
 * @param guidance how closely the prompt is followed
 * @param shortcuts what is left out
 * @param sampling how the noise is removed
 * @param seeds which noise, for how many pictures
 * @param microConditioning the sizes that SDXL is told for each side
 * @param source a picture to start from
 * @param tiling whether large pictures are decoded in parts
 */
public record GenerationRequest(
    TextPrompts prompts,
    int widthPixels,
    int heightPixels,
    Guidance guidance,
    Shortcuts shortcuts,
    Sampling sampling,
    Seeds seeds,
    Both<MicroConditioning> microConditioning,
    Optional<SourcePicture> source,
    VaeTiling tiling) {

  /** Returns the request of one picture alone, from other words. */
  GenerationRequest single(String prompt, long seed) {
    return new GenerationRequest(
        prompts.withPrompt(prompt),
        widthPixels,
        heightPixels,
        guidance,
        shortcuts,
        sampling,
        new Seeds(seed, 1, seeds.noise()),
        microConditioning,
        source,
        tiling);
  }

  /**
   * Which noise the pictures start from.
   *
   * @param first seed of the first picture; each further one has the next number
   * @param count of pictures, at least 1
   * @param noise the generator that the seeds are for
   */
  public record Seeds(long first, int count, NoiseKind noise) {

    /** Refuses a count below 1. */
    public Seeds {
      if (count < 1) {
        throw new InvalidRequestException("count", "is " + count + ", expected 1 or more");
      }
    }
  }
}
