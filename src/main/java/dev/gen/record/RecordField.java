package dev.gen.record;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BigIntegerNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Locale;
import java.util.Optional;

/** What records of any program may say, by one name for all. */
public enum RecordField {
  /** The program that made the picture: {@code gen}, {@code automatic1111}, {@code comfyui}. */
  PROGRAM(Kind.TEXT),
  /** As recorded, with tags such as {@code <lora:name:1>}. */
  PROMPT(Kind.TEXT),
  /** As recorded. */
  NEGATIVE_PROMPT(Kind.TEXT),
  /** Of the sampler. */
  STEPS(Kind.WHOLE),
  /** In the program's own words. */
  SAMPLER(Kind.TEXT),
  /** The choice of noise levels, in the program's own words. */
  SCHEDULER(Kind.TEXT),
  /** The classifier-free scale; a distilled guidance is something else. */
  GUIDANCE_SCALE(Kind.DECIMAL),
  /** Not limited to 64 bits. */
  SEED(Kind.WHOLE),
  /** Pixels, as the record has them, before any enlargement. */
  WIDTH(Kind.WHOLE),
  /** Pixels, as the record has them, before any enlargement. */
  HEIGHT(Kind.WHOLE),
  /** A name or a path. */
  MODEL(Kind.TEXT),
  /** In the program's own form. */
  MODEL_HASH(Kind.TEXT),
  /** An autoencoder that is not the model's own. */
  VAE(Kind.TEXT),
  /** How much of a start picture was changed, 0 to 1. */
  STRENGTH(Kind.DECIMAL),
  /** Counts as Automatic1111 does: 2 leaves one layer of the text encoder out. */
  CLIP_SKIP(Kind.WHOLE);

  private enum Kind {
    TEXT,
    WHOLE,
    DECIMAL
  }

  private static final int MOST_DIGITS = 40;

  private final Kind kind;

  RecordField(Kind kind) {
    this.kind = kind;
  }

  /** Returns its name in JSON. */
  public String fieldName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Returns a value in the field's one form; empty if it has none, as of an empty text. */
  Optional<JsonNode> value(JsonNode raw) {
    String text = raw.isValueNode() && !raw.isNull() ? raw.asText() : "";
    if (text.isBlank()) {
      return Optional.empty();
    }
    return kind == Kind.TEXT ? Optional.of(TextNode.valueOf(text)) : number(text.strip());
  }

  private Optional<JsonNode> number(String text) {
    if (text.length() > MOST_DIGITS) {
      return Optional.empty();
    }
    try {
      if (kind == Kind.DECIMAL) {
        double value = Double.parseDouble(text);
        return Double.isFinite(value) ? Optional.of(DoubleNode.valueOf(value)) : Optional.empty();
      }
      return Optional.of(BigIntegerNode.valueOf(whole(text)));
    } catch (ArithmeticException | NumberFormatException e) {
      return Optional.empty();
    }
  }

  private static BigInteger whole(String text) {
    BigDecimal value = new BigDecimal(text);
    if (Math.abs((long) value.scale()) > MOST_DIGITS) {
      throw new ArithmeticException("too many digits");
    }
    return value.toBigIntegerExact();
  }
}
