package dev.gen.server.http;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.concurrent.ScheduledFuture;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

/** Events as lines on a connection, with a sign of life between them. */
final class EventStream implements EventSink {

  private static final int SIGN_OF_LIFE_SECONDS = 15;

  private final Channel channel;

  EventStream(Channel channel) {
    this.channel = channel;
    ScheduledFuture<?> signs =
        channel
            .eventLoop()
            .scheduleAtFixedRate(
                () -> write(":\n\n"), SIGN_OF_LIFE_SECONDS, SIGN_OF_LIFE_SECONDS, TimeUnit.SECONDS);
    whenGone(() -> signs.cancel(false));
  }

  @Override
  public void send(String name, String data) {
    write("event: " + name + "\ndata: " + data + "\n\n");
  }

  @Override
  public void sendIfReady(String name, String data) {
    if (channel.isWritable()) {
      send(name, data);
    }
  }

  private void write(String text) {
    channel.writeAndFlush(
        new DefaultHttpContent(Unpooled.copiedBuffer(text, StandardCharsets.UTF_8)));
  }

  @Override
  public void end() {
    channel
        .writeAndFlush(LastHttpContent.EMPTY_LAST_CONTENT)
        .addListener(ChannelFutureListener.CLOSE);
  }

  @Override
  public void whenGone(Runnable callback) {
    channel.closeFuture().addListener(closed -> callback.run());
  }
}
