package dev.gen.screen;

import dev.gen.image.RgbImage;
import java.util.Map;
import java.util.Optional;

/**
 * Shows pictures between the lines of a terminal, in the best form that it says it can show.
 *
 * @param form how pictures are said
 * @param window how large they may be
 * @param colours how many they may have
 */
public record Screen(PictureForm form, Window window, int colours) {

  private static final int COLOURS_OF_MOST = 256;

  /**
   * Asks the user's terminal what it can show; where nothing answers, characters are shown.
   *
   * @param environment says what a terminal calls itself, and how many colours it has
   * @return empty where it calls itself dumb, or nothing
   */
  public static Optional<Screen> ask(Map<String, String> environment) {
    String name = environment.getOrDefault("TERM", "");
    if (name.isEmpty() || name.equals("dumb")) {
      return Optional.empty();
    }
    Window window = Tty.window().orElse(Window.USUAL);
    // Consoles without a program behind them print what they do not know.
    return Optional.of(
        name.equals("linux") ? blocks(window, environment) : asked(window, environment));
  }

  private static Screen asked(Window window, Map<String, String> environment) {
    Abilities abilities = Abilities.read(Tty.ask(Abilities.QUERY, Abilities.END));
    return switch (abilities.form()) {
      case BLOCKS -> blocks(window, environment);
      case SIXEL ->
          new Screen(
              PictureForm.SIXEL,
              abilities.window(window),
              Abilities.colours(Tty.ask(Abilities.COLOURS_QUERY, Abilities.END)));
      default -> new Screen(abilities.form(), abilities.window(window), PictureForm.ALL_COLOURS);
    };
  }

  /** Returns a screen of characters, in all colours where the environment says that it has them. */
  public static Screen blocks(Window window, Map<String, String> environment) {
    boolean all =
        environment.getOrDefault("COLORTERM", "").matches("truecolor|24bit")
            || environment.getOrDefault("TERM", "").endsWith("-direct");
    return new Screen(PictureForm.BLOCKS, window, all ? PictureForm.ALL_COLOURS : COLOURS_OF_MOST);
  }

  /** Returns a screen that takes a form without having been asked. */
  public static Screen taking(PictureForm form, Map<String, String> environment) {
    Window window = Tty.window().orElse(Window.USUAL);
    return form == PictureForm.BLOCKS
        ? blocks(window, environment)
        : new Screen(form, window, COLOURS_OF_MOST);
  }

  /** Says a picture so that it is shown. */
  public String text(RgbImage image) {
    return form.encode(image, window, colours);
  }

  /** Shows a picture on the user's terminal, and returns whether there is one. */
  public boolean show(RgbImage image) {
    return Tty.write(text(image));
  }
}
