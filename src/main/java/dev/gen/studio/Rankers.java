package dev.gen.studio;

import dev.gen.error.InvalidRequestException;
import dev.gen.error.ModelFormatException;
import dev.gen.files.Fingerprints;
import dev.gen.job.Field;
import dev.gen.job.Job;
import dev.gen.model.ModelIdentity;
import dev.gen.model.ModelLocator;
import dev.gen.model.clip.ClipModel;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The models that rank pictures, and what jobs want of them. Thread-safe.
 *
 * @param locator finds them by name
 * @param known tells files apart by their content
 * @param opened those that were read
 */
record Rankers(ModelLocator locator, Fingerprints known, Map<Path, ClipModel> opened) {

  /** For the world of the model that ships with the program. */
  static final String BUILT_IN = "storybook-ranker";

  private static final List<Field> FIELDS =
      List.of(Field.BEST_OF, Field.KEEP, Field.RANKER, Field.RANKER_SHA256, Field.SCORE);

  Rankers(ModelLocator locator, Fingerprints known) {
    this(locator, known, new ConcurrentHashMap<>());
  }

  /**
   * Returns a model by its path or name.
   *
   * @throws ModelFormatException if there is none, or it cannot be used
   */
  ClipModel open(String name) {
    return opened.computeIfAbsent(locator.find(name), ClipModel::open);
  }

  /**
   * Returns the job of all candidates, without what is said of ranking them.
   *
   * @throws InvalidRequestException if what is said cannot be done
   */
  static Job candidates(Job asked) {
    Job all = asked.without(FIELDS.toArray(Field[]::new));
    if (!asked.has(Field.BEST_OF)) {
      for (Field field : List.of(Field.KEEP, Field.RANKER)) {
        if (asked.has(field)) {
          throw new InvalidRequestException(
              field.fieldName(), "was given without best_of, how many candidates are drawn");
        }
      }
      return all;
    }
    int count = asked.whole(Field.BEST_OF).getAsInt();
    if (keep(asked) > count) {
      throw new InvalidRequestException(
          Field.KEEP.fieldName(),
          "is %d, expected at most best_of, %d".formatted(keep(asked), count));
    }
    if (asked.whole(Field.COUNT).orElse(1) > 1) {
      throw new InvalidRequestException(
          Field.COUNT.fieldName(), "does not go with best_of; keep says how many are kept");
    }
    return all.with(Field.COUNT, count);
  }

  private static int keep(Job asked) {
    return asked.whole(Field.KEEP).orElse(1);
  }

  /**
   * Returns the plan of the best.
   *
   * @param all draws all candidates
   * @param asked says how many are kept, and who ranks them
   * @param hasWorld whether the model says what it knows, as the built-in one does
   */
  Plan ranked(Plan all, Job asked, boolean hasWorld) {
    if (!asked.has(Field.BEST_OF)) {
      return all;
    }
    String name =
        asked
            .text(Field.RANKER)
            .or(() -> Optional.of(BUILT_IN).filter(builtIn -> hasWorld))
            .orElseThrow(
                () ->
                    new InvalidRequestException(
                        Field.RANKER.fieldName(),
                        "is missing: best_of needs a CLIP model that knows what this model draws"));
    ClipModel model = open(name);
    String hash = ModelIdentity.ofFolder(model.folder(), model.files().stream(), known);
    String wanted = asked.text(Field.RANKER_SHA256).orElse("");
    if (!hash.startsWith(wanted)) {
      throw new ModelFormatException(
          "the ranker %s has the sha256 %s, expected %s: this is not the one that is asked for"
              .formatted(name, hash, wanted));
    }
    Job job =
        all.job()
            .with(Field.COUNT, keep(asked))
            .with(Field.BEST_OF, asked.whole(Field.BEST_OF).getAsInt())
            .with(Field.KEEP, keep(asked))
            .with(Field.RANKER, name)
            .with(Field.RANKER_SHA256, hash);
    Painter best = new BestOf(all.painter(), model, seed -> text(all, seed), keep(asked));
    return new Plan(job, best, all.wording());
  }

  /** Choices make other texts; what a world adds is not what was asked for. */
  private static String text(Plan plan, long seed) {
    boolean completed = plan.wording().filter(words -> words.world().isPresent()).isPresent();
    return (completed ? Optional.<String>empty() : plan.drawnPrompt(seed))
        .orElseGet(() -> plan.job().text(Field.PROMPT).orElseThrow());
  }
}
