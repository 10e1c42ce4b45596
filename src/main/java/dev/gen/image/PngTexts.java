package dev.gen.image;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.imageio.metadata.IIOInvalidTreeException;
import javax.imageio.metadata.IIOMetadata;
import javax.imageio.metadata.IIOMetadataNode;
import org.w3c.dom.NodeList;

/**
 * The texts of a PNG file, by keyword, as the JDK's image library has them.
 *
 * <p>A text goes into a tEXt chunk where it is Latin-1, as other programs expect it, and into an
 * iTXt chunk (UTF-8) where it is not. See the PNG specification, third edition, section 11.3.3.
 */
final class PngTexts {

  private static final String FORMAT = "javax_imageio_png_1.0";

  private PngTexts() {}

  /** Adds texts to what will be written; characters 0, which no chunk can hold, are left out. */
  static void add(Map<String, String> texts, IIOMetadata metadata) throws IIOInvalidTreeException {
    IIOMetadataNode latin = new IIOMetadataNode("tEXt");
    IIOMetadataNode international = new IIOMetadataNode("iTXt");
    texts.forEach(
        (keyword, given) -> {
          String text = given.replace("\0", "");
          if (StandardCharsets.ISO_8859_1.newEncoder().canEncode(text)) {
            latin.appendChild(latinEntry(keyword, text));
          } else {
            international.appendChild(internationalEntry(keyword, text));
          }
        });
    IIOMetadataNode root = new IIOMetadataNode(FORMAT);
    root.appendChild(latin);
    root.appendChild(international);
    metadata.mergeTree(FORMAT, root);
  }

  private static IIOMetadataNode latinEntry(String keyword, String text) {
    IIOMetadataNode entry = new IIOMetadataNode("tEXtEntry");
    entry.setAttribute("keyword", keyword);
    entry.setAttribute("value", text);
    return entry;
  }

  private static IIOMetadataNode internationalEntry(String keyword, String text) {
    IIOMetadataNode entry = new IIOMetadataNode("iTXtEntry");
    entry.setAttribute("keyword", keyword);
    entry.setAttribute("compressionFlag", "FALSE");
    entry.setAttribute("compressionMethod", "0");
    entry.setAttribute("languageTag", "");
    entry.setAttribute("translatedKeyword", "");
    entry.setAttribute("text", text);
    return entry;
  }

  /** Returns the texts that were read. */
  static Map<String, String> of(IIOMetadata metadata) {
    IIOMetadataNode root = (IIOMetadataNode) metadata.getAsTree(FORMAT);
    Map<String, String> texts = new LinkedHashMap<>();
    collect(root.getElementsByTagName("tEXtEntry"), "value", texts);
    collect(root.getElementsByTagName("iTXtEntry"), "text", texts);
    return texts;
  }

  private static void collect(NodeList entries, String attribute, Map<String, String> texts) {
    for (int i = 0; i < entries.getLength(); i++) {
      IIOMetadataNode entry = (IIOMetadataNode) entries.item(i);
      texts.put(entry.getAttribute("keyword"), entry.getAttribute(attribute));
    }
  }
}
