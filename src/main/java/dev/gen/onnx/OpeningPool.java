package dev.gen.onnx;

/** Opens each network anew and closes it when it is given back. */
record OpeningPool(SessionSettings settings, boolean isSparing) implements SessionPool {

  @Override
  public Loan lend(OnnxModel network) {
    return new Opened(network.open(settings));
  }

  private record Opened(OnnxSession session) implements Loan {
    @Override
    public void close() {
      session.close();
    }
  }

  @Override
  public boolean keeps() {
    return false;
  }

  @Override
  public void close() {
    // Nothing is kept.
  }
}
