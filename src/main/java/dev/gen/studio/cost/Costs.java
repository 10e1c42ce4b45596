package dev.gen.studio.cost;

/**
 * What a picture cost.
 *
 * @param opening seconds until its first step began: networks opened, prompts encoded
 * @param step seconds of one step
 * @param decoding seconds from the last step to the finished picture
 * @param peakBytes the most memory that the process had, 0 where the system does not tell
 */
public record Costs(double opening, double step, double decoding, long peakBytes) {

  /** Returns these costs for a picture of so many times the pixels. */
  Costs scaled(double pixels) {
    return new Costs(opening, step * pixels, decoding * pixels, peakBytes);
  }
}
