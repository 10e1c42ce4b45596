/**
 * Many jobs, one after the other: read as they come, drawn in one studio, known when they are done.
 *
 * <p>Start with {@link dev.gen.batch.Batch}. Knows no command line: what happens is told to a
 * {@link dev.gen.batch.BatchListener}.
 */
package dev.gen.batch;
