package dev.gen.cli.help;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** What options are about, in the order in which they are told. */
public enum OptionGroup {
  /** What a command has for itself. */
  OWN("Options"),
  /** What the picture is like. */
  PICTURE(
      "The picture",
      "negative-prompt width height count seed init-image mask strength best-of keep ranker"
          + " safety"),
  /** Where pictures go, and what is seen of them. */
  FILES("Files", "output force mkdir no-metadata preview animate animate-frames show grid"),
  /** How the words are read. */
  WORDS(
      "The words",
      "prompt-file wildcards combinatorial style styles sweep yes no-completion no-choices"
          + " prompt-syntax no-prompt-weights prompt-2 negative-prompt-2 clip-skip"),
  /** How noise becomes a picture. */
  SAMPLING(
      "From noise to picture",
      "steps guidance-scale sampler sigmas eta rng guidance-rescale guidance-interval reuse"
          + " temperature top-k top-p"),
  /** Which networks draw. */
  MODEL(
      "The model",
      "model lora embedding unet text-encoder text-encoder-2 vae tokenizer configs family"
          + " prediction-type model-sha256"),
  /** What only SDXL is told. */
  SDXL(
      "Sizes that SDXL is told",
      "original-size target-size crop negative-original-size negative-target-size negative-crop"),
  /** With what it is computed. */
  MACHINE("The machine", "threads precision low-memory vae-tiling no-cache"),
  /** What is set beforehand, and what is said. */
  SAYING(
      "Settings and help", "config profile print-job dry-run quiet verbose version help help-all");

  /** The options that people use; the others are told when they are asked for. */
  private static final Set<String> EVERYDAY =
      words(
          "output negative-prompt width height count seed init-image style steps"
              + " guidance-scale model help help-all");

  private final String heading;
  private final Set<String> names;

  OptionGroup(String heading) {
    this(heading, "");
  }

  OptionGroup(String heading, String names) {
    this.heading = heading;
    this.names = words(names);
  }

  private static Set<String> words(String text) {
    return Set.of(text.isEmpty() ? new String[0] : text.split(" "));
  }

  /** Returns what stands above its options. */
  public String heading() {
    return heading;
  }

  /** Returns whether most people will want an option, of a command that has many. */
  static boolean isEveryday(OptionSpec option) {
    return EVERYDAY.contains(nameOf(option)) || groupOf(option) == OWN;
  }

  /** Returns the options of a command by group; groups without one are absent. */
  public static Map<OptionGroup, List<OptionSpec>> of(CommandSpec command) {
    Map<OptionGroup, List<OptionSpec>> groups = new EnumMap<>(OptionGroup.class);
    command.options().stream()
        .filter(option -> !option.hidden())
        .forEach(
            option -> groups.computeIfAbsent(groupOf(option), g -> new ArrayList<>()).add(option));
    return groups;
  }

  private static OptionGroup groupOf(OptionSpec option) {
    return Arrays.stream(values())
        .filter(group -> group.names.contains(nameOf(option)))
        .findFirst()
        .orElse(OWN);
  }

  /** Returns the longest name of an option, without the hyphens before it. */
  public static String nameOf(OptionSpec option) {
    return option.longestName().replaceFirst("^-+", "");
  }
}
