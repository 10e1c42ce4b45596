package dev.gen.server.desk;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * Something that happened to a job.
 *
 * @param name one of accepted, started, completed, step, preview, warned, written, done, failed and
 *     cancelled
 * @param data about it
 */
public record Event(String name, ObjectNode data) {

  /** Returns whether another of its kind makes it worthless, so that it may be left out. */
  public boolean isPassing() {
    return name.equals("step") || name.equals("preview");
  }

  /** Returns whether nothing comes after it. */
  public boolean isLast() {
    return name.equals("done") || name.equals("failed") || name.equals("cancelled");
  }
}
