package dev.gen.studio.cost;

import dev.gen.files.UserFolders;
import dev.gen.job.Job;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/**
 * Remembers what pictures cost, as lines in one file to which processes append.
 *
 * <p>A line that is torn is not read. Where the file cannot be written, nothing is remembered.
 */
public final class CostBook {

  private static final int MOST_BYTES = 1 << 18;

  /** The last runs alike count; a machine changes, and one run may have been disturbed. */
  private static final int RUNS = 5;

  private final Path store;

  /** Remembers in the given file, which need not exist. */
  public CostBook(Path store) {
    this.store = store;
  }

  /** Remembers among what this program keeps for its user. */
  public static CostBook ofUser() {
    return new CostBook(UserFolders.ofProcess().cache().resolve("costs"));
  }

  private record Line(Workload work, Costs costs) {

    static Optional<Line> parse(String line) {
      String[] words = line.split(" ");
      if (words.length != 10) {
        return Optional.empty();
      }
      try {
        Workload work =
            new Workload(
                words[0],
                Integer.parseInt(words[1]),
                Integer.parseInt(words[2]),
                words[3],
                words[4].equals("guided"),
                Integer.parseInt(words[5]));
        double[] times = Arrays.stream(words, 6, 9).mapToDouble(Double::parseDouble).toArray();
        return Optional.of(
            new Line(work, new Costs(times[0], times[1], times[2], Long.parseLong(words[9]))));
      } catch (NumberFormatException e) {
        return Optional.empty();
      }
    }

    String text() {
      return String.format(
          Locale.ROOT,
          "%s %d %d %s %s %d %.4f %.4f %.4f %d%n",
          work.model(),
          work.width(),
          work.height(),
          work.sampler(),
          work.guided() ? "guided" : "unguided",
          work.threads(),
          costs.opening(),
          costs.step(),
          costs.decoding(),
          costs.peakBytes());
    }
  }

  /** Remembers what a job's picture cost. */
  public void add(Job job, int threads, Costs costs) {
    String line = new Line(Workload.of(job, threads), costs).text();
    try {
      Files.createDirectories(store.toAbsolutePath().getParent());
      if (Files.exists(store) && Files.size(store) > MOST_BYTES) {
        Files.delete(store);
      }
      Files.writeString(store, line, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    } catch (IOException e) {
      // Then the next estimate is no better than this one was.
    }
  }

  /** Tells what a job will cost, empty where its model has never drawn here. */
  public Optional<Estimate> estimate(Job job, int threads) {
    Workload wanted = Workload.of(job, threads);
    List<Line> ofModel =
        lines().filter(line -> line.work().model().equals(wanted.model())).toList();
    return ofModel.stream()
        .map(Line::work)
        .min(Comparator.comparingDouble(wanted::distance))
        .map(
            nearest ->
                estimate(
                    job,
                    wanted,
                    nearest,
                    ofModel.stream().filter(l -> l.work().equals(nearest)).toList()));
  }

  private static Estimate estimate(Job job, Workload wanted, Workload nearest, List<Line> alike) {
    List<Costs> last =
        alike.stream().skip(Math.max(0, alike.size() - RUNS)).map(Line::costs).toList();
    Costs usual =
        new Costs(
            median(last, Costs::opening),
            median(last, Costs::step),
            median(last, Costs::decoding),
            (long) median(last, Costs::peakBytes));
    String source =
        nearest.equals(wanted)
            ? "as measured here"
            : "from %d x %d with %s here"
                .formatted(nearest.width(), nearest.height(), nearest.sampler());
    return Estimate.of(job, usual.scaled(wanted.pixels() / nearest.pixels()), source);
  }

  private static double median(List<Costs> costs, ToDoubleFunction<Costs> value) {
    double[] sorted = costs.stream().mapToDouble(value).sorted().toArray();
    return sorted[sorted.length / 2];
  }

  private Stream<Line> lines() {
    try {
      return Files.isRegularFile(store)
          ? Files.readAllLines(store, StandardCharsets.UTF_8).stream()
              .map(Line::parse)
              .flatMap(Optional::stream)
          : Stream.empty();
    } catch (IOException e) {
      return Stream.empty();
    }
  }
}
