package dev.gen.checkpoint;

import dev.gen.checkpoint.safetensors.SafetensorsFile;
import java.util.Set;
import java.util.stream.Stream;

/** What a safetensors file is for, told from its keys. */
public enum FileKind {
  /** A whole model. */
  CHECKPOINT,
  /** Low-rank updates of a model's weights. */
  LORA,
  /** Learned tokens for a prompt. */
  EMBEDDING,
  /** An autoencoder apart from its model. */
  VAE,
  /** A tiny autoencoder, TAESD or its like. */
  TINY_VAE,
  /** None of these. */
  OTHER;

  private static final Set<String> EMBEDDING_KEYS = Set.of("emb_params", "clip_l", "clip_g");

  /** Looks at the table of a file. */
  public static FileKind of(SafetensorsFile file) {
    Set<String> keys = file.tensors().keySet();
    if (keys.stream().anyMatch(key -> key.startsWith(SingleFile.UNET))) {
      return CHECKPOINT;
    }
    if (keys.stream().anyMatch(key -> LoraKey.of(key).isPresent())) {
      return LORA;
    }
    if (VaeFile.isTiny(file.tensors())) {
      return TINY_VAE;
    }
    if (Stream.of("", VaeFile.PREFIX)
        .anyMatch(at -> keys.contains(at + "decoder.conv_in.weight"))) {
      return VAE;
    }
    boolean token = keys.size() == 1 && isVectors(file);
    return token || keys.stream().anyMatch(EMBEDDING_KEYS::contains) ? EMBEDDING : OTHER;
  }

  private static boolean isVectors(SafetensorsFile file) {
    int rank = file.tensors().values().iterator().next().shape().rank();
    return rank == 1 || rank == 2;
  }
}
