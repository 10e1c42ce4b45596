"""Makes the pictures of docs/how-it-works.md from the shipped model.

    python explain.py --model ../../models/storybook --out ../../docs/how

noise.jpg: a drawing noised and a picture cleaned, step by step; guidance.jpg: the same noise with w = 1, 2, 4, 8;
latent.jpg: a drawing, the 16 channels of its latent, and what the decoder makes of them.
"""

import argparse
import os
import random

import numpy as np
import onnxruntime
from PIL import Image

import drawing
import world
from schedule import STEPS, alphas_cumprod
from ways import open_model

SIDE, GAP, QUALITY = 160, 6, 88
PROMPT = "a red sailboat on the sea at sunset"
GUIDED = ("a blue cat in the snow", "a yellow house in the forest")
SCALES = (1, 2, 4, 8)
SHOWN = 7       # pictures in a row
DDIM_STEPS = 25


def to_picture(floats) -> Image.Image:
    """[3, h, w] of -1 to 1 as a picture."""
    pixels = np.clip(floats * 127.5 + 127.5, 0, 255).round().astype(np.uint8)
    return Image.fromarray(pixels.transpose(1, 2, 0))


def sheet(rows: list, path: str):
    """Writes rows of pictures."""
    wide = max(len(row) for row in rows)
    page = Image.new("RGB", (wide * (SIDE + GAP) - GAP, len(rows) * (SIDE + GAP) - GAP), "white")
    for y, row in enumerate(rows):
        for x, one in enumerate(row):
            page.paste(one.convert("RGB").resize((SIDE, SIDE), Image.Resampling.LANCZOS),
                       (x * (SIDE + GAP), y * (SIDE + GAP)))
    page.save(path, quality=QUALITY)


class Explained:
    """The shipped model, opened so that what lies between noise and picture can be seen."""

    def __init__(self, folder: str):
        self.model = open_model(folder, 1)
        self.encoder = onnxruntime.InferenceSession(
            os.path.join(folder, "vae_encoder", "model.onnx"), providers=["CPUExecutionProvider"])
        self.alphas = alphas_cumprod()

    def decode(self, latent) -> Image.Image:
        return to_picture(self.model.graphs["vae_decoder"].run(None, {"latent_sample": latent})[0][0])

    def encode(self, picture: Image.Image):
        """The latent of a picture: the mean, where the encoder gives a spread, too."""
        pixels = np.asarray(picture, np.float32).transpose(2, 0, 1)[None] / 127.5 - 1
        encoded = self.encoder.run(None, {self.encoder.get_inputs()[0].name: pixels})[0]
        return encoded[:, :16]

    def way(self, prompt: str, scale: float, seed: int):
        """Noisy latents and estimates of the clean one, a pair for each step of DDIM."""
        text, moments = self.model.both([prompt]), []
        x = np.random.RandomState(seed).randn(1, 16, 16, 16).astype(np.float32)
        timesteps = np.round(np.arange(STEPS, 0, -STEPS / DDIM_STEPS)).astype(int) - 1
        for i, t in enumerate(timesteps):
            v = self.model.guided("unet", {"sample": np.concatenate([x, x]),
                                           "timestep": np.array(t, np.float32),
                                           "encoder_hidden_states": text}, scale)
            a, b = np.sqrt(self.alphas[t]), np.sqrt(1 - self.alphas[t])
            clean, noise = a * x - b * v, a * v + b * x
            moments.append((x, clean.astype(np.float32)))
            after = self.alphas[timesteps[i + 1]] if i + 1 < len(timesteps) else 1.0
            x = (np.sqrt(after) * clean + np.sqrt(1 - after) * noise).astype(np.float32)
        return moments + [(x, x)]


def noise(model: Explained, drawn: Image.Image, path: str):
    """Noising a drawing; then what is cleaned, and below it what the network expects to come out."""
    latent, snow = model.encode(drawn), np.random.RandomState(1).randn(1, 16, 16, 16)
    levels = np.linspace(0, STEPS - 1, SHOWN).astype(int)
    noised = [model.decode((np.sqrt(model.alphas[t]) * latent + np.sqrt(1 - model.alphas[t]) * snow)
                           .astype(np.float32)) for t in levels[1:]]
    moments = model.way(PROMPT, 4, 3)
    chosen = [moments[i] for i in np.linspace(0, len(moments) - 1, SHOWN).round().astype(int)]
    sheet([[drawn, *noised], [model.decode(x) for x, _ in chosen],
           [model.decode(clean) for _, clean in chosen]], path)


def latent(model: Explained, drawn: Image.Image, path: str):
    """A drawing; its latent, channel by channel, grey for 0; what comes back."""
    numbers = model.encode(drawn)
    channels = [Image.fromarray(np.clip(c * 48 + 128, 0, 255).astype(np.uint8)).resize(
        (SIDE, SIDE), Image.Resampling.NEAREST) for c in numbers[0]]
    sheet([[drawn, *channels[:5]], channels[5:11], [*channels[11:], model.decode(numbers)]], path)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--model", required=True)
    parser.add_argument("--out", required=True)
    arguments = parser.parse_args()
    os.makedirs(arguments.out, exist_ok=True)
    model = Explained(arguments.model)
    rng = random.Random(11)
    drawn = drawing.draw(world.sample_scene(rng)).convert("RGB")
    noise(model, drawn, os.path.join(arguments.out, "noise.jpg"))
    sheet([[model.decode(model.way(prompt, scale, 5)[-1][0]) for scale in SCALES] for prompt in GUIDED],
          os.path.join(arguments.out, "guidance.jpg"))
    latent(model, drawn, os.path.join(arguments.out, "latent.jpg"))


if __name__ == "__main__":
    main()
