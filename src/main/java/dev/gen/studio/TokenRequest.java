package dev.gen.studio;

import dev.gen.denoise.Guidance;
import dev.gen.model.Both;
import dev.gen.studio.GenerationRequest.Seeds;
import java.util.List;
import java.util.Optional;

/**
 * A job for a model of tokens, with every name turned into what it names.
 *
 * @param texts what to draw, and what guidance leads away from
 * @param guidance how closely the text is followed
 * @param choice how the next token is chosen
 * @param seeds which chance, for how many pictures
 * @param source a picture whose upper part stays
 * @param warnings of what the job says and the model has no use for
 */
record TokenRequest(
    Both<String> texts,
    Guidance guidance,
    TokenChoice choice,
    Seeds seeds,
    Optional<SourcePicture> source,
    List<String> warnings) {

  /** Returns the request of one picture alone, from other words. */
  TokenRequest single(String words, long seed) {
    return new TokenRequest(
        new Both<>(words, texts.negative()),
        guidance,
        choice,
        new Seeds(seed, 1, seeds.noise()),
        source,
        warnings);
  }
}
