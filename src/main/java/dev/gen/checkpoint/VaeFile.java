package dev.gen.checkpoint;

import dev.gen.checkpoint.keys.DiffusersVaeKeys;
import dev.gen.checkpoint.keys.KeyRule;
import dev.gen.checkpoint.keys.LdmVaeKeys;
import dev.gen.checkpoint.keys.TinyVaeKeys;
import dev.gen.checkpoint.safetensors.SafetensorsFile;
import dev.gen.checkpoint.safetensors.StoredTensor;
import dev.gen.checkpoint.safetensors.TensorTable;
import dev.gen.error.ModelFormatException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A VAE that lies apart from its model.
 *
 * @param config its own config, or that of the model's own VAE where it has none
 * @param weights its weights
 */
record VaeFile(Map<String, Object> config, Weights weights) {

  /** What single files put before the names of the VAE's weights. */
  static final String PREFIX = "first_stage_model.";

  private static final List<String> PREFIXES = List.of(PREFIX, "vae.", "");
  private static final String FIRST = "decoder.conv_in.weight";

  /** The config of a tiny autoencoder: its latents are the UNet's, unscaled. */
  private static final Map<String, Object> TINY =
      Map.of("_class_name", "AutoencoderTiny", "latent_channels", 4, "scaling_factor", 1.0);

  /** Opens a folder or a file in any of the dialects. */
  static VaeFile open(Path fileOrFolder, Map<String, Object> modelsConfig) {
    String place = fileOrFolder.toString();
    if (Files.isDirectory(fileOrFolder)) {
      Path config = fileOrFolder.resolve("config.json");
      return of(
          place,
          TensorTable.openFolder(fileOrFolder).tensors(),
          Files.isRegularFile(config) ? Configs.read(config) : modelsConfig);
    }
    return of(place, SafetensorsFile.open(fileOrFolder).tensors(), modelsConfig);
  }

  private static VaeFile of(
      String place, Map<String, StoredTensor> tensors, Map<String, Object> config) {
    if (isTiny(tensors)) {
      return new VaeFile(TINY, Weights.of(place, tensors, new TinyVaeKeys()));
    }
    Optional<String> prefix =
        PREFIXES.stream().filter(before -> tensors.containsKey(before + FIRST)).findFirst();
    if (prefix.isEmpty()) {
      throw new ModelFormatException(
          "%s: there is no VAE in it (no '%s'); give another file as vae".formatted(place, FIRST));
    }
    boolean original = tensors.containsKey(prefix.get() + "decoder.norm_out.weight");
    KeyRule rule = original ? ldmRule(config) : new DiffusersVaeKeys();
    return new VaeFile(config, Weights.of(place, tensors, rule.after(prefix.get())));
  }

  /** Tells whether a key is that of a VAE's first weight, whatever stands before it. */
  static boolean isPartOfVae(String key) {
    return PREFIXES.stream().anyMatch(prefix -> key.equals(prefix + FIRST));
  }

  /** A tiny autoencoder has numbered layers; whole, or one half in a file. */
  static boolean isTiny(Map<String, StoredTensor> tensors) {
    return tensors.containsKey("decoder.layers.0.weight")
        || tensors.containsKey("1.weight")
        || tensors.containsKey("1.conv.0.weight");
  }

  /** Returns the rule of the original repositories, for a VAE of that config. */
  static KeyRule ldmRule(Map<String, Object> config) {
    int levels = config.get("block_out_channels") instanceof List<?> list ? list.size() : 4;
    return new LdmVaeKeys(levels);
  }
}
