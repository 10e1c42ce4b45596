package dev.gen.image;

/** What to do where a file of the wanted name is there already. */
public enum ExistingFile {
  /** Leave it as it is and refuse to write. */
  KEEP,
  /** Put the new one in its place. */
  REPLACE,
  /** Leave it as it is and write under the first free name like it: {@code name-2.png}. */
  NUMBER
}
