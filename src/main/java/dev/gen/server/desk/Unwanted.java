package dev.gen.server.desk;

/** Ends the drawing of a job that nobody wants any more. */
final class Unwanted extends RuntimeException {

  Unwanted() {
    super("nobody wants it any more", null, false, false);
  }
}
