package dev.gen.checkpoint;

/** A part of a model that has weights, with the name of its folder in a diffusers directory. */
public enum ModelPart {
  UNET("unet"),
  VAE("vae"),
  TEXT_ENCODER("text_encoder"),
  TEXT_ENCODER_2("text_encoder_2");

  private final String folder;

  ModelPart(String folder) {
    this.folder = folder;
  }

  /** Returns what people call the part. */
  public String displayName() {
    return switch (this) {
      case UNET -> "UNet";
      case VAE -> "VAE";
      case TEXT_ENCODER -> "text encoder";
      case TEXT_ENCODER_2 -> "second text encoder";
    };
  }

  /** Returns the name of the part's folder. */
  public String folder() {
    return folder;
  }
}
