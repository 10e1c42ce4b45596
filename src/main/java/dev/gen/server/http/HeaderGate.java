package dev.gen.server.http;

import dev.gen.server.http.HttpFront.Answering;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.util.ReferenceCountUtil;

/**
 * Asks the guard about each request when its headers are there, so that no body is taken in vain.
 */
final class HeaderGate extends ChannelInboundHandlerAdapter {

  private final Answering answering;
  private final Connection connection;
  private boolean refused;

  HeaderGate(Answering answering, Connection connection) {
    this.answering = answering;
    this.connection = connection;
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    if (!refused && message instanceof HttpRequest request && request.decoderResult().isSuccess()) {
      check(request);
    }
    if (refused) {
      ReferenceCountUtil.release(message);
    } else {
      context.fireChannelRead(message);
    }
  }

  private void check(HttpRequest request) {
    try {
      answering.guard().check(request, Connection.path(request.uri()));
    } catch (HttpError e) {
      refused = true;
      connection.refuse(request, e);
    }
  }
}
