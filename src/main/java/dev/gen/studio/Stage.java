package dev.gen.studio;

/** What a run is busy with. */
public enum Stage {
  /** Networks that read prompts are opened, and read them. */
  ENCODING,
  /** The network that draws is opened. */
  OPENING,
  /** Noise is removed, or tokens are written, step by step. */
  DENOISING,
  /** The latent, or the tokens, become a picture. */
  DECODING
}
