package dev.gen.cli;

import dev.gen.error.InvalidRequestException;
import dev.gen.model.DiffusionModel;
import dev.gen.model.ModelLocator;
import dev.gen.model.family.ModelFamilies;
import dev.gen.onnx.SessionSettings;
import dev.gen.text.LoraRequest;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
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

  /** Returns the model as {@code --model} names it: a name stays a name on every machine. */
  String asked() {
    return model;
  }

  /** Loads the model, with the LoRAs that the prompt asks for added to it. */
  DiffusionModel load(List<LoraRequest> loras) {
    return ModelFamilies.load(checkpoint.open(model, loras), settings());
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
