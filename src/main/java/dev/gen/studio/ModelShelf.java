package dev.gen.studio;

import dev.gen.files.Fingerprints;
import dev.gen.job.Field;
import dev.gen.job.Job;
import dev.gen.model.DiffusionModel;
import dev.gen.model.KeptSource;
import dev.gen.model.ModelIdentity;
import dev.gen.model.ModelLocator;
import dev.gen.model.ModelSource;
import dev.gen.model.WishedModel;
import dev.gen.model.family.ModelFamilies;
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
  record Shelved(DiffusionModel model, Job identity) {}

  /** Returns the model that a job asks for. */
  synchronized Shelved find(Job job) {
    Job wish = job.only(WishedModel.FIELDS);
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

  private void dropOldest() {
    if (shelved.size() > MOST) {
      shelved.remove(shelved.keySet().iterator().next());
    }
  }

  private Shelved read(WishedModel wish) {
    ModelSource source = keeps ? new KeptSource(wish.open()) : wish.open();
    return new Shelved(ModelFamilies.load(source), identity(wish, source));
  }

  private Job identity(WishedModel wish, ModelSource source) {
    Job job = wish.job();
    return Job.EMPTY
        .with(Field.MODEL, wish.name())
        .with(Field.MODEL_SHA256, ModelIdentity.of(wish.path(), source, known))
        .with(
            Field.VAE_SHA256,
            wish.file(Field.VAE).map(file -> ModelIdentity.ofAddition(file, known)))
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
