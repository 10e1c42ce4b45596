package dev.gen.sampler;

import dev.gen.tensor.FloatTensor;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** The last few predictions of a multistep run, newest first; belongs to one run. */
final class History {

  /** Weights of the last predictions, newest first, by how many there are. */
  private static final double[][] ADAMS_BASHFORTH = {
    {1},
    {3 / 2.0, -1 / 2.0},
    {23 / 12.0, -16 / 12.0, 5 / 12.0},
    {55 / 24.0, -59 / 24.0, 37 / 24.0, -9 / 24.0}
  };

  private final int capacity;
  private final Deque<FloatTensor> newestFirst = new ArrayDeque<>();

  /** Keeps up to {@code capacity} predictions. */
  History(int capacity) {
    this.capacity = capacity;
  }

  /** Remembers a prediction and forgets the oldest one if there are too many. */
  void add(FloatTensor prediction) {
    newestFirst.addFirst(prediction);
    if (newestFirst.size() > capacity) {
      newestFirst.removeLast();
    }
  }

  int size() {
    return newestFirst.size();
  }

  /** Returns the newest predictions, newest first. */
  List<FloatTensor> newest(int count) {
    return new ArrayList<>(newestFirst).subList(0, count);
  }

  /** Returns the prediction that is {@code age} steps old. */
  FloatTensor get(int age) {
    return newest(age + 1).get(age);
  }

  /** Extrapolates to the coming step (Adams-Bashforth with even steps), order 4 at most. */
  FloatTensor adamsBashforth() {
    return FloatTensor.linear(ADAMS_BASHFORTH[size() - 1], newest(size()));
  }
}
