package dev.gen.text;

import dev.gen.error.InvalidRequestException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A prompt without its LoRA tags, and the LoRAs that they ask for.
 *
 * <p>For example {@code a cat <lora:ink:0.8>} is the prompt "a cat " and the LoRA "ink" at 0.8;
 * without a number the weight is 1. The syntax is that of Automatic1111: a second number is for the
 * UNet and the first one then for the text encoders alone, as in {@code <lora:ink:0.8:0.5>}; or
 * they are named, {@code <lora:ink:te=0.8:unet=0.5>}. Upper case and {@code <lyco:...>} mean the
 * same.
 *
 * @param prompt the text that is left
 * @param loras in the order of their tags
 */
public record LoraPrompt(String prompt, List<LoraRequest> loras) {

  /** A tag ends before the next one starts, so that many open ones are not searched to the end. */
  private static final Pattern TAG = Pattern.compile("(?i)<(?:lora|lyco):([^<>]*)>");

  /** Copies what it is given. */
  public LoraPrompt {
    loras = List.copyOf(loras);
  }

  /**
   * Takes the LoRA tags out of a prompt.
   *
   * @throws InvalidRequestException if a tag is not {@code <lora:name>}, {@code <lora:name:weight>}
   *     or {@code <lora:name:text:unet>}
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
    String name = parts[0].strip();
    if (name.isEmpty()) {
      throw malformed(tag, null);
    }
    double text = Double.NaN;
    double unet = Double.NaN;
    for (int i = 1; i < parts.length; i++) {
      String[] named = parts[i].strip().toLowerCase(Locale.ROOT).split("=", 2);
      double number = number(named[named.length - 1], tag);
      boolean first = named.length == 1 ? i == 1 : named[0].equals("te");
      boolean second = named.length == 1 ? i == 2 : named[0].equals("unet");
      if (first) {
        text = number;
      } else if (second) {
        unet = number;
      } else {
        throw malformed(tag, null);
      }
    }
    double whole = Double.isNaN(text) ? 1 : text;
    return new LoraRequest(name, Double.isNaN(unet) ? whole : unet, whole);
  }

  private static double number(String text, String tag) {
    try {
      double number = Double.parseDouble(text.strip());
      if (Double.isFinite(number)) {
        return number;
      }
    } catch (NumberFormatException e) {
      throw malformed(tag, e);
    }
    throw malformed(tag, null);
  }

  private static InvalidRequestException malformed(String tag, Exception cause) {
    return new InvalidRequestException(
        "the prompt has the tag "
            + tag
            + ", but <lora:name:weight> or <lora:name:text encoder weight:UNet weight> was expected",
        cause);
  }
}
