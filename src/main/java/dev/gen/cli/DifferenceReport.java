package dev.gen.cli;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gen.image.PictureDifference;
import java.util.Locale;

/**
 * Tells how far pictures are apart, in words or as lines of JSON.
 *
 * @param terminal where it is told
 * @param json whether programs read it
 * @param tolerance the largest difference that counts as none, in levels
 */
record DifferenceReport(Terminal terminal, boolean json, int tolerance) {

  private static final JsonMapper JSON = new JsonMapper();

  /** Tells of one comparison and returns whether the difference is within the tolerance. */
  boolean tell(String name, PictureDifference difference) {
    boolean same = difference.largest() <= tolerance;
    terminal.out().println(json ? json(name, difference, same) : words(name, difference, same));
    return same;
  }

  private static String words(String name, PictureDifference difference, boolean same) {
    return difference.isNone()
        ? name + ": identical"
        : String.format(
            Locale.ROOT,
            "%s: %s, by at most %d levels, %.3f on average, in %.2f %% of the pixels",
            name,
            same ? "within the tolerance" : "different",
            difference.largest(),
            difference.mean(),
            100 * difference.share());
  }

  private static String json(String name, PictureDifference difference, boolean same) {
    ObjectNode object = JSON.createObjectNode();
    object.put("file", name);
    object.put("identical", difference.isNone());
    object.put("within_tolerance", same);
    object.put("largest", difference.largest());
    object.put("mean", difference.mean());
    object.put("share", difference.share());
    return object.toString();
  }
}
