package dev.gen.studio;

/** What a run is busy with. */
public enum Stage {
  /** Networks that read prompts are opened, and read them. */
  ENCODING,
  /** The denoising network is opened. */
  OPENING,
  /** Noise is removed, step by step. */
  DENOISING,
  /** The latent becomes a picture. */
  DECODING
}
