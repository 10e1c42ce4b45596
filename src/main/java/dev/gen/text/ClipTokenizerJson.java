package dev.gen.text;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.gen.error.ModelFormatException;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;

/**
 * Writes the {@code tokenizer.json} that CLIP folders of the older kind lack.
 *
 * <p>Most Stable Diffusion models ship {@code vocab.json} and {@code merges.txt} only. What the two
 * leave unsaid is the same for all CLIP models: text is brought to Unicode form NFC, white space to
 * single blanks, letters to lower case; words are cut by CLIP's expression; the last piece of a
 * word ends in {@code </w>}. Source: {@code CLIPTokenizer} of transformers.
 */
final class ClipTokenizerJson {

  private static final String RULES =
      """
      {"version":"1.0","truncation":null,"padding":null,"added_tokens":[],
      "normalizer":{"type":"Sequence","normalizers":[{"type":"NFC"},
       {"type":"Replace","pattern":{"Regex":"\\\\s+"},"content":" "},{"type":"Lowercase"}]},
      "pre_tokenizer":{"type":"Sequence","pretokenizers":[
       {"type":"Split","behavior":"Removed","invert":true,"pattern":{"Regex":
        "<\\\\|startoftext\\\\|>|<\\\\|endoftext\\\\|>|'s|'t|'re|'ve|'m|'ll|'d\
      |[\\\\p{L}]+|[\\\\p{N}]|[^\\\\s\\\\p{L}\\\\p{N}]+"}},
       {"type":"ByteLevel","add_prefix_space":false,"trim_offsets":true,"use_regex":true}]},
      "post_processor":null,"decoder":null,
      "model":{"type":"BPE","dropout":null,"unk_token":"<|endoftext|>",
       "continuing_subword_prefix":"","end_of_word_suffix":"</w>","fuse_unk":false,
      "vocab":%s,"merges":%s}}
      """;

  private static final JsonFactory JSON = new JsonFactory();

  private ClipTokenizerJson() {}

  /**
   * Returns the text of a {@code tokenizer.json}, with no special tokens marked yet.
   *
   * @param vocabulary the text of {@code vocab.json}, taken as it is
   * @param merges the lines of {@code merges.txt}: pairs of pieces, most frequent first; a first
   *     line that starts with {@code #version} is skipped
   * @param mergesFile where the merges came from, for the message
   * @throws ModelFormatException if a line is no pair
   */
  static String of(String vocabulary, List<String> merges, Path mergesFile) {
    return RULES.formatted(vocabulary, array(merges, mergesFile));
  }

  private static String array(List<String> merges, Path file) {
    StringWriter text = new StringWriter();
    try (JsonGenerator generator = JSON.createGenerator(text)) {
      generator.writeStartArray();
      for (int i = 0; i < merges.size(); i++) {
        String line = merges.get(i);
        if (!line.isBlank() && !(i == 0 && line.startsWith("#version"))) {
          requirePair(line, i + 1, file);
          generator.writeString(line);
        }
      }
      generator.writeEndArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString();
  }

  private static void requirePair(String line, int number, Path file) {
    int blank = line.indexOf(' ');
    if (blank < 1 || blank != line.lastIndexOf(' ') || blank == line.length() - 1) {
      throw new ModelFormatException(
          "line "
              + number
              + " of "
              + file
              + " is '"
              + line
              + "', but two pieces with a blank between were expected; fetch the file again");
    }
  }
}
