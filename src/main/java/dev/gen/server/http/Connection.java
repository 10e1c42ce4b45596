package dev.gen.server.http;

import dev.gen.server.http.HttpFront.Answering;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.DefaultHttpRequest;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.QueryStringDecoder;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.ScheduledFuture;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;

/**
 * One client's connection: a request, its reply, the next request.
 *
 * <p>It is read from all the while, since that is how one learns that a client has gone. A client
 * that sends a request before it has the reply to the last one gets that reply and is then closed,
 * as RFC 9112 (9.3.2) allows. Everything here runs on the connection's event loop.
 */
final class Connection extends SimpleChannelInboundHandler<FullHttpRequest> {

  /** What every reply says: nothing from elsewhere, no guessing of types, no frames. */
  private static final Map<String, String> ALWAYS =
      Map.of(
          "x-content-type-options", "nosniff",
          "cross-origin-resource-policy", "same-origin",
          "referrer-policy", "no-referrer",
          "content-security-policy", "default-src 'none'; frame-ancestors 'none'");

  private final Answering answering;
  private final HttpSettings settings;
  private final Executor handlers;
  private ChannelHandlerContext context;
  private ScheduledFuture<?> deadline;
  private CompletableFuture<Void> gone = new CompletableFuture<>();
  private boolean busy;
  private boolean last;

  Connection(Answering answering, HttpSettings settings, Executor handlers) {
    this.answering = answering;
    this.settings = settings;
    this.handlers = handlers;
  }

  @Override
  public void handlerAdded(ChannelHandlerContext added) {
    context = added;
    expectRequest();
  }

  @Override
  public void channelInactive(ChannelHandlerContext closed) {
    deadline.cancel(false);
    gone.complete(null);
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext failed, Throwable cause) {
    failed.close();
  }

  private void expectRequest() {
    deadline =
        context.executor().schedule(this::tooSlow, settings.requestSeconds(), TimeUnit.SECONDS);
  }

  private void begin() {
    busy = true;
    answering.unanswered().incrementAndGet();
  }

  private void tooSlow() {
    last = true;
    begin();
    write(Optional.empty(), reply("", HttpError.of(408, "time", "no whole request came in time")));
  }

  @Override
  protected void channelRead0(ChannelHandlerContext read, FullHttpRequest message) {
    if (busy) {
      last = true;
      return;
    }
    begin();
    last = !HttpUtil.isKeepAlive(message);
    deadline.cancel(false);
    if (message.decoderResult().isFailure()) {
      last = true;
      write(Optional.empty(), reply("", unreadable(message.decoderResult().cause())));
      return;
    }
    answer(message);
  }

  private void answer(FullHttpRequest message) {
    Optional<HttpRequest> asked = Optional.of(message);
    Request request;
    try {
      request = request(message, gone);
    } catch (IllegalArgumentException e) {
      write(asked, reply("", HttpError.of(400, "request", "the address is malformed")));
      return;
    }
    if (Guard.isPreflight(message)) {
      write(asked, preflight(request));
      return;
    }
    Optional<HttpRequest> kept =
        Optional.of(
            new DefaultHttpRequest(
                message.protocolVersion(), message.method(), message.uri(), message.headers()));
    try {
      handlers.execute(() -> handled(request).whenComplete((r, e) -> later(kept, request, r, e)));
    } catch (RejectedExecutionException e) {
      write(asked, reply(request.path(), HttpError.of(503, "busy", "too many requests at once")));
    }
  }

  private CompletionStage<Reply> handled(Request request) {
    try {
      return answering.router().find(request.method(), request.path()).handle(request);
    } catch (RuntimeException | Error e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  private void later(Optional<HttpRequest> asked, Request request, Reply reply, Throwable e) {
    Reply answer = e == null ? reply : reply(request.path(), HttpError.of(e));
    context.executor().execute(() -> write(asked, answer));
  }

  /** Answers a request whose body is not wanted; the connection ends with it. */
  void refuse(HttpRequest request, HttpError error) {
    if (busy) {
      context.close();
      return;
    }
    begin();
    last = true;
    deadline.cancel(false);
    write(Optional.of(request), reply(path(request.uri()), error));
  }

  private Reply reply(String path, HttpError error) {
    Reply reply = Reply.json(error.status(), answering.router().shape(path).json(error));
    for (Map.Entry<String, String> header : error.headers().entrySet()) {
      reply = reply.with(header.getKey(), header.getValue());
    }
    return reply;
  }

  private static Reply preflight(Request request) {
    return Reply.of(204, "text/plain", new byte[0])
        .with("access-control-allow-methods", "GET, POST, DELETE")
        .with("access-control-allow-headers", "authorization, content-type")
        .with("access-control-max-age", "600");
  }

  private void write(Optional<HttpRequest> asked, Reply reply) {
    String path = asked.map(request -> path(request.uri())).orElse("");
    answering.metrics().answered(answering.router().label(path), reply.status());
    HttpResponse response = head(reply);
    ALWAYS.forEach(
        (name, value) -> {
          if (!reply.headers().containsKey(name)) {
            response.headers().set(name, value);
          }
        });
    asked
        .flatMap(r -> answering.guard().sharedWith(Optional.ofNullable(r.headers().get("origin"))))
        .ifPresent(
            origin ->
                response
                    .headers()
                    .set("access-control-allow-origin", origin)
                    .set("vary", "origin")
                    .set("cross-origin-resource-policy", "cross-origin"));
    if (reply.events().isPresent()) {
      context.writeAndFlush(response);
      context.channel().closeFuture().addListener(this::answered);
      reply.events().get().accept(new EventStream(context.channel()));
      return;
    }
    HttpUtil.setContentLength(response, reply.body().length);
    HttpUtil.setKeepAlive(response, !last);
    boolean head = asked.map(request -> request.method().name().equals("HEAD")).orElse(false);
    DefaultFullHttpResponse whole =
        new DefaultFullHttpResponse(
            HttpVersion.HTTP_1_1,
            response.status(),
            head ? Unpooled.EMPTY_BUFFER : Unpooled.wrappedBuffer(reply.body()));
    whole.headers().set(response.headers());
    if (last) {
      context
          .writeAndFlush(whole)
          .addListener(this::answered)
          .addListener(ChannelFutureListener.CLOSE);
    } else {
      context.writeAndFlush(whole).addListener(this::answered);
      busy = false;
      gone = new CompletableFuture<>();
      expectRequest();
    }
  }

  private void answered(Future<?> written) {
    answering.unanswered().decrementAndGet();
  }

  private static HttpResponse head(Reply reply) {
    HttpResponse response =
        new DefaultHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.valueOf(reply.status()));
    reply.headers().forEach((name, value) -> response.headers().set(name, value));
    if (reply.events().isPresent()) {
      HttpUtil.setTransferEncodingChunked(response, true);
      response.headers().set(HttpHeaderNames.CONNECTION, "close");
    }
    return response;
  }

  private static HttpError unreadable(Throwable cause) {
    if (cause instanceof TooLongHttpLineException) {
      return HttpError.of(414, "address", "the address is too long");
    }
    return cause instanceof TooLongHttpHeaderException
        ? HttpError.of(431, "headers", "the headers are too long")
        : HttpError.of(400, "request", "this is no HTTP request");
  }

  private static Request request(FullHttpRequest message, CompletableFuture<Void> gone) {
    QueryStringDecoder address = new QueryStringDecoder(message.uri());
    Map<String, String> headers = new LinkedHashMap<>();
    for (Map.Entry<String, String> header : message.headers()) {
      headers.putIfAbsent(header.getKey().toLowerCase(Locale.ROOT), header.getValue());
    }
    return new Request(
        message.method().name(),
        path(message.uri()),
        address.parameters(),
        headers,
        ByteBufUtil.getBytes(message.content()),
        gone);
  }

  /** Returns the decoded path of an address; what cannot be decoded is no path that is there. */
  static String path(String uri) {
    try {
      return new QueryStringDecoder(uri).path();
    } catch (IllegalArgumentException e) {
      return "";
    }
  }
}
