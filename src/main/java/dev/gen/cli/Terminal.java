package dev.gen.cli;

import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.util.Optional;

/**
 * The streams of the process, handed in so that tests can hand in others.
 *
 * @param in read for the prompt {@code -}
 * @param out gets the paths of written pictures and what a query asks for, nothing else
 * @param err gets everything else
 * @param interactive whether a person watches {@code err}
 * @param pipe takes the bytes of a picture where {@code out} goes to no terminal
 * @param interruption says how to go on where the process is told to end
 */
record Terminal(
    InputStream in,
    PrintWriter out,
    PrintWriter err,
    boolean interactive,
    Optional<OutputStream> pipe,
    Interruption interruption) {

  /** Has streams that take no bytes of pictures. */
  Terminal(InputStream in, PrintWriter out, PrintWriter err, boolean interactive) {
    this(in, out, err, interactive, Optional.empty());
  }

  Terminal(
      InputStream in,
      PrintWriter out,
      PrintWriter err,
      boolean interactive,
      Optional<OutputStream> pipe) {
    this(in, out, err, interactive, pipe, new Interruption());
  }
}
