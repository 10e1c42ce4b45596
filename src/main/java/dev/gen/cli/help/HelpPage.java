package dev.gen.cli.help;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import picocli.CommandLine.Help;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.UsageMessageSpec;

/** What {@code --help} prints: options by group, and of many only those that people use. */
public final class HelpPage {

  /** A command with more options than this hides some until {@code --help-all}. */
  private static final int MANY = 24;

  private HelpPage() {}

  /** Has a command tell its options so. */
  public static void install(CommandSpec command) {
    UsageMessageSpec message = command.usageMessage();
    message.sectionMap().put(UsageMessageSpec.SECTION_KEY_OPTION_LIST, HelpPage::options);
    message.description(CommandText.description(command));
    command.subcommands().values().forEach(sub -> install(sub.getCommandSpec()));
  }

  private static String options(Help help) {
    CommandSpec command = help.commandSpec();
    boolean all = command.options().size() <= MANY || isAskedForAll(command);
    return OptionGroup.of(command).entrySet().stream()
            .map(group -> section(help, group, all))
            .collect(Collectors.joining())
        + (all
            ? ""
            : "%nMore: %s --help-all, gen help OPTION, gen help.%n"
                .formatted(CommandText.name(command)));
  }

  private static boolean isAskedForAll(CommandSpec command) {
    OptionSpec all = command.findOption("--help-all");
    return all != null && Boolean.TRUE.equals(all.getValue());
  }

  private static String section(
      Help help, Map.Entry<OptionGroup, List<OptionSpec>> group, boolean all) {
    List<OptionSpec> shown =
        group.getValue().stream().filter(option -> all || OptionGroup.isEveryday(option)).toList();
    if (shown.isEmpty()) {
      return "";
    }
    Help.Layout layout = help.createDefaultLayout();
    layout.addAllOptions(shown, help.createDefaultParamLabelRenderer());
    return "%n%s%n%s"
        .formatted(help.colorScheme().text("@|bold " + group.getKey().heading() + "|@"), layout);
  }

  /** Returns one option as a page of its own: what it does, and its other names. */
  public static String about(OptionSpec option, List<CommandSpec> commands) {
    String name = OptionGroup.nameOf(option);
    String places =
        OptionGroup.of(commands.get(0)).containsKey(OptionGroup.OWN)
            ? ""
            : "Set beforehand: %s in a settings file, or $GEN_%s.%n"
                .formatted(name, name.toUpperCase(Locale.ROOT).replace('-', '_'));
    return "%s%n    %s%n%sAn option of: %s%n"
        .formatted(
            CommandText.names(option),
            CommandText.description(option),
            places,
            commands.stream().map(CommandText::name).collect(Collectors.joining(", ")));
  }
}
