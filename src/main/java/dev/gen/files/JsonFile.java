package dev.gen.files;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.gen.error.ModelFormatException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * Reads the configs of models, all of them in one way.
 *
 * <p>Accepts {@code NaN} and {@code -Infinity}, which Python's writers produce.
 */
public final class JsonFile {

  /** Published configs have a few kilobytes. */
  private static final long LARGEST_BYTES = 16 << 20;

  private static final JsonMapper JSON =
      JsonMapper.builder().enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS).build();

  private JsonFile() {}

  /**
   * Reads an object.
   *
   * @return its fields in the file's order; values are maps, lists, texts, numbers, booleans and
   *     null
   * @throws ModelFormatException if the file is missing, not JSON, not an object, or absurdly large
   */
  public static Map<String, Object> read(Path file) {
    try {
      if (Files.size(file) > LARGEST_BYTES) {
        throw new ModelFormatException(
            "%s has %d bytes, which no config has; fetch the model's files again"
                .formatted(file, Files.size(file)));
      }
      Map<String, Object> fields = JSON.readValue(file.toFile(), new TypeReference<>() {});
      if (fields != null) {
        return fields;
      }
      throw noObject(file, null);
    } catch (MismatchedInputException e) {
      throw noObject(file, e);
    } catch (JsonProcessingException e) {
      throw new ModelFormatException(
          "%s is not valid JSON (line %d: %s); fetch the model's files again"
              .formatted(
                  file,
                  e.getLocation().getLineNr(),
                  e.getOriginalMessage().lines().findFirst().orElse("")),
          e);
    } catch (IOException e) {
      throw new ModelFormatException(
          "the model has no file " + file + "; is this a whole model directory?", e);
    }
  }

  /**
   * Reads an object out of a text.
   *
   * @param what the text is, for messages
   * @throws ModelFormatException if it is not JSON, or not an object
   */
  public static Map<String, Object> parse(String text, String what) {
    try {
      Map<String, Object> fields = JSON.readValue(text, new TypeReference<>() {});
      if (fields != null) {
        return fields;
      }
    } catch (JsonProcessingException e) {
      throw new ModelFormatException(what + " is no JSON object; fetch the file again", e);
    }
    throw new ModelFormatException(what + " is no JSON object; fetch the file again");
  }

  private static ModelFormatException noObject(Path file, Exception cause) {
    return new ModelFormatException(
        file + " holds no JSON object; fetch the model's files again", cause);
  }
}
