package dev.gen.server.http;

/** Where a stream of events goes. Thread-safe; what comes after the end is dropped. */
public interface EventSink {

  /**
   * Sends an event.
   *
   * @param name one word
   * @param data one line
   */
  void send(String name, String data);

  /** Sends an event unless the client is slow to read what it has. */
  void sendIfReady(String name, String data);

  /** Ends the stream. */
  void end();

  /** Calls back when the client has gone or the stream has ended. */
  void whenGone(Runnable callback);
}
