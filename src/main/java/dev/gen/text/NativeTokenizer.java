package dev.gen.text;

import ai.djl.huggingface.tokenizers.Encoding;
import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import ai.djl.huggingface.tokenizers.jni.CharSpan;
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
 * <p>With {@link TokenizerLibrary} the only class that knows DJL. Owns native memory until it is
 * closed.
 */
final class NativeTokenizer implements Tokenizer {

  private static final Map<String, String> RAW_IDS =
      Map.of("truncation", "DO_NOT_TRUNCATE", "padding", "DO_NOT_PAD", "addSpecialTokens", "false");

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
   * @throws dev.gen.error.InferenceException if the library itself does not load on this machine
   */
  static NativeTokenizer open(String json, Vocabulary vocabulary, Path source) {
    TokenizerLibrary.load();
    byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
    try {
      return new NativeTokenizer(
          HuggingFaceTokenizer.newInstance(new ByteArrayInputStream(bytes), RAW_IDS), vocabulary);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (RuntimeException e) {
      throw new ModelFormatException(
          "the tokenizer in " + source + " is malformed (" + e.getMessage() + "); fetch it again",
          e);
    }
  }

  @Override
  public RawTokens tokenize(String text) {
    String valid = withoutLoneSurrogates(text);
    Encoding encoding = tokenizer.encode(valid, false, false);
    int[] ids = new int[encoding.getIds().length];
    int[] starts = new int[ids.length];
    List<String> unknownWords = new ArrayList<>();
    int before = 0;
    int from = 0; // in units of UTF-16; the library counts characters
    for (int i = 0; i < ids.length; i++) {
      CharSpan span = encoding.getCharTokenSpans()[i];
      ids[i] = (int) encoding.getIds()[i];
      starts[i] = span.getStart();
      from = valid.offsetByCodePoints(from, starts[i] - before);
      before = starts[i];
      if (vocabulary.unknown().equals(OptionalInt.of(ids[i]))) {
        int end = valid.offsetByCodePoints(from, span.getEnd() - starts[i]);
        unknownWords.add(valid.substring(from, end));
      }
    }
    return new RawTokens(valid, ids, starts, unknownWords);
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
