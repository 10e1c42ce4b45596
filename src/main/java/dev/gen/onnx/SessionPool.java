package dev.gen.onnx;

/**
 * Lends opened networks, and decides how long they stay open.
 *
 * <p>A single picture wants one network at a time, so that its peak memory is that of the largest
 * stage; whoever makes many pictures wants them kept. The numbers that come out are the same.
 * Thread-safe; closing the pool closes what it keeps, and nothing may be lent then.
 */
public interface SessionPool extends AutoCloseable {

  /**
   * Opens a network, or takes one that is open; the borrower closes the loan, never the session.
   *
   * <p>A thread holds one loan at a time, so that no two wait for each other.
   *
   * @throws dev.gen.error.ModelFormatException if ONNX Runtime cannot use the network
   */
  Loan lend(OnnxModel network);

  /**
   * Says that a network will be lent soon, so that a small one may open meanwhile. What is wrong
   * with it is told when it is lent.
   */
  default void expect(OnnxModel network) {
    // It opens when it is lent.
  }

  /** Returns whether a network that is given back stays open. */
  boolean keeps();

  /** Returns whether little memory is worth more than time. */
  boolean isSparing();

  @Override
  void close();

  /** A network on loan, for one thread. */
  interface Loan extends AutoCloseable {

    /** Returns the session, valid until the loan is closed. */
    OnnxSession session();

    @Override
    void close();
  }

  /** Opens each network anew and closes it when it is given back. */
  static SessionPool oneAtATime(SessionSettings settings) {
    return new OpeningPool(settings, false);
  }

  /** Opens each network anew, and wants large ones cut into pieces that are opened in turn. */
  static SessionPool sparing(SessionSettings settings) {
    return new OpeningPool(settings, true);
  }

  /**
   * Keeps networks open while all that are open together have at most so many bytes of weights;
   * those that were not used for longest are closed first, and none while it is on loan.
   */
  static SessionPool keeping(SessionSettings settings, long bytes) {
    return new KeepingPool(settings, bytes);
  }
}
