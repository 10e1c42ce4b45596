package dev.gen.cli.help;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** The manual page of a command, in the man macros of roff, section 1. */
public final class ManPage {

  private ManPage() {}

  /** Returns the file name, such as {@code gen-models-show.1}. */
  public static String fileName(CommandSpec command) {
    return CommandText.name(command).replace(' ', '-') + ".1";
  }

  /** Returns the page. */
  public static String of(CommandSpec command, String version) {
    StringBuilder page = new StringBuilder();
    String title = CommandText.name(command).replace(' ', '-');
    page.append(".TH %s 1 \"\" \"%s\" \"Pictures from words\"\n".formatted(upper(title), version));
    page.append(".SH NAME\n%s \\- %s\n".formatted(roff(title), roff(CommandText.summary(command))));
    page.append(".SH SYNOPSIS\n%s\n".formatted(roff(CommandText.synopsis(command))));
    page.append(".SH DESCRIPTION\n%s\n".formatted(roff(CommandText.description(command))));
    for (PositionalParamSpec parameter : command.positionalParameters()) {
      entry(page, "\\fI" + roff(parameter.paramLabel()) + "\\fR", parameter.description());
    }
    page.append(".SH OPTIONS\n");
    for (Map.Entry<OptionGroup, List<OptionSpec>> group : OptionGroup.of(command).entrySet()) {
      page.append(".SS %s\n".formatted(group.getKey().heading()));
      group
          .getValue()
          .forEach(
              option ->
                  entry(
                      page,
                      "\\fB" + roff(CommandText.names(option)) + "\\fR",
                      CommandText.description(option)));
    }
    if (!CommandText.examples(command).isEmpty()) {
      page.append(".SH EXAMPLES\n.nf\n");
      CommandText.examples(command).forEach(line -> page.append(roff(line)).append('\n'));
      page.append(".fi\n");
    }
    if (!CommandText.exitCodes(command).isEmpty()) {
      page.append(".SH EXIT STATUS\n%s\n".formatted(roff(CommandText.exitCodes(command))));
    }
    if (command.parent() != null || !CommandText.name(command).equals("gen")) {
      page.append(".SH SEE ALSO\ngen(1)\n");
    }
    return page.toString();
  }

  private static String upper(String title) {
    return title.toUpperCase(Locale.ROOT);
  }

  private static void entry(StringBuilder page, String term, String... text) {
    page.append(".TP\n%s\n%s\n".formatted(term, roff(String.join(" ", text))));
  }

  /** Escapes what roff would take for its own. */
  private static String roff(String text) {
    String escaped = text.replace("\\", "\\e").replace("-", "\\-");
    return escaped.startsWith(".") || escaped.startsWith("'") ? "\\&" + escaped : escaped;
  }
}
