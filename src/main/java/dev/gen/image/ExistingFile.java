package dev.gen.image;

/** What to do where a file of the wanted name is there already. */
public enum ExistingFile {
  /** Leave it as it is and refuse to write. */
  KEEP,
  /** Put the new one in its place. */
  REPLACE
}
