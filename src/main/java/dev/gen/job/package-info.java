/**
 * A picture that somebody wants, as plain data: {@link dev.gen.job.Job} and the fields it has.
 *
 * <p>Read {@link dev.gen.job.Field} first: it names everything that can be said. Only {@link
 * dev.gen.job.JobJson} knows how a job is spelled in JSON. Nothing here reads files or knows
 * models.
 */
package dev.gen.job;
