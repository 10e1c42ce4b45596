package dev.gen.cli;

import dev.gen.error.InvalidRequestException;
import dev.gen.job.Field;
import dev.gen.job.Job;
import dev.gen.job.Sweep;
import dev.gen.settings.Settings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.ToLongFunction;
import picocli.CommandLine.Option;

/** Which variations of one job are drawn, and on what sheet. */
final class SweepOptions {

  /** Further pictures are drawn only by somebody who means it. */
  private static final long MOST = 1000;

  @Option(
      names = "--sweep",
      paramLabel = "OPTION=VALUES",
      description =
          "Draw once for each value of an option: steps=10,20,30, guidance-scale=3..9:2, or"
              + " prompt:red=blue,green to replace a word; several sweeps are combined.")
  private List<String> sweeps = List.of();

  @Option(
      names = "--grid",
      paramLabel = "FILE",
      description = "Put all pictures on one sheet with labels, too.")
  private Path grid;

  @Option(names = "--yes", description = "Draw more than 1000 pictures.")
  private boolean meant;

  /** Takes what is set beforehand for what the command line leaves open. */
  void take(Settings settings) {
    grid = grid == null ? settings.value("grid").map(Path::of).orElse(null) : grid;
  }

  /** Returns whether one job becomes several. */
  boolean isAsked() {
    return !sweeps.isEmpty();
  }

  /** Returns where the sheet goes. */
  Optional<Path> grid() {
    return Optional.ofNullable(grid);
  }

  /**
   * Returns the jobs that are drawn, those of the first sweep's first value first.
   *
   * @param combinations tells how many combinations of a job are drawn; 0 where the seed chooses
   * @throws InvalidRequestException if a sweep cannot be read, or they are too many
   */
  List<Variation> variations(Job job, ToLongFunction<Job> combinations) {
    List<Variation> variations = List.of(new Variation(0, "", "", job));
    for (int i = 0; i < sweeps.size(); i++) {
      Sweep sweep = Sweep.parse(sweeps.get(i));
      requireMeant(job, (long) variations.size() * sweep.values().size());
      variations = over(variations, sweep, i == 0);
    }
    long all = 0;
    for (Variation variation : variations) {
      all += Math.max(1, combinations.applyAsLong(variation.job()));
      requireMeant(job, all);
    }
    return combined(variations, combinations);
  }

  private void requireMeant(Job job, long variations) {
    long pictures = variations * job.whole(Field.COUNT).orElse(1);
    if (!meant && pictures > MOST && variations > 1) {
      throw new InvalidRequestException(
          "these are %d pictures; say --yes to draw more than %d".formatted(pictures, MOST));
    }
  }

  private static List<Variation> over(List<Variation> before, Sweep sweep, boolean first) {
    List<Variation> after = new ArrayList<>();
    for (Variation one : before) {
      for (Sweep.Value value : sweep.values()) {
        Job changed = RecordedJob.over(one.job(), value.change().apply(one.job()));
        String label = sweep.label(value);
        after.add(
            first
                ? new Variation(after.size(), label, "", changed)
                : new Variation(one.column(), one.head(), joined(one.side(), label), changed));
      }
    }
    return after;
  }

  private static String joined(String before, String label) {
    return before.isEmpty() ? label : before + ", " + label;
  }

  private static List<Variation> combined(
      List<Variation> before, ToLongFunction<Job> combinations) {
    List<Variation> after = new ArrayList<>();
    for (Variation one : before) {
      long all = combinations.applyAsLong(one.job());
      for (long number = 1; number <= all; number++) {
        Job job = one.job().with(Field.COMBINATION, number);
        after.add(new Variation(one.column(), one.head(), one.side(), job));
      }
      if (all == 0) {
        after.add(one);
      }
    }
    return after;
  }
}
