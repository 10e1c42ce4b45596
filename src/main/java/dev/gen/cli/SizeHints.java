package dev.gen.cli;

import dev.gen.error.InvalidRequestException;
import dev.gen.model.MicroConditioning;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Option;

/** The sizes that SDXL models are told; other models do not listen. */
final class SizeHints {

  private static final Pattern PAIR = Pattern.compile("(\\d{1,5})[x,](\\d{1,5})");

  @Option(
      names = "--original-size",
      paramLabel = "WxH",
      description = "SDXL: the size that the picture came from (default: its own size).")
  private String original;

  @Option(
      names = "--target-size",
      paramLabel = "WxH",
      description = "SDXL: the size that is aimed at (default: its own size).")
  private String target;

  @Option(
      names = "--crop",
      paramLabel = "LEFT,TOP",
      description = "SDXL: how much was cut off at the left and top (default: 0,0).")
  private String crop;

  MicroConditioning toMicroConditioning(int widthPixels, int heightPixels) {
    int[] own = {widthPixels, heightPixels};
    int[] from = pair("--original-size", original, own);
    int[] to = pair("--target-size", target, own);
    int[] cut = pair("--crop", crop, new int[2]);
    return new MicroConditioning(from[0], from[1], cut[0], cut[1], to[0], to[1]);
  }

  private static int[] pair(String option, String value, int[] absent) {
    if (value == null) {
      return absent;
    }
    Matcher pair = PAIR.matcher(value.strip());
    if (!pair.matches()) {
      throw new InvalidRequestException(
          "%s is \"%s\", expected two numbers such as 1024x1024".formatted(option, value));
    }
    return new int[] {Integer.parseInt(pair.group(1)), Integer.parseInt(pair.group(2))};
  }
}
