package dev.gen.server.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gen.job.Field;
import dev.gen.job.Job;
import dev.gen.record.PictureFile;
import dev.gen.sampler.SamplerKind;
import dev.gen.server.desk.Catalog;
import dev.gen.server.desk.Picture;
import dev.gen.server.desk.Ticket;
import java.math.BigInteger;
import java.util.List;

/** The text {@code info} of Automatic1111's replies: JSON that clients parse once more. */
final class WebUiInfo {

  private WebUiInfo() {}

  /** Says how the pictures of a job were made. */
  static ObjectNode of(Ticket ticket) {
    Job job = ticket.job();
    List<Picture> pictures = ticket.pictures();
    String prompt = job.text(Field.PROMPT).orElse("");
    String negative = job.text(Field.NEGATIVE_PROMPT).orElse("");
    ObjectNode info = Bodies.empty().put("prompt", prompt).put("negative_prompt", negative);
    info.put("seed", new BigInteger(Long.toUnsignedString(job.seed().orElseThrow())));
    ArrayNode prompts = info.putArray("all_prompts");
    ArrayNode negatives = info.putArray("all_negative_prompts");
    ArrayNode seeds = info.putArray("all_seeds");
    ArrayNode subseeds = info.putArray("all_subseeds");
    ArrayNode texts = info.putArray("infotexts");
    for (Picture picture : pictures) {
      prompts.add(prompt);
      negatives.add(negative);
      seeds.add(new BigInteger(picture.seed()));
      subseeds.add(0);
      texts.add(PictureFile.infoText(picture.record()));
    }
    info.put("subseed", 0).put("subseed_strength", 0);
    info.put("width", job.whole(Field.WIDTH).orElseThrow());
    info.put("height", job.whole(Field.HEIGHT).orElseThrow());
    info.put("steps", job.whole(Field.STEPS).orElse(1));
    info.put("cfg_scale", job.decimal(Field.GUIDANCE_SCALE).orElseThrow());
    String sampler = job.text(Field.SAMPLER).orElse("");
    info.put(
        "sampler_name", SamplerKind.named(sampler).map(SamplerKind::displayName).orElse(sampler));
    info.put("batch_size", ticket.count()).put("restore_faces", false);
    info.putNull("face_restoration_model");
    info.put("sd_model_name", Catalog.stem(job.text(Field.MODEL).orElseThrow()));
    info.put(
        "sd_model_hash",
        job.text(Field.MODEL_SHA256).map(hash -> hash.substring(0, 10)).orElse(null));
    info.put("sd_vae_name", job.text(Field.VAE).orElse(null)).putNull("sd_vae_hash");
    info.put("seed_resize_from_w", -1).put("seed_resize_from_h", -1);
    job.decimal(Field.STRENGTH)
        .ifPresentOrElse(
            strength -> info.put("denoising_strength", strength),
            () -> info.putNull("denoising_strength"));
    info.putObject("extra_generation_params");
    info.put("index_of_first_image", 0).putArray("styles");
    info.put("job_timestamp", "0").put("clip_skip", job.whole(Field.CLIP_SKIP).orElse(0) + 1);
    info.put("is_using_inpainting_conditioning", false);
    return info.put("version", "gen " + job.text(Field.VERSION).orElse(""));
  }
}
