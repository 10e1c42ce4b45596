package dev.gen.graph;

/**
 * Into which graphs a UNet is cut.
 *
 * @param largest how many numbers the weights of a graph have at most, but for a layer that has
 *     more alone, at least 1
 * @param reused whether some runs reuse deep features of others (Ma et al. 2023, arXiv 2312.00858)
 */
public record UNetCut(long largest, Reuse reused) {

  /** Whether a last layer is built alone, too. */
  public enum Reuse {
    NEVER,
    SOMETIMES
  }

  /** One graph for all of a step. */
  public static final UNetCut NONE = new UNetCut(Long.MAX_VALUE, Reuse.NEVER);

  /** Returns this cut for runs that reuse deep features. */
  public UNetCut reusing() {
    return new UNetCut(largest, Reuse.SOMETIMES);
  }

  /** Returns this cut with graphs of so many numbers at most. */
  public UNetCut upTo(long numbers) {
    return new UNetCut(numbers, reused);
  }
}
