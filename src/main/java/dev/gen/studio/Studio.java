package dev.gen.studio;

import dev.gen.files.Fingerprints;
import dev.gen.image.RgbImage;
import dev.gen.job.Job;
import dev.gen.model.ModelLocator;
import dev.gen.model.StoredNetwork;
import dev.gen.model.World;
import dev.gen.onnx.SessionPool;
import dev.gen.tensor.FloatTensor;
import dev.gen.words.Phrasebook;
import java.util.List;
import java.util.Optional;

/**
 * Where jobs become pictures: the one door for the command line, batches, servers and clusters.
 *
 * <p>A studio has a pool of networks and knows where models lie. One serves a whole process.
 * Thread-safe. Closing it closes what it keeps open.
 */
public final class Studio implements AutoCloseable {

  private final ModelShelf shelf;
  private final SessionPool networks;
  private final Phrasebook phrasebook;
  private final Rankers rankers;

  private Studio(ModelShelf shelf, SessionPool networks, Phrasebook phrasebook, Rankers rankers) {
    this.shelf = shelf;
    this.networks = networks;
    this.phrasebook = phrasebook;
    this.rankers = rankers;
  }

  /**
   * Opens a studio.
   *
   * @param models finds models by name
   * @param networks lends their networks; closed with the studio
   * @param known tells files apart by their content
   */
  public static Studio open(ModelLocator models, SessionPool networks, Fingerprints known) {
    return new Studio(
        new ModelShelf(models, known, networks.keeps()),
        networks,
        Phrasebook.NONE,
        new Rankers(models, known));
  }

  /** Returns the same studio with wildcards and styles for its prompts. */
  public Studio with(Phrasebook words) {
    return new Studio(shelf, networks, words, rankers);
  }

  /**
   * Returns how many combinations of choices the prompt of a job has, at most 2^40.
   *
   * @throws dev.gen.error.InvalidRequestException if its words cannot be used
   */
  public long combinations(Job job) {
    return planner().given(job).combinations();
  }

  /**
   * Resolves every default and refuses everything that can be refused; opens no network.
   *
   * @throws dev.gen.error.InvalidRequestException if a field cannot be used, or not with the model
   * @throws dev.gen.error.ModelFormatException if the model is missing or malformed, or is not the
   *     very one that the job wants
   */
  public Plan plan(Job job) {
    return planner().plan(job);
  }

  private Planner planner() {
    return new Planner(shelf, rankers, phrasebook, networks.isSparing());
  }

  /** Returns the networks that a plan loads, in the order in which a run needs them. */
  public List<StoredNetwork> networks(Plan plan) {
    return shelf.find(plan.job()).model().storedNetworks();
  }

  /**
   * Says what the model of a job knows.
   *
   * @throws dev.gen.error.ModelFormatException if the model is missing or malformed
   */
  public World world(Job job) {
    return shelf.find(job).model().world();
  }

  /**
   * Returns what tells how well pictures fit a text; valid until this is closed.
   *
   * @param model a CLIP model by path or name; the built-in world's where there is none
   * @throws dev.gen.error.ModelFormatException if there is no such model, or it cannot be used
   */
  public Ranker ranker(Optional<String> model, String text) {
    return Ranker.of(rankers.open(model.orElse(Rankers.BUILT_IN)), text, networks);
  }

  /**
   * Makes the pictures of a plan; each is handed to the listener as soon as it is finished.
   *
   * @throws dev.gen.error.InferenceException if a network fails
   */
  public void draw(Plan plan, GenerationListener listener) {
    plan.painter().paint(networks, listener);
  }

  /**
   * Returns what an unfinished picture of a plan looks like; not while one of its networks runs.
   *
   * @param latent {@code [1, c, h, w]}, not modified
   * @throws dev.gen.error.InferenceException if the decoder fails
   */
  public RgbImage decoded(Plan plan, FloatTensor latent) {
    return plan.painter().decoded(latent, networks);
  }

  @Override
  public void close() {
    networks.close();
  }
}
