package dev.gen.files;

import java.nio.file.Path;
import java.util.Map;

/**
 * The user's folders, by the XDG base directory specification.
 *
 * @param environment the variables of the process
 * @param home the user's home folder
 */
public record UserFolders(Map<String, String> environment, Path home) {

  /** Takes the folders of the user who runs this process. */
  public static UserFolders ofProcess() {
    Map<String, String> environment = System.getenv();
    String home = environment.getOrDefault("HOME", System.getProperty("user.home", "."));
    return new UserFolders(environment, Path.of(home));
  }

  /** Returns where this program keeps what it can work out again. */
  public Path cache() {
    return folder("XDG_CACHE_HOME", ".cache");
  }

  /** Returns where the user's models and the like lie. */
  public Path data() {
    return folder("XDG_DATA_HOME", ".local/share");
  }

  /** Returns where the user's settings lie. */
  public Path config() {
    return folder("XDG_CONFIG_HOME", ".config");
  }

  /** Takes the variable where it is an absolute path, as the specification has it. */
  private Path folder(String variable, String usual) {
    String value = environment.getOrDefault(variable, "");
    Path base =
        value.startsWith("/") || value.matches("[A-Za-z]:.*")
            ? Path.of(value)
            : home.resolve(usual);
    return base.resolve("gen");
  }
}
