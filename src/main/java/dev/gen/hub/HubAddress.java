package dev.gen.hub;

import dev.gen.error.InvalidRequestException;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What somebody says is to be fetched: a model by name, or one file by its address on the hub.
 *
 * @param model of which
 * @param files paths of the files that are meant; empty for those that are usual
 */
public record HubAddress(HubName model, List<String> files) {

  private static final Pattern FILE =
      Pattern.compile("/([^/]+)/([^/]+)/(?:resolve|blob)/([^/?]+)/([^?]+\\.safetensors)(?:\\?.*)?");

  /**
   * Reads {@code owner/name}, {@code owner/name@revision}, or the address of a safetensors file as
   * a browser shows it on the hub.
   *
   * @throws InvalidRequestException if it is neither
   */
  public static HubAddress of(String text, URI hub) {
    if (!text.matches("(?i)https?://.*")) {
      return new HubAddress(HubName.of(text), List.of());
    }
    Matcher form =
        FILE.matcher(text.startsWith(hub + "/") ? text.substring(hub.toString().length()) : "");
    if (!form.matches()) {
      throw new InvalidRequestException(
          "\"%s\" is no address of a safetensors file on the hub, expected one such as %s"
              .formatted(text, hub + "/owner/name/resolve/main/model.safetensors"));
    }
    HubName name = HubName.of(form.group(1) + "/" + form.group(2) + "@" + decoded(form.group(3)));
    return new HubAddress(name, List.of(decoded(form.group(4))));
  }

  private static String decoded(String text) {
    try {
      return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw new InvalidRequestException("\"" + text + "\" is no part of an address");
    }
  }
}
