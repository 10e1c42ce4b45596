package dev.gen.files;

import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;

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

  /** Returns where Hugging Face's programs keep what they fetch. */
  public Path huggingFace() {
    String own = environment.getOrDefault("HF_HOME", "");
    return own.isBlank() ? base("XDG_CACHE_HOME", ".cache").resolve("huggingface") : Path.of(own);
  }

  /** Returns the folder of their cache that has one folder a model. */
  public Path hubCache() {
    return Stream.of("HF_HUB_CACHE", "HUGGINGFACE_HUB_CACHE")
        .map(name -> environment.getOrDefault(name, ""))
        .filter(value -> !value.isBlank())
        .map(Path::of)
        .findFirst()
        .orElseGet(() -> huggingFace().resolve("hub"));
  }

  private Path folder(String variable, String usual) {
    return base(variable, usual).resolve("gen");
  }

  /** Takes the variable where it is an absolute path, as the specification has it. */
  private Path base(String variable, String usual) {
    String value = environment.getOrDefault(variable, "");
    return value.startsWith("/") || value.matches("[A-Za-z]:.*")
        ? Path.of(value)
        : home.resolve(usual);
  }
}
