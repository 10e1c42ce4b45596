package dev.gen.record;

import dev.gen.image.PngFile;
import dev.gen.job.Addition;
import dev.gen.job.Field;
import dev.gen.job.Job;
import dev.gen.job.JobJson;
import dev.gen.sampler.SamplerKind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A resolved job as the texts that travel inside its picture. */
final class JobTexts {

  private JobTexts() {}

  /** Returns the texts by keyword. */
  static Map<String, String> of(Job job) {
    Map<String, String> texts = new LinkedHashMap<>();
    texts.put(PngFile.PARAMETERS, automatic1111(job));
    texts.put(PngFile.REQUEST, JobJson.write(job));
    return texts;
  }

  /** Returns the text that the Automatic1111 family of tools reads: prompt, negative, settings. */
  private static String automatic1111(Job job) {
    List<String> settings = new ArrayList<>();
    settings.add("Steps: " + job.whole(Field.STEPS).getAsInt());
    settings.add("Sampler: " + sampler(job.text(Field.SAMPLER).orElseThrow()));
    job.text(Field.SIGMAS).ifPresent(sigmas -> settings.add("Schedule type: " + sigmas));
    settings.add("CFG scale: " + number(job.decimal(Field.GUIDANCE_SCALE).getAsDouble()));
    settings.add("Seed: " + Long.toUnsignedString(job.seed().orElseThrow()));
    settings.add(
        "Size: " + job.whole(Field.WIDTH).getAsInt() + "x" + job.whole(Field.HEIGHT).getAsInt());
    job.text(Field.MODEL_SHA256)
        .ifPresent(hash -> settings.add("Model hash: " + hash.substring(0, 10)));
    settings.add("Model: " + job.text(Field.MODEL).orElseThrow());
    job.decimal(Field.STRENGTH).ifPresent(s -> settings.add("Denoising strength: " + number(s)));
    int skip = job.whole(Field.CLIP_SKIP).orElse(0);
    if (skip > 0) {
      settings.add("Clip skip: " + (skip + 1));
    }
    settings.add("RNG: " + job.text(Field.RNG).orElseThrow());
    settings.add("Version: gen " + job.text(Field.VERSION).orElseThrow());
    String negative =
        job.text(Field.NEGATIVE_PROMPT)
            .filter(n -> !n.isBlank())
            .map(n -> "\nNegative prompt: " + n)
            .orElse("");
    StringBuilder prompt = new StringBuilder(job.text(Field.PROMPT).orElseThrow());
    for (Addition lora : job.additions(Field.LORA)) {
      prompt
          .append(" <lora:")
          .append(lora.name())
          .append(':')
          .append(number(lora.scale()))
          .append('>');
    }
    return prompt + negative + "\n" + String.join(", ", settings);
  }

  private static String sampler(String name) {
    return SamplerKind.named(name).map(SamplerKind::displayName).orElse(name);
  }

  private static String number(double value) {
    return value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value);
  }
}
