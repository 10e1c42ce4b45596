package dev.gen.text;

import dev.gen.error.InvalidRequestException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A prompt without its LoRA tags, and the LoRAs that they ask for.
 *
 * <p>For example {@code a cat <lora:ink:0.8>} is the prompt "a cat " and the LoRA "ink" at 0.8;
 * without a number the weight is 1. The syntax is that of Automatic1111.
 *
 * @param prompt the text that is left
 * @param loras in the order of their tags
 */
public record LoraPrompt(String prompt, List<LoraRequest> loras) {

  private static final Pattern TAG = Pattern.compile("<lora:([^>]*)>");

  /** Copies what it is given. */
  public LoraPrompt {
    loras = List.copyOf(loras);
  }

  /**
   * Takes the LoRA tags out of a prompt.
   *
   * @throws InvalidRequestException if a tag is not {@code <lora:name>} or {@code
   *     <lora:name:weight>}
   */
  public static LoraPrompt parse(String prompt) {
    List<LoraRequest> loras = new ArrayList<>();
    Matcher tags = TAG.matcher(prompt);
    while (tags.find()) {
      loras.add(request(tags.group(), tags.group(1).split(":", -1)));
    }
    return new LoraPrompt(tags.replaceAll(""), loras);
  }

  private static LoraRequest request(String tag, String[] parts) {
    try {
      String name = parts[0].strip();
      double weight = parts.length == 1 ? 1 : Double.parseDouble(parts[1].strip());
      if (!name.isEmpty() && parts.length <= 2 && Double.isFinite(weight)) {
        return new LoraRequest(name, weight);
      }
    } catch (NumberFormatException e) {
      throw malformed(tag, e);
    }
    throw malformed(tag, null);
  }

  private static InvalidRequestException malformed(String tag, Exception cause) {
    return new InvalidRequestException(
        "the prompt has the tag " + tag + ", but <lora:name:weight> was expected", cause);
  }
}
