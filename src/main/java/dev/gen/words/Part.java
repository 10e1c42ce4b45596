package dev.gen.words;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Collectors;

/**
 * A part of a template: it can be drawn by lot, and all that it may become can be counted.
 *
 * <p>Counts end at {@link #MANY}: whoever gets that many learns no more.
 */
sealed interface Part {

  /** More than anybody draws. */
  long MANY = 1L << 40;

  /** Returns one text by lot. */
  String drawn(SplittableRandom random);

  /** Returns how many texts it may become, at most {@link #MANY}. */
  long ways();

  /**
   * Returns one of the texts that it may become; what stands first changes last.
   *
   * @param index from 0, below {@link #ways()}
   */
  String way(long index);

  private static long atMostMany(long value) {
    return Math.min(MANY, value);
  }

  private static long product(long a, long b) {
    return a == 0 || b == 0 ? 0 : b > MANY / a ? MANY : atMostMany(a * b);
  }

  /** Words that stand as they are. */
  record Text(String text) implements Part {
    @Override
    public String drawn(SplittableRandom random) {
      return text;
    }

    @Override
    public long ways() {
      return 1;
    }

    @Override
    public String way(long index) {
      return text;
    }
  }

  /** One part after the other. */
  record Sequence(List<Part> parts) implements Part {
    @Override
    public String drawn(SplittableRandom random) {
      return parts.stream().map(part -> part.drawn(random)).collect(Collectors.joining());
    }

    @Override
    public long ways() {
      return parts.stream().mapToLong(Part::ways).reduce(1, Part::product);
    }

    @Override
    public String way(long index) {
      List<String> texts = new ArrayList<>();
      long left = index;
      for (int i = parts.size() - 1; i >= 0; i--) {
        long ways = parts.get(i).ways();
        texts.add(0, parts.get(i).way(left % ways));
        left /= ways;
      }
      return String.join("", texts);
    }
  }

  /**
   * One thing to choose.
   *
   * @param weight how often, against the others; above 0
   * @param part what it is
   */
  record Option(double weight, Part part) {}

  /**
   * Some of several options, each at most once.
   *
   * @param options at least one
   * @param least how many are chosen, from 0
   * @param most how many are chosen, at most all
   * @param separator between them
   */
  record Choice(List<Option> options, int least, int most, String separator) implements Part {

    /** Beyond that, sets of options are not counted. */
    private static final long MOST_SETS = 1_000_000;

    /** Takes one of them. */
    static Choice ofOne(List<Option> options) {
      return new Choice(options, 1, 1, "");
    }

    @Override
    public String drawn(SplittableRandom random) {
      List<Option> left = new ArrayList<>(options);
      List<String> texts = new ArrayList<>();
      int wanted = least + random.nextInt(most - least + 1);
      while (texts.size() < wanted) {
        texts.add(left.remove(index(left, random)).part().drawn(random));
      }
      return String.join(separator, texts);
    }

    private static int index(List<Option> options, SplittableRandom random) {
      double left = random.nextDouble() * options.stream().mapToDouble(Option::weight).sum();
      for (int i = 0; i < options.size() - 1; i++) {
        left -= options.get(i).weight();
        if (left < 0) {
          return i;
        }
      }
      return options.size() - 1;
    }

    @Override
    public long ways() {
      if ((long) options.size() * most > MOST_SETS) {
        return MANY;
      }
      long[][] sets = sets();
      long all = 0;
      for (int size = least; size <= most; size++) {
        all = atMostMany(all + sets[0][size]);
      }
      return all;
    }

    /** Returns, for each option and size, how many texts come of that many of those from it on. */
    private long[][] sets() {
      long[][] sets = new long[options.size() + 1][most + 1];
      sets[options.size()][0] = 1;
      for (int i = options.size() - 1; i >= 0; i--) {
        long own = options.get(i).part().ways();
        sets[i][0] = 1;
        for (int size = 1; size <= most; size++) {
          sets[i][size] = atMostMany(sets[i + 1][size] + product(own, sets[i + 1][size - 1]));
        }
      }
      return sets;
    }

    @Override
    public String way(long index) {
      long[][] sets = sets();
      long left = index;
      int size = least;
      while (left >= sets[0][size]) {
        left -= sets[0][size++];
      }
      List<String> texts = new ArrayList<>();
      for (int i = 0; size > 0; i++) {
        long rest = sets[i + 1][size - 1];
        long with = product(options.get(i).part().ways(), rest);
        if (left < with) {
          texts.add(options.get(i).part().way(left / rest));
          left %= rest;
          size--;
        } else {
          left -= with;
        }
      }
      return String.join(separator, texts);
    }
  }
}
