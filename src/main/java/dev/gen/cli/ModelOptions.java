package dev.gen.cli;

import dev.gen.checkpoint.CheckpointOptions;
import dev.gen.error.InvalidRequestException;
import dev.gen.model.DiffusionModel;
import dev.gen.model.ModelLocator;
import dev.gen.model.ModelSource;
import dev.gen.model.ModelSources;
import dev.gen.onnx.SessionSettings;
import dev.gen.text.LoraRequest;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Which model draws, and with how much of the machine. */
final class ModelOptions {

  private static final String BUILT_IN = "storybook";

  @Option(
      names = {"-m", "--model"},
      paramLabel = "MODEL",
      defaultValue = BUILT_IN,
      description =
          "A model directory, a .safetensors file, or the name of one in models/ beside the program,"
              + " in $GEN_MODELS or in ~/.local/share/gen/models (default: ${DEFAULT-VALUE}).")
  private String model;

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "Threads that a network computes with (default: one per processor).")
  private Integer threads;

  @Mixin private final CheckpointFlags checkpoint = new CheckpointFlags();

  /** Loads the model, with the LoRAs that the prompt asks for added to it. */
  DiffusionModel load(List<LoraRequest> loras) {
    ModelLocator locator = locator();
    ModelSource source =
        ModelSources.open(
            locator.find(model),
            checkpoint.toOptions(loras, locator),
            checkpoint.tokenizer(),
            locator.list());
    return DiffusionModel.load(source, settings());
  }

  /** Loads a model by path or name, to look at it. */
  static DiffusionModel load(String nameOrPath) {
    ModelLocator locator = locator();
    ModelSource source =
        ModelSources.open(
            locator.find(nameOrPath), CheckpointOptions.none(), Optional.empty(), locator.list());
    return DiffusionModel.load(source, SessionSettings.ofAllProcessors());
  }

  private SessionSettings settings() {
    if (threads == null) {
      return SessionSettings.ofAllProcessors();
    }
    if (threads < 1 || threads > 1024) {
      throw new InvalidRequestException("--threads is " + threads + ", expected 1 to 1024");
    }
    return new SessionSettings(threads);
  }

  /** Looks beside the program, in {@code $GEN_MODELS}, and in the user's data folder. */
  static ModelLocator locator() {
    List<Path> folders = new ArrayList<>();
    folders.add(Path.of(System.getProperty("gen.home", ".")).resolve("models"));
    String own = System.getenv("GEN_MODELS");
    if (own != null && !own.isBlank()) {
      folders.add(Path.of(own));
    }
    folders.add(dataFolder().resolve("gen").resolve("models"));
    return new ModelLocator(folders);
  }

  private static Path dataFolder() {
    String data = System.getenv("XDG_DATA_HOME");
    return data == null || data.isBlank()
        ? Path.of(System.getProperty("user.home"), ".local", "share")
        : Path.of(data);
  }
}
