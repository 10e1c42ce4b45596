package dev.gen.pipeline;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gen.image.PngFile;
import dev.gen.model.TextPrompts;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A run's parameters as texts that travel inside its pictures.
 *
 * @param request what was asked for
 * @param model as the user named it
 * @param version of this program
 */
public record RunParameters(GenerationRequest request, String model, String version) {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** Returns the texts of a picture by keyword, as {@link PngFile} stores them. */
  public Map<String, String> texts(GeneratedImage image) {
    return Map.of(PngFile.PARAMETERS, automatic1111(image), PngFile.REQUEST, json(image));
  }

  /** Returns the text that the Automatic1111 family of tools reads: prompt, negative, settings. */
  private String automatic1111(GeneratedImage image) {
    TextPrompts prompts = request.prompts();
    List<String> settings = new ArrayList<>();
    settings.add("Steps: " + request.sampling().path().steps());
    settings.add("Sampler: " + request.sampling().name());
    settings.add("CFG scale: " + number(request.guidance().scale()));
    settings.add("Seed: " + Long.toUnsignedString(image.seed()));
    settings.add("Size: " + image.image().width() + "x" + image.image().height());
    settings.add("Model: " + model);
    request.source().ifPresent(s -> settings.add("Denoising strength: " + number(s.strength())));
    if (prompts.clipSkip() > 0) {
      settings.add("Clip skip: " + (prompts.clipSkip() + 1));
    }
    settings.add("RNG: " + request.seeds().noise().cliName());
    settings.add("Version: gen " + version);
    String negative =
        prompts.negative().filter(n -> !n.isBlank()).map(n -> "\nNegative prompt: " + n).orElse("");
    return prompts.prompt() + negative + "\n" + String.join(", ", settings);
  }

  /** Returns everything that is needed to make this picture again, as one JSON object. */
  private String json(GeneratedImage image) {
    TextPrompts prompts = request.prompts();
    ObjectNode json = JSON.createObjectNode();
    json.put("version", version);
    json.put("model", model);
    json.put("prompt", prompts.prompt());
    prompts.negative().ifPresent(text -> json.put("negative_prompt", text));
    prompts.second().ifPresent(text -> json.put("prompt_2", text));
    prompts.secondNegative().ifPresent(text -> json.put("negative_prompt_2", text));
    json.put("prompt_syntax", prompts.syntax().name().toLowerCase(Locale.ROOT));
    json.put("clip_skip", prompts.clipSkip());
    json.put("width", image.image().width());
    json.put("height", image.image().height());
    json.put("steps", request.sampling().path().steps());
    json.put("sampler", request.sampling().name());
    json.put("guidance_scale", request.guidance().scale());
    json.put("guidance_rescale", request.guidance().rescale());
    json.put("seed", image.seed());
    json.put("rng", request.seeds().noise().cliName());
    request.source().ifPresent(source -> json.put("strength", source.strength()));
    return json.toString();
  }

  private static String number(double value) {
    return value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value);
  }
}
