package dev.gen.server.desk;

/**
 * How much strangers may ask for.
 *
 * @param maxPixels of a picture that is drawn
 * @param maxInputPixels of a picture that is sent
 * @param maxSteps of a picture
 * @param maxCount of the pictures of a job
 * @param maxSeconds that a job may be drawn for
 * @param queue the jobs that may wait
 * @param modelsAtOnce the models that may draw at the same time, each one picture
 * @param keptBytes of finished pictures, the oldest of which are forgotten beyond
 */
public record Limits(
    int maxPixels,
    int maxInputPixels,
    int maxSteps,
    int maxCount,
    int maxSeconds,
    int queue,
    int modelsAtOnce,
    long keptBytes) {

  /** What is enough for a person and no more. */
  public static final Limits USUAL =
      new Limits(2048 * 2048, 16_000_000, 150, 8, 3600, 64, 1, 64L << 20);

  /** Characters of any text of a job. */
  static final int MOST_CHARACTERS = 10_000;

  /** LoRAs or embeddings of a job. */
  static final int MOST_ADDITIONS = 8;
}
