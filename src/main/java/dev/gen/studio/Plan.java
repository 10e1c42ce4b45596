package dev.gen.studio;

import dev.gen.job.Field;
import dev.gen.job.Job;
import java.util.Optional;

/**
 * A job that can be drawn.
 *
 * @param job with nothing left open
 * @param painter makes its pictures
 * @param wording where each picture has words of its own
 */
public record Plan(Job job, Painter painter, Optional<Wording> wording) {

  /** Returns the seed of the first picture. */
  public long firstSeed() {
    return job.seed().orElseThrow();
  }

  /** Returns how many pictures it makes. */
  public int count() {
    return job.whole(Field.COUNT).orElse(1);
  }

  /** Returns how many pictures it draws, also those that are not kept. */
  public int drawn() {
    return job.whole(Field.BEST_OF).orElse(count());
  }

  /** Returns the words that a seed is drawn from, where they are not the prompt as it was given. */
  public Optional<String> drawnPrompt(long seed) {
    return wording.map(words -> words.words(seed)).or(() -> job.text(Field.DRAWN_PROMPT));
  }

  /** Returns the job that makes one of the pictures alone: what is recorded in it. */
  public Job record(GeneratedImage image) {
    return record(image.seed()).with(Field.SCORE, image.score().stream().boxed().findFirst());
  }

  /** Returns the job that makes the picture of a seed alone. */
  public Job record(long seed) {
    return job.with(Field.SEED, Long.toUnsignedString(seed))
        .with(Field.DRAWN_PROMPT, drawnPrompt(seed))
        .without(Field.COUNT, Field.OUTPUT, Field.BEST_OF, Field.KEEP);
  }
}
