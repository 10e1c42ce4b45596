package dev.gen.studio;

import dev.gen.denoise.Guidance;
import dev.gen.denoise.GuidanceInterval;
import dev.gen.error.InvalidRequestException;
import dev.gen.error.ModelFormatException;
import dev.gen.job.Field;
import dev.gen.job.Job;
import dev.gen.model.DiffusionModel;
import dev.gen.model.ModelDefaults;
import dev.gen.model.TextPrompts;
import dev.gen.model.VaeTiling;
import dev.gen.onnx.Processor;
import dev.gen.random.NoiseKind;
import dev.gen.studio.GenerationRequest.Seeds;
import dev.gen.studio.ModelShelf.Shelved;
import dev.gen.text.PromptSyntax;
import dev.gen.words.Phrasebook;
import java.security.SecureRandom;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Turns a job into one that has nothing left open, and into a request of live objects.
 *
 * @param shelf has the models
 * @param phrasebook has wildcards and styles
 * @param isSparing whether little memory is worth more than time
 */
record Planner(ModelShelf shelf, Phrasebook phrasebook, boolean isSparing) {

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
    Wording given = given(asked);
    Job worded = given.described();
    Shelved shelved = shelf.find(worded);
    requireSame(worded, shelved.identity());
    DiffusionModel model = shelved.model();
    Job job = shelved.identity().over(filled(worded, model.defaults()));
    model.sizes().check(width(job), height(job));
    SourcePictures source = SourcePictures.of(job);
    Sampling sampling = SamplingChoice.of(job, model.schedulerConfig());
    job = source.described(SamplingChoice.described(job, sampling));
    job = tiled(SizesTold.described(job, model), model);
    Wording wording = completed(given, job, model);
    job = job.with(Field.COMPLETION, wording.world().isPresent() ? "on" : "off");
    job = wording.varies() ? job : wording.drawn(job);
    checkShortcuts(job, model);
    GenerationRequest request = request(job, sampling, source);
    Painter plain = new DiffusionPainter(model, request);
    Painter painter = wording.varies() ? new CompletedPainter(model, request, wording) : plain;
    return new Plan(job, painter, Optional.of(wording).filter(Wording::varies));
  }

  private static void checkShortcuts(Job job, DiffusionModel model) {
    if (job.whole(Field.REUSE).orElse(1) > 1 && !model.canReuse()) {
      throw new InvalidRequestException(
          Field.REUSE.fieldName(),
          "needs a checkpoint of Stable Diffusion, whose graph this program builds; %s is an export"
              .formatted(model.name()));
    }
    if (job.has(Field.GUIDANCE_INTERVAL) && model.denoising().guidance().isInput()) {
      throw new InvalidRequestException(
          Field.GUIDANCE_INTERVAL.fieldName(),
          "cannot be used with %s, whose network is told the guidance scale; leave it out"
              .formatted(model.name()));
    }
  }

  /** Reads the words of a job, which has a seed by then. */
  Wording given(Job asked) {
    return Wording.of(asked.over(ALWAYS).over(seeded()), phrasebook);
  }

  /** Completes prompts that no record has completed, for models that say what goes with what. */
  private static Wording completed(Wording wording, Job job, DiffusionModel model) {
    boolean wanted =
        !job.has(Field.DRAWN_PROMPT)
            && !job.has(Field.PROMPT_2)
            && !job.text(Field.COMPLETION).equals(Optional.of("off"));
    return wanted && model.world().hasHabits() ? wording.completedBy(model.world()) : wording;
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

  /** Fills in what the model, or else the program, takes where nothing is said. */
  private Job filled(Job job, ModelDefaults defaults) {
    return job.over(
            Job.EMPTY
                .with(Field.WIDTH, defaults.widthPixels())
                .with(Field.HEIGHT, defaults.heightPixels())
                .with(Field.STEPS, defaults.steps())
                .with(Field.GUIDANCE_SCALE, defaults.guidanceScale())
                .with(Field.GUIDANCE_RESCALE, 0)
                .with(Field.RNG, NoiseKind.TORCH.cliName())
                .with(Field.VAE_TILING, isSparing ? "on" : "auto"))
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

  private static Job tiled(Job job, DiffusionModel model) {
    VaeTiling tiling = tiling(job);
    int cells = model.codec().latentShape(width(job), height(job)).elements();
    VaeTiling resolved = tiling.resolved(cells / model.codec().channels());
    return job.with(Field.VAE_TILING, resolved.name().toLowerCase(Locale.ROOT));
  }

  private static GenerationRequest request(Job job, Sampling sampling, SourcePictures source) {
    return new GenerationRequest(
        prompts(job),
        width(job),
        height(job),
        new Guidance(
            job.decimal(Field.GUIDANCE_SCALE).orElseThrow(),
            job.decimal(Field.GUIDANCE_RESCALE).orElseThrow()),
        new Shortcuts(
            job.text(Field.GUIDANCE_INTERVAL).map(Planner::interval).orElse(GuidanceInterval.ALL),
            job.whole(Field.REUSE).orElse(1)),
        sampling,
        new Seeds(
            job.seed().orElseThrow(),
            job.whole(Field.COUNT).orElseThrow(),
            NoiseKind.named(job.text(Field.RNG).orElseThrow())),
        SizesTold.of(job),
        source.fitted(width(job), height(job)),
        tiling(job));
  }

  private static GuidanceInterval interval(String range) {
    String[] ends = range.split("\\.\\.", 2);
    return new GuidanceInterval(
        ends[0].isEmpty() ? 0 : Double.parseDouble(ends[0]),
        ends[1].isEmpty() ? Double.POSITIVE_INFINITY : Double.parseDouble(ends[1]));
  }

  private static TextPrompts prompts(Job job) {
    return new TextPrompts(
        job.text(Field.DRAWN_PROMPT).or(() -> job.text(Field.PROMPT)).orElseThrow(),
        job.text(Field.DRAWN_NEGATIVE_PROMPT).or(() -> job.text(Field.NEGATIVE_PROMPT)),
        job.text(Field.PROMPT_2),
        job.text(Field.NEGATIVE_PROMPT_2),
        syntax(job),
        job.whole(Field.CLIP_SKIP).orElseThrow());
  }

  private static PromptSyntax syntax(Job job) {
    return PromptSyntax.valueOf(
        job.text(Field.PROMPT_SYNTAX).orElseThrow().toUpperCase(Locale.ROOT));
  }

  private static VaeTiling tiling(Job job) {
    return VaeTiling.valueOf(job.text(Field.VAE_TILING).orElseThrow().toUpperCase(Locale.ROOT));
  }

  private static int width(Job job) {
    return job.whole(Field.WIDTH).orElseThrow();
  }

  private static int height(Job job) {
    return job.whole(Field.HEIGHT).orElseThrow();
  }
}
