package dev.gen.server.http;

import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.multipart.Attribute;
import io.netty.handler.codec.http.multipart.DefaultHttpDataFactory;
import io.netty.handler.codec.http.multipart.FileUpload;
import io.netty.handler.codec.http.multipart.HttpPostRequestDecoder;
import io.netty.handler.codec.http.multipart.InterfaceHttpData;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A form of several parts (RFC 7578), held in memory.
 *
 * @param texts the fields, by name; of several with one name the first
 * @param files what was sent as files, by name; of several with one name the first
 */
public record Forms(Map<String, String> texts, Map<String, byte[]> files) {

  private static final int MOST_PARTS = 100;
  private static final int MOST_HEADER_BYTES = 16_384;

  /**
   * Reads a form.
   *
   * @throws HttpError 400 or 415 if the body is none
   */
  public static Forms read(Request request) {
    if (!request.mediaType().equals("multipart/form-data")) {
      throw HttpError.of(415, "body", "the body is no form; send multipart/form-data");
    }
    DefaultFullHttpRequest message =
        new DefaultFullHttpRequest(
            HttpVersion.HTTP_1_1, HttpMethod.POST, "/", Unpooled.wrappedBuffer(request.body()));
    message.headers().set("content-type", request.header("content-type").orElseThrow());
    HttpPostRequestDecoder decoder = null;
    try {
      decoder =
          new HttpPostRequestDecoder(
              new DefaultHttpDataFactory(false),
              message,
              java.nio.charset.StandardCharsets.UTF_8,
              MOST_PARTS,
              MOST_HEADER_BYTES);
      return read(decoder);
    } catch (IOException | RuntimeException e) {
      throw HttpError.of(400, "body", "the form cannot be read: " + e.getMessage());
    } finally {
      if (decoder != null) {
        decoder.destroy();
      }
    }
  }

  private static Forms read(HttpPostRequestDecoder decoder) throws IOException {
    Map<String, String> texts = new LinkedHashMap<>();
    Map<String, byte[]> files = new LinkedHashMap<>();
    for (InterfaceHttpData part : decoder.getBodyHttpDatas()) {
      if (part instanceof FileUpload file && file.isCompleted()) {
        files.putIfAbsent(part.getName(), file.get());
      } else if (part instanceof Attribute attribute) {
        texts.putIfAbsent(part.getName(), attribute.getValue());
      }
    }
    return new Forms(texts, files);
  }
}
