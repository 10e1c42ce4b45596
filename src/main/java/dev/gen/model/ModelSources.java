package dev.gen.model;

import dev.gen.checkpoint.Checkpoint;
import dev.gen.checkpoint.CheckpointOptions;
import dev.gen.checkpoint.safetensors.Pickles;
import dev.gen.error.InvalidRequestException;
import dev.gen.graph.Precision;
import dev.gen.onnx.Processor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Opens models of every kind: ONNX directories, checkpoint files and checkpoint directories. */
public final class ModelSources {

  private static final Logger LOG = LoggerFactory.getLogger(ModelSources.class);

  private ModelSources() {}

  /**
   * Opens a model.
   *
   * @param path a file or folder
   * @param options what the user says about a checkpoint
   * @param tokenizer a tokenizer folder that the user names
   * @param locator finds the other models, whose vocabularies may serve
   * @param precision of what draws
   * @throws dev.gen.error.ModelFormatException if it is no model, or a LoRA is for another family
   * @throws InvalidRequestException if options for checkpoints are given for an ONNX directory
   */
  public static ModelSource open(
      Path path,
      CheckpointOptions options,
      Optional<Path> tokenizer,
      ModelLocator locator,
      Precision precision) {
    Quantized.check(precision, options, Processor.features());
    boolean exported = Files.exists(path.resolve("unet").resolve("model.onnx"));
    boolean weights = Files.isRegularFile(path) || hasWeights(path);
    boolean plain = options.equals(CheckpointOptions.none());
    if (!weights || exported && plain) {
      OnnxDirectory directory = OnnxDirectory.open(path, precision);
      if (!plain) {
        throw new InvalidRequestException(
            path
                + " is an ONNX export, whose weights cannot be added to; --lora, --vae, --embedding"
                + " and the like work with checkpoints of safetensors");
      }
      Quantized.check(precision, directory);
      return directory;
    }
    List<Path> models = new ArrayList<>();
    models.add(path);
    options.configs().ifPresent(models::add);
    models.addAll(locator.list());
    models.addAll(locator.folders());
    Checkpoint checkpoint = Checkpoint.open(path, options);
    checkpoint.guesses().forEach(guess -> LOG.debug("{}: {}", path, guess.sentence()));
    CheckpointSource source =
        new CheckpointSource(
            checkpoint,
            new TokenizerFolders(tokenizer, models, VocabularyPlaces.ofUser()),
            precision);
    source.requireFittingLoras();
    return source;
  }

  /** A checkpoint directory keeps the denoiser's weights as safetensors, or pickled, to refuse. */
  private static boolean hasWeights(Path folder) {
    try (Stream<Path> files = Files.list(folder.resolve("unet"))) {
      return files.anyMatch(file -> file.getFileName().toString().contains(".safetensors"))
          || Pickles.in(folder.resolve("unet")).isPresent();
    } catch (IOException e) {
      return false;
    }
  }
}
