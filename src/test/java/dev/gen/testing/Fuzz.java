package dev.gen.testing;

import dev.gen.error.GenException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Feeds spoiled inputs to readers and holds them to what the project promises: a result or a typed
 * error, at little cost.
 *
 * <p>Input number n is the same in every run. {@code -Dgen.fuzz=100000} tries so many of each kind
 * instead of those that a test asks for, {@code -Dgen.fuzz.first=n} begins with number n.
 */
public final class Fuzz {

  private static final long MOST_NANOSECONDS = 5_000_000_000L;
  private static final long MOST_BYTES = 1L << 30;

  private static final List<Object> ODD_VALUES =
      Arrays.asList(
          null,
          true,
          "",
          "word",
          0,
          -1,
          1,
          2,
          -77,
          0.5,
          1_000_000,
          2_000_000_000,
          1L << 62,
          1e308,
          -1e308,
          1e-320,
          Double.NaN,
          Double.NEGATIVE_INFINITY,
          List.of(),
          List.of(0),
          List.of(1, 2),
          List.of("a"),
          Map.of(),
          Map.of("a", 1));

  private static final com.sun.management.ThreadMXBean THREADS =
      (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();

  private Fuzz() {}

  /** Tries something on one spoiled input; may throw a {@link GenException}. */
  @FunctionalInterface
  public interface Trial {

    /** Makes the input with the given luck and reads it. */
    void run(Random luck) throws Exception;
  }

  /** Tries as many inputs as are asked for, or as the test does. */
  public static void run(int usually, Trial trial) {
    long first = Long.getLong("gen.fuzz.first", 0);
    for (long n = first; n < first + Integer.getInteger("gen.fuzz", usually); n++) {
      long cpu = THREADS.getCurrentThreadCpuTime();
      long bytes = THREADS.getThreadAllocatedBytes(Thread.currentThread().getId());
      try {
        trial.run(new Random(n));
      } catch (GenException e) {
        if (e.getMessage() == null || e.getMessage().contains("(null)")) {
          throw new AssertionError("input " + n + ": a message that says nothing: " + e, e);
        }
      } catch (Exception | StackOverflowError | OutOfMemoryError e) {
        throw new AssertionError("input " + n + " broke the reader: " + e, e);
      }
      long spent = THREADS.getCurrentThreadCpuTime() - cpu;
      long asked = THREADS.getThreadAllocatedBytes(Thread.currentThread().getId()) - bytes;
      if (spent > MOST_NANOSECONDS || asked > MOST_BYTES) {
        throw new AssertionError(
            "input %d took %d ms and %d MB".formatted(n, spent / 1_000_000, asked >> 20));
      }
    }
  }

  /** Returns bytes with some of them changed, left out, doubled or cut off. */
  public static byte[] spoiled(byte[] whole, Random luck) {
    byte[] bytes = whole.clone();
    for (int changes = 1 + luck.nextInt(4); changes > 0 && bytes.length > 4; changes--) {
      int at = luck.nextInt(luck.nextBoolean() ? Math.min(64, bytes.length) : bytes.length);
      switch (luck.nextInt(6)) {
        case 0 -> bytes[at] = (byte) luck.nextInt();
        case 1 -> bytes[at] ^= (byte) (1 << luck.nextInt(8));
        case 2 -> Arrays.fill(bytes, at, Math.min(bytes.length, at + 4), (byte) -1);
        case 3 -> Arrays.fill(bytes, at, Math.min(bytes.length, at + 4), (byte) 0);
        case 4 -> bytes = Arrays.copyOf(bytes, Math.max(1, at));
        default -> {
          int end = Math.min(bytes.length, at + 1 + luck.nextInt(32));
          byte[] longer = Arrays.copyOf(bytes, bytes.length + end - at);
          System.arraycopy(bytes, at, longer, end, bytes.length - at);
          bytes = longer;
        }
      }
    }
    return bytes;
  }

  /** Returns a config with some fields set to odd values or left out. */
  public static Map<String, Object> spoiled(
      Map<String, Object> whole, List<String> fields, Random luck) {
    Map<String, Object> config = new LinkedHashMap<>(whole);
    for (int changes = 1 + luck.nextInt(3); changes > 0; changes--) {
      String field = fields.get(luck.nextInt(fields.size()));
      if (luck.nextInt(8) == 0) {
        config.remove(field);
      } else if (config.get(field) instanceof List<?> list && luck.nextBoolean()) {
        List<Object> other = new ArrayList<>(list);
        other.add(luck.nextInt(other.size() + 1), odd(luck));
        config.put(field, other);
      } else {
        config.put(field, odd(luck));
      }
    }
    return config;
  }

  private static Object odd(Random luck) {
    if (luck.nextInt(30) == 0) {
      return java.util.Collections.nCopies(100_000, ODD_VALUES.get(luck.nextInt(14)));
    }
    return ODD_VALUES.get(luck.nextInt(ODD_VALUES.size()));
  }

  /** Returns a text put together of the given pieces, now and then one of them many times. */
  public static String text(List<String> pieces, Random luck) {
    StringBuilder text = new StringBuilder();
    for (int count = luck.nextInt(12); count >= 0; count--) {
      String piece = pieces.get(luck.nextInt(pieces.size()));
      text.append(piece.repeat(luck.nextInt(40) == 0 ? luck.nextInt(30_000) : 1));
    }
    byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
    return luck.nextBoolean()
        ? text.toString()
        : new String(spoiled(bytes, luck), StandardCharsets.UTF_8);
  }
}
