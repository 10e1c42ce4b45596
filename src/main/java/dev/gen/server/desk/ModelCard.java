package dev.gen.server.desk;

import dev.gen.job.Job;
import dev.gen.model.World;

/**
 * What people want to know of a model.
 *
 * @param defaults what it takes where a job says nothing
 * @param world its words
 */
public record ModelCard(Job defaults, World world) {}
