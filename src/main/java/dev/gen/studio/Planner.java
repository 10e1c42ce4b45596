package dev.gen.studio;

import dev.gen.error.ModelFormatException;
import dev.gen.job.Field;
import dev.gen.job.Job;
import dev.gen.model.DiffusionModel;
import dev.gen.model.PictureModel;
import dev.gen.model.World;
import dev.gen.model.tokens.TokenModel;
import dev.gen.onnx.Processor;
import dev.gen.random.NoiseKind;
import dev.gen.studio.GenerationRequest.Seeds;
import dev.gen.studio.ModelShelf.Shelved;
import dev.gen.words.Phrasebook;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;

/**
 * Turns a job into one that has nothing left open: what all kinds of models share.
 *
 * @param shelf has the models
 * @param rankers have the models that rank
 * @param phrasebook has wildcards and styles
 * @param isSparing whether little memory is worth more than time
 */
record Planner(ModelShelf shelf, Rankers rankers, Phrasebook phrasebook, boolean isSparing) {

  private static final Job ALWAYS =
      Job.EMPTY.with(Field.PROMPT_SYNTAX, "weighted").with(Field.CLIP_SKIP, 0);

  private static final List<Field> HASHES =
      List.of(
          Field.MODEL_SHA256,
          Field.UNET_SHA256,
          Field.TEXT_ENCODER_SHA256,
          Field.TEXT_ENCODER_2_SHA256,
          Field.VAE_SHA256,
          Field.LORA,
          Field.EMBEDDING);

  Plan plan(Job asked) {
    Wording given = given(Rankers.candidates(asked));
    Job worded = given.described();
    Shelved shelved = shelf.find(worded);
    requireSame(worded, shelved.identity());
    PictureModel model = shelved.model();
    Job job = shelved.identity().over(filled(worded));
    Wording wording = completed(given, job, model.world());
    job = job.with(Field.COMPLETION, wording.world().isPresent() ? "on" : "off");
    job = wording.varies() ? job : wording.drawn(job);
    Plan plan =
        model instanceof TokenModel tokens
            ? new TokenPlanning(tokens).plan(job, wording)
            : new DiffusionPlanning((DiffusionModel) model, isSparing).plan(job, wording);
    plan = SafetyPlanning.checked(plan, Path.of(model.name()));
    return rankers.ranked(plan, asked, !model.world().words().isEmpty());
  }

  /** Reads the words of a job, which has a seed by then. */
  Wording given(Job asked) {
    return Wording.of(asked.over(ALWAYS).over(seeded()), phrasebook);
  }

  /** Completes prompts that no record has completed, for models that say what goes with what. */
  private static Wording completed(Wording wording, Job job, World world) {
    boolean wanted =
        !job.has(Field.DRAWN_PROMPT)
            && !job.has(Field.PROMPT_2)
            && !job.text(Field.COMPLETION).equals(Optional.of("off"));
    return wanted && world.hasHabits() ? wording.completedBy(world) : wording;
  }

  /** Refuses another model than the one that the job was made with, if it says which. */
  private static void requireSame(Job asked, Job found) {
    for (Field field : HASHES) {
      List<String> wanted = hashes(asked, field);
      List<String> there = hashes(found, field);
      for (int i = 0; i < wanted.size() && i < there.size(); i++) {
        if (!wanted.get(i).isEmpty() && !there.get(i).startsWith(wanted.get(i))) {
          throw new ModelFormatException(
              "%s has the sha256 %s, expected %s: this is not the file that the job was made with"
                  .formatted(what(asked, found, field, i), there.get(i), wanted.get(i)));
        }
      }
    }
  }

  private static List<String> hashes(Job job, Field field) {
    return field.isList()
        ? job.additions(field).stream().map(one -> one.sha256().orElse("")).toList()
        : job.text(field).stream().toList();
  }

  private static String what(Job asked, Job found, Field field, int index) {
    if (field.isList()) {
      return "the file " + asked.additions(field).get(index).name();
    }
    String part = field.fieldName().replace("_sha256", "");
    return "the %s %s"
        .formatted(part.replace('_', ' '), found.over(asked).text(Field.named(part)).orElseThrow());
  }

  /** Fills in what the program takes where nothing is said. */
  private static Job filled(Job job) {
    return job.over(Job.EMPTY.with(Field.RNG, NoiseKind.TORCH.cliName()))
        .with(Field.VERSION, Program.version())
        .with(Field.PROCESSOR, Processor.features());
  }

  private static Job seeded() {
    return Job.EMPTY.with(Field.SEED, seedByLot()).with(Field.COUNT, 1);
  }

  /** Draws seeds of 32 bits, which every program that knows seeds can take. */
  private static long seedByLot() {
    return Integer.toUnsignedLong(new SecureRandom().nextInt());
  }

  /** Returns the words that a planned job is drawn from. */
  static String words(Job job) {
    return job.text(Field.DRAWN_PROMPT).or(() -> job.text(Field.PROMPT)).orElseThrow();
  }

  /** Returns the words that a planned job is drawn away from. */
  static Optional<String> negativeWords(Job job) {
    return job.text(Field.DRAWN_NEGATIVE_PROMPT).or(() -> job.text(Field.NEGATIVE_PROMPT));
  }

  /** Returns which chance a job wants, for how many pictures. */
  static Seeds seeds(Job job) {
    return new Seeds(
        job.seed().orElseThrow(),
        job.whole(Field.COUNT).orElseThrow(),
        NoiseKind.named(job.text(Field.RNG).orElseThrow()));
  }
}
