package dev.gen.testing;

/**
 * What a command line did.
 *
 * @param exitCode of the process
 * @param out what went to standard output
 * @param err what went to standard error
 */
public record CommandLineRun(int exitCode, String out, String err) {}
