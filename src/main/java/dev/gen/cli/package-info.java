/**
 * The command line: options in, exit code out.
 *
 * <p>Read {@link dev.gen.cli.GenCommand} first. The only room that imports picocli, prints, or
 * decides how the process ends; it turns options into domain records and errors into exit codes.
 */
package dev.gen.cli;
