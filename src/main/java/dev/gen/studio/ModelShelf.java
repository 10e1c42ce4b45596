package dev.gen.studio;

import dev.gen.error.InvalidRequestException;
import dev.gen.error.ModelFormatException;
import dev.gen.files.Fingerprints;
import dev.gen.job.Addition;
import dev.gen.job.Field;
import dev.gen.job.Job;
import dev.gen.model.HashSearch;
import dev.gen.model.KeptSource;
import dev.gen.model.ModelIdentity;
import dev.gen.model.ModelLocator;
import dev.gen.model.ModelSource;
import dev.gen.model.PictureModel;
import dev.gen.model.WishedModel;
import dev.gen.model.family.ModelFamilies;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The models that a studio has read, so that the jobs of one model share it.
 *
 * <p>A model with other additions is another model. Thread-safe.
 */
final class ModelShelf {

  /** What a model's files say is small, but a graph that is built may hold copies of weights. */
  private static final int MOST = 4;

  private final ModelLocator locator;
  private final Fingerprints known;
  private final boolean keeps;
  private final Map<Job, Shelved> shelved = new LinkedHashMap<>(16, 0.75f, true);

  /**
   * Makes an empty shelf.
   *
   * @param keeps whether a model stays for the next job
   */
  ModelShelf(ModelLocator locator, Fingerprints known, boolean keeps) {
    this.locator = locator;
    this.known = known;
    this.keeps = keeps;
  }

  /**
   * A model and who it is.
   *
   * @param model what its files say
   * @param identity fields of a job with the sha256 of its weights and of what is added to them
   */
  record Shelved(PictureModel model, Job identity) {}

  /** Returns the model that a job asks for. */
  synchronized Shelved find(Job job) {
    Job wish = located(job).only(WishedModel.FIELDS);
    Shelved found = shelved.get(wish);
    if (found == null) {
      found = read(new WishedModel(wish, locator));
      if (keeps) {
        shelved.put(wish, found);
        dropOldest();
      }
    }
    return found;
  }

  /** Names files by where they lie, if the job knows their content and nobody has their names. */
  private Job located(Job job) {
    HashSearch search = new HashSearch(locator, known);
    Job located = job;
    if (job.has(Field.MODEL) && job.has(Field.MODEL_SHA256) && !isThere(job)) {
      located =
          located.with(
              Field.MODEL, job.text(Field.MODEL_SHA256).flatMap(search::model).map(Path::toString));
    }
    return located.with(
        Field.LORA,
        job.additions(Field.LORA).stream().map(lora -> located(lora, job, search)).toList());
  }

  private boolean isThere(Job job) {
    try {
      new WishedModel(job, locator).path();
      return true;
    } catch (ModelFormatException e) {
      return false;
    }
  }

  private Addition located(Addition lora, Job job, HashSearch search) {
    try {
      new WishedModel(job, locator).loraFile(lora);
      return lora;
    } catch (InvalidRequestException e) {
      return lora.sha256()
          .flatMap(search::file)
          .map(Path::toString)
          .map(lora::withName)
          .orElse(lora);
    }
  }

  private void dropOldest() {
    if (shelved.size() > MOST) {
      shelved.remove(shelved.keySet().iterator().next());
    }
  }

  private Shelved read(WishedModel wish) {
    ModelSource source = keeps ? new KeptSource(wish.open()) : wish.open();
    return new Shelved(ModelFamilies.open(source), identity(wish, source));
  }

  private Job identity(WishedModel wish, ModelSource source) {
    Job job = wish.job();
    Job identity =
        Job.EMPTY
            .with(Field.MODEL, wish.name())
            .with(Field.MODEL_SHA256, ModelIdentity.of(wish.path(), source, known));
    for (Field part : WishedModel.PARTS.keySet()) {
      identity =
          identity.with(
              part.hash(), wish.file(part).map(file -> ModelIdentity.ofAddition(file, known)));
    }
    return identity
        .with(
            Field.LORA,
            job.additions(Field.LORA).stream()
                .map(lora -> lora.withSha256(known.sha256(wish.loraFile(lora))))
                .toList())
        .with(
            Field.EMBEDDING,
            job.additions(Field.EMBEDDING).stream()
                .map(added -> added.withSha256(known.sha256(wish.embeddingFile(added))))
                .toList());
  }
}
