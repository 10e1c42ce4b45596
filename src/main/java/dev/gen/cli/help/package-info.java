/**
 * What the program says about its own commands and options, all of it made from the one model of
 * the command line: help on the terminal, manual pages, the reference in docs, and completion for
 * shells.
 */
package dev.gen.cli.help;
