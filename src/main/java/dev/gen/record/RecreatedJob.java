package dev.gen.record;

import dev.gen.error.InvalidRequestException;
import dev.gen.job.Addition;
import dev.gen.job.Field;
import dev.gen.job.Job;
import dev.gen.job.JobJson;
import dev.gen.sampler.SamplerKind;
import dev.gen.schedule.SigmaKind;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The job that makes a recorded picture again.
 *
 * @param job what the record says
 * @param assumptions what it does not say, a sentence each
 */
public record RecreatedJob(Job job, List<String> assumptions) {

  private static final Map<RecordField, Field> SAME =
      Map.of(
          RecordField.PROMPT, Field.PROMPT,
          RecordField.NEGATIVE_PROMPT, Field.NEGATIVE_PROMPT,
          RecordField.STEPS, Field.STEPS,
          RecordField.GUIDANCE_SCALE, Field.GUIDANCE_SCALE,
          RecordField.SEED, Field.SEED,
          RecordField.WIDTH, Field.WIDTH,
          RecordField.HEIGHT, Field.HEIGHT,
          RecordField.MODEL_HASH, Field.MODEL_SHA256);

  private static final Job AS_GIVEN =
      Job.EMPTY.with(Field.COMPLETION, "off").with(Field.CHOICES, "off");

  /** Generators as the Automatic1111 family names them, and as programs draw that say nothing. */
  private static final Map<String, String> GENERATORS =
      Map.of("CPU", "torch", "GPU", "philox", "NV", "philox");

  /**
   * Reads how a picture is made again: whole from a record of this program, and from those of
   * others as far as they go.
   *
   * @param record of the picture
   * @param file names the picture in messages
   * @throws InvalidRequestException if the record says too little, or something that no job can say
   */
  public static RecreatedJob of(PictureRecord record, Path file) {
    if (record.job().isPresent()) {
      // Records older than completion and choices lack their fields, and were drawn as they stand.
      Job job =
          JobJson.read(record.job().get().toString())
              .without(Field.RANKER, Field.RANKER_SHA256, Field.SCORE);
      return new RecreatedJob(job.over(AS_GIVEN), List.of());
    }
    if (record.text(RecordField.PROMPT).isEmpty()) {
      throw new InvalidRequestException(
          file + " has no record of how it was made; name a picture that has one (gen info)");
    }
    List<String> assumptions = new ArrayList<>();
    Job job = Job.EMPTY;
    for (Map.Entry<RecordField, Field> same : SAME.entrySet()) {
      job = job.with(same.getValue(), record.text(same.getKey()));
    }
    job = withModel(job, record, assumptions);
    job = withSampler(job, record, assumptions);
    job = withNoise(job, record, assumptions);
    job = withLoras(job, record, assumptions);
    int skip = record.whole(RecordField.CLIP_SKIP).orElse(1);
    return new RecreatedJob(
        job.with(Field.CLIP_SKIP, Math.max(0, skip - 1)).over(AS_GIVEN), assumptions);
  }

  private static Job withModel(Job job, PictureRecord record, List<String> assumptions) {
    if (record.decimal(RecordField.STRENGTH).orElse(1) < 1) {
      assumptions.add("the picture that it started from is not there; it is drawn from noise");
    }
    record
        .text(RecordField.VAE)
        .ifPresent(vae -> assumptions.add("the autoencoder " + vae + " is the model's own"));
    Optional<String> name = record.text(RecordField.MODEL);
    if (name.isEmpty()) {
      assumptions.add("the model is not said; the built-in one draws unless you name one");
    }
    return job.with(Field.MODEL, name);
  }

  private static Job withSampler(Job job, PictureRecord record, List<String> assumptions) {
    Optional<SamplerKind> kind = record.text(RecordField.SAMPLER).flatMap(SamplerKind::named);
    if (kind.isEmpty()) {
      assumptions.add(
          "the sampler is the model's own, not "
              + record.text(RecordField.SAMPLER).orElse("one that is said"));
    }
    return job.with(Field.SAMPLER, kind.map(SamplerKind::cliName))
        .with(
            Field.SIGMAS,
            record
                .text(RecordField.SCHEDULER)
                .flatMap(SigmaKind::named)
                .map(SigmaKind::optionName));
  }

  private static Job withNoise(Job job, PictureRecord record, List<String> assumptions) {
    String said = record.unknown().containsKey("RNG") ? record.unknown().get("RNG").asText() : "";
    String generator = GENERATORS.getOrDefault(said, "philox");
    if (said.isEmpty()) {
      assumptions.add("the noise is that of a graphics card (rng philox)");
    }
    return job.with(Field.RNG, generator);
  }

  private static Job withLoras(Job job, PictureRecord record, List<String> assumptions) {
    String prompt = job.text(Field.PROMPT).orElseThrow();
    List<Addition> loras = new ArrayList<>();
    for (UsedLora lora : record.loras()) {
      if (!prompt.contains("<lora:" + lora.name())) {
        loras.add(Addition.of(lora.name()).withScale(lora.weight().orElse(1)));
      }
    }
    if (!record.loras().isEmpty()) {
      assumptions.add("its LoRAs are those of the same names here");
    }
    return job.with(Field.LORA, loras);
  }
}
