package dev.gen.text;

import ai.djl.engine.EngineException;
import ai.djl.huggingface.tokenizers.Encoding;
import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import dev.gen.error.InferenceException;
import dev.gen.error.ModelFormatException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/**
 * A tokenizer run by Hugging Face's native library through DJL.
 *
 * <p>The only class that knows DJL. The library is unpacked once, into DJL's cache folder ({@code
 * ~/.djl.ai} unless {@code ENGINE_CACHE_DIR} says otherwise), and moved into place as a whole, so
 * that processes can start side by side. Owns native memory until it is closed.
 */
final class NativeTokenizer implements Tokenizer {

  private static final Map<String, String> RAW_IDS =
      Map.of("truncation", "DO_NOT_TRUNCATE", "padding", "DO_NOT_PAD", "addSpecialTokens", "false");

  static {
    // Either one keeps DJL from reporting to its makers; offline, it downloads no library either.
    System.setProperty("OPT_OUT_TRACKING", "true");
    System.setProperty("ai.djl.offline", "true");
  }

  private final HuggingFaceTokenizer tokenizer;
  private final Vocabulary vocabulary;

  private NativeTokenizer(HuggingFaceTokenizer tokenizer, Vocabulary vocabulary) {
    this.tokenizer = tokenizer;
    this.vocabulary = vocabulary;
  }

  /**
   * What the ids mean.
   *
   * @param special the ids that frame a text
   * @param unknown the id of words that the vocabulary lacks, if it lacks any
   * @param maxLength ids that the text encoder takes
   */
  record Vocabulary(SpecialTokens special, OptionalInt unknown, int maxLength) {}

  /**
   * Opens a tokenizer.
   *
   * @param json the text of a {@code tokenizer.json}
   * @param source where it came from, for the message
   * @throws ModelFormatException if the library refuses the text
   * @throws InferenceException if the library itself does not load on this machine
   */
  static NativeTokenizer open(String json, Vocabulary vocabulary, Path source) {
    byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
    try {
      return new NativeTokenizer(
          HuggingFaceTokenizer.newInstance(new ByteArrayInputStream(bytes), RAW_IDS), vocabulary);
    } catch (EngineException | LinkageError e) {
      throw new InferenceException(
          "the tokenizer library does not load on "
              + System.getProperty("os.name")
              + " "
              + System.getProperty("os.arch")
              + " ("
              + rootMessage(e)
              + "); see that it can be unpacked into ~/.djl.ai, or the folder in ENGINE_CACHE_DIR",
          e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (RuntimeException e) {
      throw new ModelFormatException(
          "the tokenizer in " + source + " is malformed (" + e.getMessage() + "); fetch it again",
          e);
    }
  }

  private static String rootMessage(Throwable failure) {
    Throwable cause = failure;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    return cause.getMessage();
  }

  @Override
  public RawTokens tokenize(String text) {
    String valid = withoutLoneSurrogates(text);
    Encoding encoding = tokenizer.encode(valid, false, false);
    int[] ids = new int[encoding.getIds().length];
    int[] starts = new int[ids.length];
    List<String> unknownWords = new ArrayList<>();
    for (int i = 0; i < ids.length; i++) {
      ids[i] = (int) encoding.getIds()[i];
      starts[i] = encoding.getCharTokenSpans()[i].getStart();
      if (vocabulary.unknown().equals(OptionalInt.of(ids[i]))) {
        unknownWords.add(slice(valid, starts[i], encoding.getCharTokenSpans()[i].getEnd()));
      }
    }
    return new RawTokens(valid, ids, starts, unknownWords);
  }

  private static String slice(String text, int from, int to) {
    return text.substring(text.offsetByCodePoints(0, from), text.offsetByCodePoints(0, to));
  }

  /** Half a surrogate pair is no character, and the library could not take it. */
  private static String withoutLoneSurrogates(String text) {
    return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
  }

  @Override
  public SpecialTokens special() {
    return vocabulary.special();
  }

  @Override
  public int maxLength() {
    return vocabulary.maxLength();
  }

  @Override
  public void close() {
    tokenizer.close();
  }
}
