package dev.gen.cli.help;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * Shells, each with the script that completes command lines of {@code gen} in it.
 *
 * <p>Commands, options and the words that never change stand in the script; models and the like are
 * asked of the program when they are needed.
 */
public enum Shell {
  /** GNU Bash. */
  BASH("gen.bash") {
    @Override
    String script(Lines lines) {
      return """
      # Completes gen in bash: source <(gen completion bash)
      _gen() {
        local cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD-1]} options
        [[ $cur == = ]] && cur=
        [[ $prev == = ]] && prev=${COMP_WORDS[COMP_CWORD-2]}
        case $prev in
      %s    esac
        case ${COMP_WORDS[1]} in
      %s    esac
        if [[ $cur == -* ]]; then
          COMPREPLY=($(compgen -W "$options" -- "$cur"))
        elif ((COMP_CWORD == 1)); then
          COMPREPLY=($(compgen -W "%s" -- "$cur"))
        else
          compopt -o filenames
          COMPREPLY=($(compgen -f -- "$cur"))
        fi
      }
      complete -F _gen gen ./gen
      """
          .formatted(
              lines.values(
                  "    %s) COMPREPLY=($(compgen -W \"%s\" -- \"$cur\")); return ;;\n",
                  "    %s) COMPREPLY=($(compgen -W \"$(\"${COMP_WORDS[0]}\" completion --values %s"
                      + " 2>/dev/null)\" -- \"$cur\")); return ;;\n",
                  "    %s) compopt -o filenames; COMPREPLY=($(compgen -f -- \"$cur\")); return"
                      + " ;;\n",
                  "    %s) return ;;\n"),
              lines.options("    %s) options=\"%s\" ;;\n", " ", (name, about) -> name),
              lines.commandNames());
    }
  },
  /** Z shell. */
  ZSH("_gen") {
    @Override
    String script(Lines lines) {
      return """
      #compdef gen
      # Completes gen in zsh: source <(gen completion zsh), or this file as _gen in a folder of fpath
      _gen() {
        local cur=${words[CURRENT]} prev=${words[CURRENT-1]}
        local -a options
        case $prev in
      %s    esac
        case ${words[2]} in
      %s    esac
        if [[ $cur == -* ]]; then
          _describe -o option options
        elif ((CURRENT == 2)); then
          compadd -- %s
        else
          _files
        fi
      }
      compdef _gen gen
      """
          .formatted(
              lines.values(
                  "    (%s) compadd -- %s; return ;;\n",
                  "    (%s) compadd -- ${(f)\"$(${words[1]} completion --values %s 2>/dev/null)\"};"
                      + " return ;;\n",
                  "    (%s) _files; return ;;\n",
                  "    (%s) return ;;\n"),
              lines.options(
                  "    (%s) options=(%s) ;;\n",
                  " ",
                  (name, about) -> "'%s:%s'".formatted(name, quoted(about).replace(":", "\\:"))),
              lines.commandNames());
    }
  },
  /** The friendly interactive shell. */
  FISH("gen.fish") {
    @Override
    String script(Lines lines) {
      String commands = lines.commandNames();
      StringBuilder text = new StringBuilder();
      text.append("# Completes gen in fish: gen completion fish | source\n");
      lines
          .commands()
          .forEach(
              (name, command) ->
                  text.append(
                      "complete -c gen -n __fish_use_subcommand -a %s -d '%s'\n"
                          .formatted(name, quoted(CommandText.summary(command)))));
      lines
          .commandsAndDraw()
          .forEach(
              (name, command) -> {
                String where =
                    name.equals("*")
                        ? "not __fish_seen_subcommand_from " + commands
                        : "__fish_seen_subcommand_from " + name;
                command.options().stream()
                    .filter(option -> !option.hidden())
                    .forEach(
                        option ->
                            text.append(
                                "complete -c gen -n '%s' %s\n"
                                    .formatted(where, fishOption(lines, option))));
              });
      return text.toString();
    }

    private String fishOption(Lines lines, OptionSpec option) {
      OptionValues values = OptionValues.of(option, lines.asked());
      String names =
          Stream.of(option.names())
              .map(
                  name ->
                      name.startsWith("--") ? "-l " + name.substring(2) : "-s " + name.charAt(1))
              .collect(Collectors.joining(" "));
      String offered =
          switch (values.kind()) {
            case NONE -> "";
            case TEXT -> " -x";
            case WORDS -> " -x -a '" + String.join(" ", values.words()) + "'";
            case ASKED ->
                " -x -a '(gen completion --values %s)'".formatted(OptionGroup.nameOf(option));
            case FILES -> " -r -F";
          };
      return names + offered + " -d '" + quoted(CommandText.description(option)) + "'";
    }
  };

  private final String fileName;

  Shell(String fileName) {
    this.fileName = fileName;
  }

  /** Returns the name that the shell looks for. */
  public String fileName() {
    return fileName;
  }

  /**
   * Returns the script.
   *
   * @param draw the command without a name
   * @param commands those with one
   * @param asked the options whose values the program says when it is asked
   */
  public String script(CommandSpec draw, Map<String, CommandSpec> commands, Set<String> asked) {
    return script(new Lines(draw, commands, asked));
  }

  abstract String script(Lines lines);

  private static String quoted(String text) {
    return text.replace("'", "\u2019");
  }

  /** What all scripts say, in the words of each. */
  record Lines(CommandSpec draw, Map<String, CommandSpec> commands, Set<String> asked) {

    /** Words one option for a list. */
    interface Worded {
      String of(String name, String about);
    }

    String commandNames() {
      return String.join(" ", commands.keySet());
    }

    Map<String, CommandSpec> commandsAndDraw() {
      Map<String, CommandSpec> all = new LinkedHashMap<>(commands);
      all.put("*", draw);
      return all;
    }

    /** Returns a line for each command with its options. */
    String options(String line, String between, Worded worded) {
      StringBuilder text = new StringBuilder();
      commandsAndDraw()
          .forEach(
              (name, command) ->
                  text.append(
                      line.formatted(
                          name,
                          CommandText.withSubcommands(command)
                              .flatMap(one -> one.options().stream())
                              .filter(option -> !option.hidden())
                              .map(o -> worded.of(o.longestName(), CommandText.description(o)))
                              .distinct()
                              .collect(Collectors.joining(between)))));
      return text.toString();
    }

    /** Returns a line for each kind of values with the options that take them. */
    String values(String words, String askedFor, String files, String texts) {
      Map<String, Set<String>> byWords = new TreeMap<>();
      StringBuilder text = new StringBuilder();
      Set<String> paths = new TreeSet<>();
      Set<String> free = new TreeSet<>();
      for (OptionSpec option : distinctOptions()) {
        OptionValues values = OptionValues.of(option, asked);
        List<String> names = List.of(option.names());
        switch (values.kind()) {
          case NONE -> {}
          case TEXT -> free.addAll(names);
          case FILES -> paths.addAll(names);
          case WORDS ->
              byWords
                  .computeIfAbsent(String.join(" ", values.words()), w -> new TreeSet<>())
                  .addAll(names);
          case ASKED ->
              text.append(askedFor.formatted(String.join("|", names), OptionGroup.nameOf(option)));
        }
      }
      byWords.forEach((w, names) -> text.append(words.formatted(String.join("|", names), w)));
      text.append(files.formatted(String.join("|", paths)));
      return text.append(texts.formatted(String.join("|", free))).toString();
    }

    private Collection<OptionSpec> distinctOptions() {
      Map<String, OptionSpec> byName = new TreeMap<>();
      commandsAndDraw().values().stream()
          .flatMap(CommandText::withSubcommands)
          .flatMap(command -> command.options().stream())
          .filter(option -> !option.hidden())
          .forEach(option -> byName.putIfAbsent(option.longestName(), option));
      return byName.values();
    }
  }
}
