package dev.gen.model;

import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;

/** What the weights of a model are, in lines for a person. */
final class WeightFacts {

  private WeightFacts() {}

  /** Returns a line for each network, one for all, and the checksums. */
  static Map<String, String> of(List<StoredNetwork> networks, Checksums checksums) {
    Map<String, String> facts = new LinkedHashMap<>();
    for (StoredNetwork network : networks) {
      facts.put(
          network.name().replace('_', ' '),
          line(network.total(), network.parameters().keySet(), network.bytes()));
    }
    facts.put(
        "together",
        line(
            networks.stream().mapToLong(StoredNetwork::total).sum(),
            types(networks),
            networks.stream().mapToLong(StoredNetwork::bytes).sum()));
    SortedSet<Path> files = new TreeSet<>();
    networks.forEach(network -> files.addAll(network.files()));
    facts.put("sha256", checksums.lines(files));
    return facts;
  }

  private static SortedSet<String> types(List<StoredNetwork> networks) {
    SortedSet<String> types = new TreeSet<>();
    networks.forEach(network -> types.addAll(network.parameters().keySet()));
    return types;
  }

  /** Returns numbers, types and size as one line. */
  static String line(long parameters, Collection<String> types, long bytes) {
    return String.format(
        Locale.ROOT,
        "%,d parameters, %s, %s",
        parameters,
        String.join(" and ", types),
        size(bytes));
  }

  private static String size(long bytes) {
    if (bytes >= 1_000_000_000) {
      return String.format(Locale.ROOT, "%.2f GB", bytes / 1e9);
    }
    return bytes >= 1_000_000
        ? String.format(Locale.ROOT, "%.1f MB", bytes / 1e6)
        : String.format(Locale.ROOT, "%.1f kB", bytes / 1e3);
  }
}
