package dev.gen.studio;

import dev.gen.denoise.Guidance;
import dev.gen.denoise.GuidanceInterval;
import dev.gen.error.InvalidRequestException;
import dev.gen.job.Field;
import dev.gen.job.Job;
import dev.gen.model.DiffusionModel;
import dev.gen.model.ModelDefaults;
import dev.gen.model.TextPrompts;
import dev.gen.model.VaeTiling;
import dev.gen.text.PromptSyntax;
import java.util.Locale;
import java.util.Optional;

/**
 * Plans the jobs of a diffusion model.
 *
 * @param model that draws
 * @param isSparing whether little memory is worth more than time
 */
record DiffusionPlanning(DiffusionModel model, boolean isSparing) {

  /** Plans a job whose model, seed and words are decided. */
  Plan plan(Job asked, Wording wording) {
    refuseTokens(asked);
    Job job = filled(asked, model.defaults());
    model.sizes().check(width(job), height(job));
    SourcePictures source = SourcePictures.of(job);
    Sampling sampling = SamplingChoice.of(job, model.schedulerConfig());
    job = source.described(SamplingChoice.described(job, sampling));
    job = tiled(SizesTold.described(job, model));
    checkShortcuts(job);
    GenerationRequest request = request(job, sampling, source);
    Painter painter =
        CompletedPainter.of(
            request.seeds(),
            wording,
            () -> new DiffusionPainter(model, request),
            (words, seed) -> new DiffusionPainter(model, request.single(words, seed)));
    return new Plan(job, painter, Optional.of(wording).filter(Wording::varies));
  }

  private void refuseTokens(Job job) {
    for (Field field : TokenPlanning.FIELDS) {
      if (job.has(field)) {
        throw new InvalidRequestException(
            field.fieldName(),
            "is for models that draw token after token; %s removes noise, leave it out"
                .formatted(model.name()));
      }
    }
  }

  private void checkShortcuts(Job job) {
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

  /** Fills in what the model, or else the program, takes where nothing is said. */
  private Job filled(Job job, ModelDefaults defaults) {
    return job.over(
        Job.EMPTY
            .with(Field.WIDTH, defaults.widthPixels())
            .with(Field.HEIGHT, defaults.heightPixels())
            .with(Field.STEPS, defaults.steps())
            .with(Field.GUIDANCE_SCALE, defaults.guidanceScale())
            .with(Field.GUIDANCE_RESCALE, 0)
            .with(Field.VAE_TILING, isSparing ? "small" : "auto"));
  }

  private Job tiled(Job job) {
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
            job.text(Field.GUIDANCE_INTERVAL)
                .map(DiffusionPlanning::interval)
                .orElse(GuidanceInterval.ALL),
            job.whole(Field.REUSE).orElse(1)),
        sampling,
        Planner.seeds(job),
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
        Planner.words(job),
        Planner.negativeWords(job),
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
