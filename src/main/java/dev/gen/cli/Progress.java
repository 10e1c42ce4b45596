package dev.gen.cli;

import dev.gen.studio.Stage;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.LongSupplier;
import picocli.CommandLine.Help.Ansi;

/**
 * How far a run is, and how long it still takes: {@code storybook picture 2/5 step 7/20 1.9 s a
 * step 25 s left}. Thread-safe.
 */
final class Progress {

  private static final int SHORTEST_BAR = 8;
  private static final int LONGEST_BAR = 24;
  private static final String BETWEEN = "  ";
  private static final double NANOS = 1e9;

  private final LongSupplier clock;
  private final long begun;
  private final Ansi colours;
  private String model = "";
  private String place = "";
  private String stage = "opening";
  private long units = -1;
  private long finished;
  private long lastFinished;
  private int done;
  private int total;
  private long denoising;
  private long lastStep;

  /**
   * Begins.
   *
   * @param clock in nanoseconds
   * @param colours whether the bar is coloured
   */
  Progress(LongSupplier clock, Ansi colours) {
    this.clock = clock;
    this.colours = colours;
    this.begun = clock.getAsLong();
  }

  /** Says which model draws, by its path or name, and how many units there are, -1 if unknown. */
  synchronized Progress of(String path, long count) {
    model = path.replaceFirst("/+$", "").replaceFirst(".*[/\\\\]", "");
    units = count;
    return this;
  }

  /** Says where it is, such as {@code picture 2/5}. */
  synchronized void at(String where) {
    place = where;
  }

  synchronized void began(Stage now) {
    stage =
        switch (now) {
          case ENCODING -> "encoding";
          case OPENING -> "opening";
          case DENOISING -> "step 1";
          case DECODING -> "decoding";
        };
    if (now == Stage.DENOISING) {
      denoising = clock.getAsLong();
      done = 0;
      total = 0;
    }
  }

  synchronized void stepped(int steps, int ofSteps) {
    done = steps;
    total = ofSteps;
    stage = "step " + steps + "/" + ofSteps;
    lastStep = clock.getAsLong();
  }

  /** Says that a unit is done. */
  synchronized void finished() {
    finished++;
    lastFinished = clock.getAsLong();
    done = 0;
  }

  /** Says that a unit was done before. */
  synchronized void skipped() {
    units -= units > 0 ? 1 : 0;
  }

  /** Says it in at most so many columns; what matters least goes first. */
  synchronized String text(int columns) {
    List<List<String>> lines =
        List.of(
            line(model, place, stage, rate(), left()),
            line(model, place, stage, left()),
            line(place, stage, left()),
            line(place, stage),
            line(stage));
    for (List<String> line : lines) {
      int length = String.join(BETWEEN, line).length();
      if (length <= columns) {
        int room = Math.min(LONGEST_BAR, columns - length - BETWEEN.length());
        if (done > 0 && room >= SHORTEST_BAR) {
          line.add(line.indexOf(stage) + 1, bar(room));
        }
        return String.join(BETWEEN, line);
      }
    }
    return stage.substring(0, Math.max(0, columns));
  }

  private static List<String> line(String... parts) {
    List<String> line = new ArrayList<>(List.of(parts));
    line.removeIf(String::isEmpty);
    return line;
  }

  private String bar(int width) {
    int full = width * done / total;
    String ahead = "\u2500".repeat(width - full);
    String behind = "\u2501".repeat(full);
    return colours == Ansi.ON ? "\033[36m" + behind + "\033[0m" + ahead : behind + ahead;
  }

  private double secondsAStep() {
    return (lastStep - denoising) / NANOS / done;
  }

  private String rate() {
    if (done == 0) {
      return "";
    }
    double seconds = secondsAStep();
    return seconds < 1
        ? String.format(Locale.ROOT, "%.1f steps/s", 1 / seconds)
        : String.format(Locale.ROOT, "%.1f s a step", seconds);
  }

  /** Goes by the units that are finished, and before that by the steps of the first. */
  private String left() {
    double seconds = 0;
    if (finished > 0 && units > 0) {
      double each = (lastFinished - begun) / NANOS / finished;
      seconds = each * (units - finished) - (clock.getAsLong() - lastFinished) / NANOS;
    } else if (done > 0) {
      double steps = total * Math.max(1.0, units) - done;
      seconds = steps * secondsAStep() - (clock.getAsLong() - lastStep) / NANOS;
    }
    boolean known = done > 0 && done < total || finished > 0 && units > 0;
    return known ? duration(Math.max(1, Math.round(seconds))) + " left" : "";
  }

  /** Returns a time in words, such as {@code 90 s} and {@code 2 h 5 min}. */
  static String duration(long seconds) {
    if (seconds < 120) {
      return seconds + " s";
    }
    long minutes = Math.round(seconds / 60.0);
    return minutes < 120 ? minutes + " min" : minutes / 60 + " h " + minutes % 60 + " min";
  }
}
