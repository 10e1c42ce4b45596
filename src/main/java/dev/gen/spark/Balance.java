package dev.gen.spark;

import dev.gen.job.Job;
import dev.gen.model.WishedModel;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.function.Function;

/**
 * Shares work out into parts that take about equally long, each of one model.
 *
 * <p>The longest first, each to the part that has least (Graham 1969, "Bounds on multiprocessing
 * timing anomalies"). Parts of one model follow each other, so that executors change models seldom.
 */
final class Balance {

  private static final class Part {
    private final List<Work> works = new ArrayList<>();
    private double cost;

    private void add(Work work) {
      works.add(work);
      cost += work.cost();
    }
  }

  private Balance() {}

  /**
   * Shares out.
   *
   * @param works in any order; a job of more pictures than a part should hold is divided
   * @param parts how many are wanted, at least 1; there may be one more for each model
   * @return parts that are not empty, with their works in the order of the list
   */
  static List<List<Work>> of(List<Work> works, int parts) {
    double most = works.stream().mapToDouble(Work::cost).sum() / parts;
    Map<Job, List<Work>> byModel = new LinkedHashMap<>();
    Function<Work, Job> model = work -> work.job().only(WishedModel.FIELDS);
    works.forEach(
        work ->
            byModel
                .computeIfAbsent(model.apply(work), m -> new ArrayList<>())
                .addAll(divided(work, most)));
    return byModel.values().stream().flatMap(group -> shared(group, most).stream()).toList();
  }

  private static List<Work> divided(Work work, double most) {
    int each = (int) Math.max(1, Math.min(work.count(), most / (work.cost() / work.count())));
    List<Work> divided = new ArrayList<>();
    for (int from = 0; from < work.count(); from += each) {
      divided.add(work.part(from, Math.min(each, work.count() - from)));
    }
    return divided;
  }

  private static List<List<Work>> shared(List<Work> works, double most) {
    double all = works.stream().mapToDouble(Work::cost).sum();
    PriorityQueue<Part> parts = new PriorityQueue<>(Comparator.comparingDouble(part -> part.cost));
    for (int i = 0; i < Math.max(1, Math.round(all / most)); i++) {
      parts.add(new Part());
    }
    works.stream()
        .sorted(Comparator.comparingDouble(Work::cost).reversed())
        .forEach(
            work -> {
              Part least = parts.remove();
              least.add(work);
              parts.add(least);
            });
    Comparator<Work> order = Comparator.comparingInt(Work::index).thenComparingInt(Work::first);
    return parts.stream()
        .filter(part -> !part.works.isEmpty())
        .sorted(Comparator.comparingDouble((Part part) -> part.cost).reversed())
        .map(part -> part.works.stream().sorted(order).toList())
        .toList();
  }
}
