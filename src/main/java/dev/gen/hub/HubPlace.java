package dev.gen.hub;

import dev.gen.error.InvalidRequestException;
import dev.gen.error.ModelFormatException;
import dev.gen.files.UserFolders;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * Which hub is asked, as whom, and where its files go.
 *
 * @param endpoint address of the hub without a slash at its end
 * @param token sent to this hub alone
 * @param cache folder with one folder a model, shared with Hugging Face's own programs
 */
public record HubPlace(URI endpoint, Optional<String> token, Path cache) {

  private static final String HUGGING_FACE = "https://huggingface.co";

  /**
   * Reads {@code HF_ENDPOINT}, {@code HF_TOKEN}, {@code HF_TOKEN_PATH} and {@code HF_HOME}.
   *
   * @throws InvalidRequestException if the endpoint is no web address
   * @throws ModelFormatException if the token's file cannot be read
   */
  public static HubPlace of(UserFolders folders) {
    Map<String, String> environment = folders.environment();
    String address = environment.getOrDefault("HF_ENDPOINT", "").strip().replaceAll("/+$", "");
    if (!address.isEmpty() && !address.matches("https?://[\\w.:\\[\\]-]+(/[\\w./-]*)?")) {
      throw new InvalidRequestException(
          "HF_ENDPOINT is \"" + address + "\", expected an address such as " + HUGGING_FACE);
    }
    return new HubPlace(
        URI.create(address.isEmpty() ? HUGGING_FACE : address), token(folders), folders.hubCache());
  }

  private static Optional<String> token(UserFolders folders) {
    Map<String, String> environment = folders.environment();
    String token = environment.getOrDefault("HF_TOKEN", "");
    String path = environment.getOrDefault("HF_TOKEN_PATH", "");
    Path file = path.isBlank() ? folders.huggingFace().resolve("token") : Path.of(path);
    try {
      if (token.isBlank() && Files.isRegularFile(file)) {
        token = Files.readString(file);
      }
    } catch (IOException e) {
      throw new ModelFormatException("the hub's token cannot be read: " + e, e);
    }
    return Optional.of(token.strip()).filter(text -> !text.isEmpty());
  }
}
