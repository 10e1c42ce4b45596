package dev.gen.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gen.error.InvalidRequestException;
import dev.gen.files.UserFolders;
import dev.gen.job.Addition;
import dev.gen.job.Field;
import dev.gen.job.Job;
import dev.gen.settings.Settings.Places;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsTest {

  private static final Set<String> OPTIONS =
      Set.of(
          "steps",
          "guidance-scale",
          "seed",
          "lora",
          "threads",
          "sampler",
          "style",
          "no-completion");

  @TempDir Path folder;

  private final Map<String, String> variables = new HashMap<>();
  private Optional<String> profile = Optional.empty();

  private Places places() throws IOException {
    Path project = Files.createDirectories(folder.resolve("project/inner"));
    return new Places(
        new UserFolders(variables, folder.resolve("home")), project, Optional.empty(), profile);
  }

  private void user(String toml) throws IOException {
    Path file = places().userFile();
    Files.createDirectories(file.getParent());
    Files.writeString(file, toml);
  }

  private void project(String toml) throws IOException {
    Files.createDirectories(folder.resolve("project/.git"));
    Files.writeString(folder.resolve("project/.gen.toml"), toml);
  }

  private Settings read() throws IOException {
    return Settings.read(places(), OPTIONS);
  }

  @Test
  void readsListsAndWhatSwitchesOffAField() throws IOException {
    user("style = [\"ink\", \"poster\"]\nno-completion = true\n");

    assertThat(read().job())
        .isEqualTo(
            Job.EMPTY.with(Field.COMPLETION, "off").with(Field.STYLE, List.of("ink", "poster")));
  }

  @Test
  void variablesCountBeforeTheProjectAndThatBeforeTheUser() throws IOException {
    user("steps = 1\nseed = 1\nguidance_scale = 1.5\n");
    project("steps = 2\nseed = 2\n");
    variables.put("GEN_STEPS", "3");

    assertThat(read().job())
        .isEqualTo(
            Job.EMPTY.with(Field.STEPS, 3).with(Field.SEED, 2).with(Field.GUIDANCE_SCALE, 1.5));
    assertThat(read().all())
        .extracting(Setting::source)
        .containsExactly(
            "$GEN_STEPS",
            folder.resolve("project/.gen.toml").toString(),
            places().userFile().toString());
  }

  @Test
  void aProfileCountsBeforeWhatIsSetForAll() throws IOException {
    user("steps = 20\n[profile.draft]\nsteps = 4\nlora = [\"ink:0.5\"]\n");
    assertThat(read().job()).isEqualTo(Job.EMPTY.with(Field.STEPS, 20));

    profile = Optional.of("draft");

    assertThat(read().job().whole(Field.STEPS)).hasValue(4);
    assertThat(read().job().additions(Field.LORA))
        .containsExactly(Addition.of("ink").withScale(0.5));
    profile = Optional.of("drat");
    assertThatThrownBy(this::read).hasMessageContaining("known profiles: draft");
  }

  @Test
  void refusesWhatIsNoOptionNoValueOrNoToml() throws IOException {
    user("stepz = 3\n");
    assertThatThrownBy(this::read)
        .isInstanceOf(InvalidRequestException.class)
        .hasMessageContainingAll("config.toml", "stepz", "did you mean steps?");
    user("steps = \"many\"\n");
    assertThatThrownBy(() -> read().job())
        .hasMessageContainingAll("config.toml", "steps is \"many\", expected 1 to 1000");
    user("steps = = 3\n");
    assertThatThrownBy(this::read).hasMessageContainingAll("config.toml", "is not TOML", "line 1");
    Files.delete(places().userFile());
    Files.createDirectory(places().userFile());
    assertThatThrownBy(this::read).hasMessageContaining("is a folder");
  }

  @Test
  void setsOneLineAndLeavesTheOthers() throws IOException {
    user("# mine\nsteps = 3\n\n[profile.draft]\nsteps = 4\n");

    Settings.set(places(), "steps", "30", OPTIONS);
    Settings.set(places(), "sampler", "euler_a", OPTIONS);

    assertThat(places().userFile())
        .hasContent("# mine\nsteps = 30\n\nsampler = \"euler_a\"\n[profile.draft]\nsteps = 4\n");
    assertThatThrownBy(() -> Settings.set(places(), "steps", "0", OPTIONS))
        .hasMessageContaining("steps is 0");
    assertThat(read().value("threads")).isEmpty();
  }
}
