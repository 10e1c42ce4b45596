package dev.gen.settings;

import dev.gen.error.GenException;
import dev.gen.error.InvalidRequestException;
import dev.gen.error.Nearest;
import dev.gen.files.UserFolders;
import dev.gen.job.Field;
import dev.gen.job.Job;
import dev.gen.job.JobJson;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What is set beforehand for any option: by variables such as {@code GEN_STEPS}, by the project's
 * {@code .gen.toml}, and by the user's {@code config.toml}. The former count before the latter, and
 * a chosen profile before what its file says outside of it.
 */
public final class Settings {

  /** Nothing is set. */
  public static final Settings NONE = new Settings(List.of());

  private static final String PROJECT = ".gen.toml";

  private final Map<String, Setting> byName = new LinkedHashMap<>();

  /** Takes settings of which the first of a name counts. */
  private Settings(List<Setting> settings) {
    settings.forEach(setting -> byName.putIfAbsent(setting.name(), setting));
  }

  /**
   * Where settings are looked for.
   *
   * @param user the user's folders and variables
   * @param folder the current one; the project's file lies there or above
   * @param chosen a file that is read in place of the user's
   * @param profile the name of a profile
   */
  public record Places(
      UserFolders user, Path folder, Optional<Path> chosen, Optional<String> profile) {

    /** Returns the user's own file. */
    public Path userFile() {
      return user.config().resolve("config.toml");
    }
  }

  /**
   * Reads what is set.
   *
   * @param options the names of all options that can be set
   * @throws InvalidRequestException if a file cannot be read, a name is not known, or no file has
   *     the profile
   */
  public static Settings read(Places places, Set<String> options) {
    List<SettingsFile> files = new ArrayList<>();
    project(places.folder()).map(SettingsFile::read).ifPresent(files::add);
    places
        .chosen()
        .or(() -> Optional.of(places.userFile()).filter(Files::exists))
        .map(SettingsFile::read)
        .ifPresent(files::add);
    List<Setting> settings = new ArrayList<>(variables(places.user().environment(), options));
    places.profile().ifPresent(name -> settings.addAll(profile(name, files)));
    files.forEach(file -> settings.addAll(file.settings()));
    settings.forEach(setting -> requireKnown(setting, options));
    return new Settings(settings);
  }

  /**
   * Finds the project's file: in this folder, or in one above that belongs to the same checkout.
   */
  private static Optional<Path> project(Path folder) {
    for (Path at = folder.toAbsolutePath(); at != null; at = at.getParent()) {
      if (Files.isRegularFile(at.resolve(PROJECT))) {
        return Optional.of(at.resolve(PROJECT));
      }
      if (Files.exists(at.resolve(".git"))) {
        return Optional.empty();
      }
    }
    return Optional.empty();
  }

  private static List<Setting> variables(Map<String, String> environment, Set<String> options) {
    List<Setting> settings = new ArrayList<>();
    for (String option : options) {
      String variable = "GEN_" + option.toUpperCase(Locale.ROOT).replace('-', '_');
      String value = environment.getOrDefault(variable, "");
      if (!value.isEmpty()) {
        settings.add(new Setting(option, value, "$" + variable));
      }
    }
    return settings;
  }

  private static List<Setting> profile(String name, List<SettingsFile> files) {
    List<Setting> found = new ArrayList<>();
    files.forEach(file -> file.profile(name).ifPresent(found::addAll));
    if (files.stream().noneMatch(file -> file.profile(name).isPresent())) {
      Set<String> known = new TreeSet<>();
      files.forEach(file -> known.addAll(file.profiles()));
      throw new InvalidRequestException(
          "profile",
          "is \"%s\", which no file of settings has; known profiles: %s"
              .formatted(name, known.isEmpty() ? "none" : String.join(", ", known)));
    }
    return found;
  }

  private static void requireKnown(Setting setting, Set<String> options) {
    if (!options.contains(setting.name())) {
      throw new InvalidRequestException(
          "%s sets \"%s\", which is no option%s"
              .formatted(
                  setting.source(),
                  setting.name(),
                  Nearest.question(setting.name(), options).orElse("")));
    }
  }

  /** Returns every setting that counts, in the order of where it was set. */
  public List<Setting> all() {
    return List.copyOf(byName.values());
  }

  /** Returns the value of an option that is no field of a job. */
  public Optional<String> value(String option) {
    return Optional.ofNullable(byName.get(option)).map(setting -> setting.value().toString());
  }

  /** Returns whether an option without a value is switched on. */
  public boolean isOn(String option) {
    return value(option).filter("true"::equals).isPresent();
  }

  /**
   * Returns what is set for jobs.
   *
   * @throws InvalidRequestException if a field has no such value, with where it was set
   */
  public Job job() {
    Job job = Job.EMPTY;
    for (Setting setting : byName.values()) {
      Optional<Field> field = Field.find(setting.name()).filter(known -> known != Field.OUTPUT);
      if (field.isPresent() || JobJson.switchesOff(setting.name())) {
        job = job.over(said(setting));
      }
    }
    return job;
  }

  private static Job said(Setting setting) {
    try {
      return JobJson.of(Map.of(setting.name(), setting.value()));
    } catch (GenException e) {
      throw new InvalidRequestException(setting.source() + " is not right: " + e.getMessage(), e);
    }
  }

  /**
   * Writes one setting into the user's file.
   *
   * @throws InvalidRequestException if the option or its value is not right
   */
  public static void set(Places places, String name, String value, Set<String> options) {
    String option = name.replace('_', '-');
    Setting setting = new Setting(option, value, "the new setting");
    requireKnown(setting, options);
    new Settings(List.of(setting)).job();
    SettingsFile.set(places.chosen().orElse(places.userFile()), option, value);
  }
}
