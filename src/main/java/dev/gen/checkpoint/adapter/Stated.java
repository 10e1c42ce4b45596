package dev.gen.checkpoint.adapter;

/** What a file's config states of a module, for what its tensors do not say themselves. */
public interface Stated {

  /** Returns alpha / rank. */
  double scaling(int rank);

  /** Tells whether (IA)³ scales the module's inputs. */
  boolean isFeedForward();

  /** Returns with how many terms Cayley's transform was approximated; 0 if it was not. */
  int cayleyTerms();
}
