package dev.gen.text;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.gen.error.ModelFormatException;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/**
 * CLIP's vocabulary as OpenAI publishes it: one packed file of merges, which OpenCLIP and many
 * programs carry too (github.com/openai/CLIP, simple_tokenizer.py).
 *
 * <p>The tokens follow from the merges: 256 bytes, the same at the end of a word, the merged
 * pieces, and the two special ones.
 */
final class ClipMerges {

  private static final String NAME = "bpe_simple_vocab_16e6.txt.gz";
  private static final int BYTES = 256;

  /** The file lists more merges than CLIP was trained with. */
  private static final int MERGES = 49152 - BYTES - 2;

  /** More than three times what the file unpacks to. */
  private static final int LARGEST = 16 << 20;

  private ClipMerges() {}

  /** Finds the file: a path that names it, or a folder that holds it. */
  static Optional<Path> in(Path fileOrFolder) {
    return Stream.of(fileOrFolder, fileOrFolder.resolve(NAME))
        .filter(Files::isRegularFile)
        .findFirst();
  }

  /**
   * Returns the text of a {@code tokenizer.json}, with no special tokens marked yet.
   *
   * @throws ModelFormatException if the file is not packed, too large, or holds no merges
   */
  static String json(Path file) {
    List<String> lines = lines(file);
    if (lines.size() < 2 || !lines.get(0).contains("#version")) {
      throw new ModelFormatException(
          file + " does not begin as CLIP's merges do; expected OpenAI's " + NAME);
    }
    List<String> merges = lines.subList(1, Math.min(lines.size(), MERGES + 1));
    return ClipTokenizerJson.of(vocabulary(merges), merges, file);
  }

  private static List<String> lines(Path file) {
    try (InputStream in = new GZIPInputStream(Files.newInputStream(file))) {
      byte[] text = in.readNBytes(LARGEST + 1);
      if (text.length > LARGEST) {
        throw new ModelFormatException(file + " unpacks to more than 16 MB; expected " + NAME);
      }
      return new String(text, StandardCharsets.UTF_8).lines().toList();
    } catch (IOException e) {
      throw new ModelFormatException(
          "%s cannot be read as a packed text (%s); expected %s"
              .formatted(file, e.getMessage(), NAME),
          e);
    }
  }

  private static String vocabulary(List<String> merges) {
    List<String> tokens = bytes();
    tokens.addAll(tokens.stream().map(piece -> piece + "</w>").toList());
    merges.forEach(merge -> tokens.add(merge.replace(" ", "")));
    tokens.add("<|startoftext|>");
    tokens.add("<|endoftext|>");
    StringWriter text = new StringWriter();
    try (JsonGenerator json = new JsonFactory().createGenerator(text)) {
      json.writeStartObject();
      for (int id = 0; id < tokens.size(); id++) {
        json.writeNumberField(tokens.get(id), id);
      }
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString();
  }

  /** A letter for each byte: the printable ones first, then those that stand for the others. */
  private static List<String> bytes() {
    List<String> printable = new ArrayList<>();
    List<String> others = new ArrayList<>();
    for (int value = 0; value < BYTES; value++) {
      boolean shown = value >= '!' && value <= '~' || value >= 0xa1 && value != 0xad;
      int letter = shown ? value : BYTES + others.size();
      (shown ? printable : others).add(Character.toString(letter));
    }
    printable.addAll(others);
    return printable;
  }
}
