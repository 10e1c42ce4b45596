package dev.gen.server.http;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** How an interface spells errors. */
@FunctionalInterface
public interface ErrorShape {

  /** Returns an error as JSON. */
  ObjectNode json(HttpError error);

  /** Spells errors as this program does: a kind, the field where there is one, and a sentence. */
  static ObjectNode plain(HttpError error) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    ObjectNode inner = json.putObject("error").put("kind", error.kind());
    error.field().ifPresent(field -> inner.put("field", field));
    inner.put("message", error.getMessage());
    return json;
  }
}
