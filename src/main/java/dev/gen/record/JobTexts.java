package dev.gen.record;

import com.fasterxml.jackson.databind.node.TextNode;
import dev.gen.job.Field;
import dev.gen.job.Job;
import dev.gen.job.JobJson;
import dev.gen.record.container.PictureTexts;
import dev.gen.sampler.SamplerKind;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** A resolved job as the texts that travel inside its picture. */
final class JobTexts {

  private static final Map<Field, RecordField> SAME =
      Map.of(
          Field.STEPS, RecordField.STEPS,
          Field.SIGMAS, RecordField.SCHEDULER,
          Field.GUIDANCE_SCALE, RecordField.GUIDANCE_SCALE,
          Field.WIDTH, RecordField.WIDTH,
          Field.HEIGHT, RecordField.HEIGHT,
          Field.MODEL_SHA256, RecordField.MODEL_HASH,
          Field.VAE, RecordField.VAE,
          Field.STRENGTH, RecordField.STRENGTH);

  /** Noise generators, as the Automatic1111 family calls them. */
  private static final Map<String, String> RNG = Map.of("torch", "CPU", "philox", "NV");

  private static final int HASH_DIGITS = 10;

  private JobTexts() {}

  /** Returns the texts by keyword: what the Automatic1111 family reads, and the whole job. */
  static Map<String, String> of(Job job) {
    Map<String, String> texts = new LinkedHashMap<>();
    texts.put(PictureTexts.PARAMETERS, InfoTextWriter.write(record(job)));
    texts.put(PictureTexts.GEN, JobJson.write(job));
    return texts;
  }

  private static PictureRecord record(Job job) {
    RecordBuilder record = new RecordBuilder();
    job.plain()
        .forEach(
            (field, value) -> {
              if (SAME.containsKey(field)) {
                record.put(SAME.get(field), value.toString());
              }
            });
    drawn(job, Field.DRAWN_PROMPT, Field.PROMPT)
        .ifPresent(words -> record.put(RecordField.PROMPT, words));
    drawn(job, Field.DRAWN_NEGATIVE_PROMPT, Field.NEGATIVE_PROMPT)
        .ifPresent(words -> record.put(RecordField.NEGATIVE_PROMPT, words));
    job.text(Field.SAMPLER)
        .map(name -> SamplerKind.named(name).map(SamplerKind::displayName).orElse(name))
        .ifPresent(sampler -> record.put(RecordField.SAMPLER, sampler));
    record.put(RecordField.SEED, Long.toUnsignedString(job.seed().orElseThrow()));
    record.put(RecordField.MODEL, job.text(Field.MODEL).orElseThrow());
    record.put(RecordField.CLIP_SKIP, "" + (job.whole(Field.CLIP_SKIP).orElse(0) + 1));
    job.additions(Field.LORA).forEach(record::lora);
    job.text(Field.VAE_SHA256)
        .ifPresent(hash -> unknown("VAE hash", hash.substring(0, HASH_DIGITS), record));
    String rng = job.text(Field.RNG).orElseThrow();
    unknown("RNG", RNG.getOrDefault(rng, rng), record);
    unknown("Version", "gen " + job.text(Field.VERSION).orElseThrow(), record);
    return record.build();
  }

  /** Returns the words that were drawn: other programs complete and choose none. */
  private static Optional<String> drawn(Job job, Field drawn, Field given) {
    return job.text(drawn).or(() -> job.text(given));
  }

  private static void unknown(String key, String value, RecordBuilder record) {
    record.unknown(key, TextNode.valueOf(value));
  }
}
