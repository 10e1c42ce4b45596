package dev.gen.cli;

import dev.gen.job.Job;

/**
 * One of the jobs that a sweep or the combinations of a prompt make of one.
 *
 * @param column of the first sweep's value, from 0
 * @param head what that value is called; empty where nothing is swept
 * @param side what everything else that varies is called
 * @param job that is drawn
 */
record Variation(int column, String head, String side, Job job) {}
