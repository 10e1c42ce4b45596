package dev.gen.studio.cost;

import dev.gen.job.Field;
import dev.gen.job.Job;

/**
 * What a job is going to cost.
 *
 * @param seconds all of its pictures, from the start of the program's work
 * @param costs of one picture, of which the seconds are made
 * @param source what the estimate rests on, in words
 */
public record Estimate(double seconds, Costs costs, String source) {

  static Estimate of(Job job, Costs costs, String source) {
    double strength = job.has(Field.INIT_IMAGE) ? job.decimal(Field.STRENGTH).orElse(1.0) : 1;
    double steps = job.whole(Field.STEPS).orElse(1) * strength;
    int count = job.whole(Field.COUNT).orElse(1);
    return new Estimate(
        costs.opening() + count * (steps * costs.step() + costs.decoding()), costs, source);
  }
}
