/**
 * What can go wrong, by kind: a request, a model's files, a network's run, the output.
 *
 * <p>Start with {@link dev.gen.error.GenException}. A message says what was found, what was
 * expected, where, and what to do. Imports the JDK only.
 */
package dev.gen.error;
