package dev.gen.spark;

import dev.gen.error.GenException;
import dev.gen.error.InferenceException;
import dev.gen.error.ModelFormatException;
import dev.gen.error.OutputException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds what really happened in what Spark tells of tasks that failed. */
final class TaskFailure {

  private static final Pattern KNOWN = Pattern.compile("dev\\.gen\\.error\\.(\\w+): ([^\\r\\n]*)");

  private TaskFailure() {}

  /** Returns the failure itself if it is one of this program, there or in the words of Spark. */
  static Exception of(Exception told) {
    for (Throwable cause = told; cause != null; cause = cause.getCause()) {
      if (cause instanceof GenException known) {
        return known;
      }
    }
    Matcher words = KNOWN.matcher(String.valueOf(told.getMessage()));
    if (!words.find()) {
      return told;
    }
    return switch (words.group(1)) {
      case "OutputException" -> new OutputException(words.group(2), told);
      case "ModelFormatException" -> new ModelFormatException(words.group(2), told);
      default -> new InferenceException(words.group(2), told);
    };
  }
}
