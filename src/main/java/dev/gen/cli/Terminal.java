package dev.gen.cli;

import java.io.InputStream;
import java.io.PrintWriter;

/**
 * The streams of the process, handed in so that tests can hand in others.
 *
 * @param in read for the prompt {@code -}
 * @param out gets the paths of written pictures and what a query asks for, nothing else
 * @param err gets everything else
 * @param interactive whether a person watches {@code err}
 */
record Terminal(InputStream in, PrintWriter out, PrintWriter err, boolean interactive) {}
