package dev.gen.text;

import java.util.OptionalInt;

/**
 * The ids that frame the tokens of a text.
 *
 * @param start the id before the first token; absent for models without one, as T5
 * @param end the id after the last token
 * @param padding the id that fills up to the full length; equals {@code end} for CLIP ViT-L, and is
 *     0 for the OpenCLIP models of Stable Diffusion 2 and XL
 */
public record SpecialTokens(OptionalInt start, int end, int padding) {

  /** Returns how many ids of a sequence are taken by start and end: 1 or 2. */
  public int count() {
    return start.isPresent() ? 2 : 1;
  }

  /** Returns {@code length} ids: start, then {@code content}, then end, then padding. */
  int[] frame(int[] content, int length) {
    int[] ids = new int[length];
    int at = 0;
    if (start.isPresent()) {
      ids[at++] = start.getAsInt();
    }
    for (int id : content) {
      ids[at++] = id;
    }
    ids[at++] = end;
    while (at < length) {
      ids[at++] = padding;
    }
    return ids;
  }
}
