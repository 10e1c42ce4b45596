package dev.gen.studio;

import dev.gen.denoise.Guidance;
import dev.gen.error.InvalidRequestException;
import dev.gen.job.Field;
import dev.gen.job.Job;
import dev.gen.model.Both;
import dev.gen.model.tokens.TokenDefaults;
import dev.gen.model.tokens.TokenModel;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Plans the jobs of a model that draws token after token.
 *
 * @param model that draws
 */
record TokenPlanning(TokenModel model) {

  /** What only such models take. */
  static final List<Field> FIELDS = List.of(Field.TEMPERATURE, Field.TOP_K, Field.TOP_P);

  /** What only models that remove noise take. */
  private static final List<Field> UNUSED =
      List.of(
          Field.STEPS,
          Field.SAMPLER,
          Field.SIGMAS,
          Field.ETA,
          Field.GUIDANCE_RESCALE,
          Field.GUIDANCE_INTERVAL,
          Field.REUSE,
          Field.CLIP_SKIP,
          Field.PROMPT_2,
          Field.NEGATIVE_PROMPT_2,
          Field.ORIGINAL_SIZE,
          Field.TARGET_SIZE,
          Field.CROP,
          Field.NEGATIVE_ORIGINAL_SIZE,
          Field.NEGATIVE_TARGET_SIZE,
          Field.NEGATIVE_CROP,
          Field.VAE_TILING);

  /** Plans a job whose model, seed and words are decided. */
  Plan plan(Job asked, Wording wording) {
    TokenDefaults defaults = model.defaults();
    Job job =
        asked
            .without(UNUSED.toArray(Field[]::new))
            .over(
                Job.EMPTY
                    .with(Field.WIDTH, model.grid().widthPixels())
                    .with(Field.HEIGHT, model.grid().heightPixels())
                    .with(Field.GUIDANCE_SCALE, defaults.guidanceScale())
                    .with(Field.TEMPERATURE, defaults.temperature())
                    .with(Field.TOP_K, defaults.topK())
                    .with(Field.TOP_P, defaults.topP()));
    requireSize(job, Field.WIDTH, model.grid().widthPixels());
    requireSize(job, Field.HEIGHT, model.grid().heightPixels());
    if (job.has(Field.MASK)) {
      throw new InvalidRequestException(
          Field.MASK.fieldName(),
          "does not go with %s, which keeps the upper part of init_image; strength says how much is drawn anew"
              .formatted(model.name()));
    }
    SourcePictures source = SourcePictures.of(job);
    job = source.described(job);
    TokenRequest request = request(job, source, warnings(asked));
    Painter painter =
        CompletedPainter.of(
            request.seeds(),
            wording,
            () -> new TokenPainter(model, request),
            (words, seed) -> new TokenPainter(model, request.single(words, seed)));
    return new Plan(job, painter, Optional.of(wording).filter(Wording::varies));
  }

  private void requireSize(Job job, Field field, int pixels) {
    int wanted = job.whole(field).orElseThrow();
    if (wanted != pixels) {
      throw new InvalidRequestException(
          field.fieldName(),
          "is %d, expected %d: %s makes pictures of one size"
              .formatted(wanted, pixels, model.name()));
    }
  }

  /** Says what was asked for and is of no use here. */
  private List<String> warnings(Job asked) {
    String unused =
        UNUSED.stream()
            .filter(asked::has)
            .filter(field -> field != Field.CLIP_SKIP || asked.whole(field).orElse(0) > 0)
            .map(field -> field.fieldName().replace('_', ' '))
            .collect(Collectors.joining(", "));
    return unused.isEmpty()
        ? List.of()
        : List.of(
            "%s draws token after token and has no use for: %s".formatted(model.name(), unused));
  }

  private TokenRequest request(Job job, SourcePictures source, List<String> warnings) {
    return new TokenRequest(
        new Both<>(Planner.words(job), Planner.negativeWords(job).orElse("")),
        new Guidance(job.decimal(Field.GUIDANCE_SCALE).orElseThrow(), 0),
        new TokenChoice(
            job.decimal(Field.TEMPERATURE).orElseThrow(),
            job.whole(Field.TOP_K).orElseThrow(),
            job.decimal(Field.TOP_P).orElseThrow()),
        Planner.seeds(job),
        source.fitted(model.grid().widthPixels(), model.grid().heightPixels()),
        warnings);
  }
}
