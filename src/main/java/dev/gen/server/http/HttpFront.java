package dev.gen.server.http;

import dev.gen.error.InvalidRequestException;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.timeout.WriteTimeoutHandler;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.net.InetSocketAddress;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Listens for requests and has them answered. Thread-safe; closing it closes all connections. */
public final class HttpFront implements AutoCloseable {

  private static final int LONGEST_LINE = 8192;
  private static final int MOST_HEADER_BYTES = 16_384;
  private static final int HANDLERS = 4;
  private static final int WRITE_SECONDS = 60;
  private static final int POLL_MILLIS = 10;

  private final HttpSettings settings;
  private final EventLoopGroup loop;
  private final ThreadPoolExecutor handlers;
  private final ChannelGroup connections =
      new DefaultChannelGroup(GlobalEventExecutor.INSTANCE, true);
  private final AtomicInteger unanswered = new AtomicInteger();
  private final Channel listening;

  private HttpFront(HttpSettings settings, Router router, HttpMetrics metrics) {
    this.settings = settings;
    this.loop =
        new MultiThreadIoEventLoopGroup(
            1, new DefaultThreadFactory("gen-http", true), NioIoHandler.newFactory());
    this.handlers =
        new ThreadPoolExecutor(
            HANDLERS,
            HANDLERS,
            1,
            TimeUnit.MINUTES,
            new ArrayBlockingQueue<>(settings.maxConnections()),
            new DefaultThreadFactory("gen-handler", true));
    this.listening = bind(router, metrics);
  }

  /**
   * Begins to listen.
   *
   * @throws InvalidRequestException if the address cannot be listened on
   */
  public static HttpFront open(HttpSettings settings, Router router, HttpMetrics metrics) {
    return new HttpFront(settings, router, metrics);
  }

  private Channel bind(Router router, HttpMetrics metrics) {
    InetSocketAddress address = new InetSocketAddress(settings.host(), settings.port());
    if (address.isUnresolved()) {
      shutDown();
      throw new InvalidRequestException("host", "is " + settings.host() + ", which has no address");
    }
    Guard guard = new Guard(settings, address.getAddress().isLoopbackAddress(), router);
    ServerBootstrap bootstrap =
        new ServerBootstrap()
            .group(loop)
            .channel(NioServerSocketChannel.class)
            .option(ChannelOption.SO_REUSEADDR, true)
            .childHandler(
                new ChannelInitializer<SocketChannel>() {
                  @Override
                  protected void initChannel(SocketChannel channel) {
                    accept(channel, new Answering(guard, router, metrics, unanswered));
                  }
                });
    try {
      return bootstrap.bind(address).syncUninterruptibly().channel();
    } catch (Exception e) { // Netty rethrows what the socket threw, checked or not.
      shutDown();
      throw new InvalidRequestException(
          "port",
          "is %d, which cannot be listened on at %s: %s; choose another"
              .formatted(settings.port(), settings.host(), e.getMessage()));
    }
  }

  /**
   * What the requests of all connections are answered by.
   *
   * @param unanswered how many requests have no reply yet, or one that goes on
   */
  record Answering(Guard guard, Router router, HttpMetrics metrics, AtomicInteger unanswered) {}

  private void accept(SocketChannel channel, Answering answering) {
    if (connections.size() >= settings.maxConnections()) {
      channel.close();
      return;
    }
    connections.add(channel);
    Connection connection = new Connection(answering, settings, handlers);
    channel
        .pipeline()
        .addLast(new WriteTimeoutHandler(WRITE_SECONDS))
        .addLast(
            new HttpServerCodec(
                new HttpDecoderConfig()
                    .setMaxInitialLineLength(LONGEST_LINE)
                    .setMaxHeaderSize(MOST_HEADER_BYTES)))
        .addLast(new HeaderGate(answering, connection))
        .addLast(new WholeRequests(settings.maxBodyBytes(), connection))
        .addLast(connection);
  }

  /** Returns where it listens. */
  public InetSocketAddress address() {
    return (InetSocketAddress) listening.localAddress();
  }

  /** Accepts no more connections; those that are open go on. */
  public void stopListening() {
    listening.close().syncUninterruptibly();
  }

  /** Waits until every request is answered, but not longer than so many seconds. */
  public void awaitReplies(int seconds) {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
    try {
      while (unanswered.get() > 0 && System.nanoTime() < end) {
        Thread.sleep(POLL_MILLIS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    stopListening();
    connections.close().awaitUninterruptibly(1, TimeUnit.SECONDS);
    shutDown();
  }

  private void shutDown() {
    loop.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly(2, TimeUnit.SECONDS);
    handlers.shutdownNow();
  }
}
