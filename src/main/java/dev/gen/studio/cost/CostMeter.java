package dev.gen.studio.cost;

import dev.gen.job.Field;
import dev.gen.job.Job;
import dev.gen.studio.GeneratedImage;
import dev.gen.studio.GenerationListener;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/** Measures the first picture of a run by what a listener hears. */
public final class CostMeter implements GenerationListener {

  private static final Path STATUS = Path.of("/proc/self/status");

  private final boolean inSteps;
  private final long start;
  private long firstStep;
  private long lastStep;
  private int steps;
  private Optional<Costs> costs = Optional.empty();

  /**
   * Starts measuring.
   *
   * @param job whose pictures are one step each if it counts none
   */
  public CostMeter(Job job) {
    inSteps = job.has(Field.STEPS);
    start = System.nanoTime();
  }

  @Override
  public void progressed(int picture, int done, int total) {
    if (picture == 0) {
      lastStep = System.nanoTime();
      firstStep = done == 1 ? lastStep : firstStep;
      steps = done;
    }
  }

  @Override
  public void finished(GeneratedImage image) {
    if (image.index() == 0 && steps > 1) {
      double step = (lastStep - firstStep) / 1e9 / (steps - 1);
      double opening = Math.max(0, (firstStep - start) / 1e9 - step);
      double decoding = (System.nanoTime() - lastStep) / 1e9;
      double counted = inSteps ? step : step * steps;
      costs = Optional.of(new Costs(opening, counted, decoding, peakBytes()));
    }
  }

  /** Returns what the first picture cost, empty before it is finished or where it had one step. */
  public Optional<Costs> costs() {
    return costs;
  }

  /** Returns the most memory that this process had, as Linux tells; 0 elsewhere. */
  private static long peakBytes() {
    try (Stream<String> lines = Files.lines(STATUS)) {
      return lines
          .filter(line -> line.startsWith("VmHWM:"))
          .map(line -> line.replaceAll("\\D", ""))
          .mapToLong(kilobytes -> Long.parseLong(kilobytes) << 10)
          .findFirst()
          .orElse(0);
    } catch (IOException e) {
      return 0;
    }
  }
}
