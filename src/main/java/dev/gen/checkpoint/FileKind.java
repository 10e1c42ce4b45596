package dev.gen.checkpoint;

import dev.gen.checkpoint.safetensors.SafetensorsFile;
import dev.gen.checkpoint.safetensors.StoredTensor;
import dev.gen.tensor.Shape;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What a safetensors file is for, told from its keys and their shapes. */
public enum FileKind {
  /** A whole model, or one that lacks a text encoder or the autoencoder. */
  CHECKPOINT("a checkpoint", "name it as the model"),
  /** The denoiser of a model alone. */
  UNET("a UNet alone, without text encoder and VAE", "give it as unet, with a model of its family"),
  /** Low-rank updates of a model's weights. */
  LORA("a LoRA, not a model", "give it as lora"),
  /** Learned tokens for a prompt. */
  EMBEDDING("a textual inversion", "give it as embedding"),
  /** An autoencoder apart from its model. */
  VAE("a VAE alone", "give it as vae"),
  /** A tiny autoencoder, TAESD or its like. */
  TINY_VAE("a tiny VAE (TAESD)", "give it as vae"),
  /** A CLIP text encoder apart from its model. */
  TEXT_ENCODER("a CLIP text encoder alone", "give it as text_encoder or text_encoder_2"),
  /** A text encoder and a VAE, but no denoiser. */
  NO_UNET(
      "a checkpoint without its UNet", "give a UNet of its family as unet, or use a whole model"),
  /** None of these; {@link Stranger} may know what. */
  OTHER("a file of a kind that is not known here", "name a Stable Diffusion 1, 2 or XL checkpoint");

  private static final Set<String> EMBEDDING_KEYS = Set.of("emb_params", "clip_l", "clip_g");

  /** Of the text encoders of Stable Diffusion 1, 2 and XL. */
  private static final Set<Integer> WIDTHS = Set.of(768, 1024, 1280);

  private final String displayName;
  private final String wayOn;

  FileKind(String displayName, String wayOn) {
    this.displayName = displayName;
    this.wayOn = wayOn;
  }

  /** Looks at the table of a file. */
  public static FileKind of(SafetensorsFile file) {
    if (Stranger.of(file).isPresent()) {
      return OTHER;
    }
    Optional<UNetTable> unet = UNetTable.of(file);
    if (unet.isPresent()) {
      return unet.get().isAlone() ? UNET : CHECKPOINT;
    }
    Set<String> keys = file.tensors().keySet();
    if (keys.stream().anyMatch(key -> key.contains("lora") || LoraKey.of(key).isPresent())) {
      return LORA;
    }
    if (VaeFile.isTiny(file.tensors())) {
      return TINY_VAE;
    }
    boolean vae = keys.stream().anyMatch(VaeFile::isPartOfVae);
    if (TextEncoderFile.isIn(file.tensors())) {
      return vae ? NO_UNET : TEXT_ENCODER;
    }
    if (vae) {
      return VAE;
    }
    return keys.stream().anyMatch(EMBEDDING_KEYS::contains) || areTokens(file.tensors().values())
        ? EMBEDDING
        : OTHER;
  }

  /**
   * Tells whether there are vectors only: of one token, or of several that are as wide as CLIP's.
   */
  private static boolean areTokens(Collection<StoredTensor> tensors) {
    List<Shape> shapes = tensors.stream().map(StoredTensor::shape).toList();
    return !shapes.isEmpty()
        && shapes.stream().allMatch(shape -> shape.rank() == 1 || shape.rank() == 2)
        && (shapes.size() == 1
            || shapes.stream().allMatch(s -> WIDTHS.contains(s.size(s.rank() - 1))));
  }

  /** Says in half a sentence what a file is and what to do with it. */
  public static String described(SafetensorsFile file) {
    FileKind kind = of(file);
    return "this is %s; %s".formatted(named(file), kind.wayOn);
  }

  /** Returns what a file is, with its article. */
  public static String named(SafetensorsFile file) {
    return Stranger.of(file).map(Stranger::displayName).orElse(of(file).displayName);
  }
}
