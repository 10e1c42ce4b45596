package dev.gen.server.api;

import dev.gen.server.desk.Desk;
import dev.gen.server.desk.Ticket;
import dev.gen.server.desk.Wish;
import dev.gen.server.http.HttpError;
import dev.gen.server.http.Request;
import java.util.concurrent.CompletionStage;

/** Requests that wait for their pictures. */
final class Waiting {

  private Waiting() {}

  /**
   * Takes a job whose client waits; a client that goes away takes its job with it.
   *
   * @return completes with the ticket when it is done or was interrupted by another request, and
   *     with its error when it failed
   */
  static CompletionStage<Ticket> pictures(Desk desk, Wish wish, Request request) {
    Ticket ticket = desk.take(wish);
    request.gone().thenRun(() -> desk.cancel(ticket));
    return ticket
        .finished()
        .thenApply(
            ended -> {
              if (ended.error().isPresent()) {
                HttpError error = ended.error().get();
                throw error;
              }
              return ended;
            });
  }
}
