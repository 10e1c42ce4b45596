package dev.gen.record.format;

import dev.gen.record.RecordBuilder;

/** A way in which some program writes down what made a picture. */
interface RecordFormat {

  /**
   * Reads a record of this format.
   *
   * @param texts what is read is taken from it; nothing is, if the format is another
   * @param record gets what is found
   * @return whether the texts are of this format
   */
  boolean read(Texts texts, RecordBuilder record);
}
