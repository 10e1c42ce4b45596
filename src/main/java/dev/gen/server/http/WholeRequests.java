package dev.gen.server.http;

import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpRequest;

/** Puts a request and its body together, up to a size. */
final class WholeRequests extends HttpObjectAggregator {

  private final Connection connection;

  WholeRequests(int maxBodyBytes, Connection connection) {
    super(maxBodyBytes, true);
    this.connection = connection;
  }

  @Override
  protected void handleOversizedMessage(ChannelHandlerContext context, HttpMessage oversized) {
    connection.refuse(
        (HttpRequest) oversized,
        HttpError.of(
            413,
            "body",
            "the body is too long, expected " + maxContentLength() + " bytes or less"));
  }
}
