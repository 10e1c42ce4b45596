package dev.gen.server.http;

import java.util.concurrent.CompletionStage;

/** Answers requests; may read files, but waits for no picture. */
@FunctionalInterface
public interface Handler {

  /**
   * Answers a request, at once or later.
   *
   * @throws RuntimeException which becomes the reply, as {@link HttpError#of(Throwable)} has it
   */
  CompletionStage<Reply> handle(Request request);
}
