"""Makes contact sheets with the exported graphs: DDIM, trailing steps, v-prediction, guidance.

    python sample.py --model ../../models/storybook --out sheet.png --count 48
    python sample.py --model ../../models/storybook --out sheet.png "a red sailboat at sunset" ...
"""

import argparse
import os
import random

import numpy as np
import onnxruntime
from PIL import Image
from tokenizers import Tokenizer

import captions
import world
from drawing import contact_sheet
from schedule import STEPS, alphas_cumprod
from vae import FACTOR, LATENT_CHANNELS


class Storybook:
    """The exported model, run as the Java program runs it."""

    def __init__(self, folder: str, threads: int = 2):
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        options.add_session_config_entry("session.set_denormal_as_zero", "1")
        self.text, self.unet, self.decoder = (
            onnxruntime.InferenceSession(os.path.join(folder, part, "model.onnx"), options,
                                         providers=["CPUExecutionProvider"])
            for part in ("text_encoder", "unet", "vae_decoder"))
        self.tokenizer = Tokenizer.from_file(os.path.join(folder, "tokenizer", "tokenizer.json"))
        self.tokenizer.enable_padding(pad_id=0, pad_token="[PAD]", length=32)

    def encode(self, texts):
        """Hidden states [n, 32, d] of n texts."""
        ids = np.array([e.ids for e in self.tokenizer.encode_batch(list(texts))], np.int64)
        return self.text.run(["last_hidden_state"], {"input_ids": ids})[0]

    def latents(self, texts, noise, steps: int, guidance: float):
        """Denoised latents [n, 16, h, w] for n texts, from `noise` of the same shape."""
        n = len(texts)
        text = np.concatenate([self.encode([""] * n), self.encode(texts)])
        alphas = alphas_cumprod()
        timesteps = np.round(np.arange(STEPS, 0, -STEPS / steps)).astype(int) - 1
        x = noise.astype(np.float32)
        for i, t in enumerate(timesteps):
            v = self.unet.run(None, {"sample": np.concatenate([x, x]),
                                     "timestep": np.array(t, np.float32),
                                     "encoder_hidden_states": text})[0]
            v = v[:n] + guidance * (v[n:] - v[:n])
            a, b = np.sqrt(alphas[t]), np.sqrt(1 - alphas[t])
            clean, eps = a * x - b * v, a * v + b * x
            after = alphas[timesteps[i + 1]] if i + 1 < steps else 1.0
            x = (np.sqrt(after) * clean + np.sqrt(1 - after) * eps).astype(np.float32)
        return x

    def pictures(self, texts, seed=0, steps=20, guidance=3.0, batch=8, size=256):
        """PIL pictures of the texts."""
        random_state, result = np.random.RandomState(seed), []
        for start in range(0, len(texts), batch):
            part = texts[start:start + batch]
            noise = random_state.randn(len(part), LATENT_CHANNELS, size // FACTOR, size // FACTOR)
            decoded = self.decoder.run(None, {"latent_sample": self.latents(
                part, noise, steps, guidance)})[0]
            pixels = np.clip(decoded * 127.5 + 127.5, 0, 255).round().astype(np.uint8)
            result += [Image.fromarray(p.transpose(1, 2, 0)) for p in pixels]
        return result


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--model", required=True)
    parser.add_argument("--out", required=True)
    parser.add_argument("--count", type=int, default=48, help="prompts, where none is given")
    parser.add_argument("--columns", type=int, default=8)
    parser.add_argument("--tile", type=int, default=128)
    parser.add_argument("--steps", type=int, default=20)
    parser.add_argument("--guidance", type=float, default=3.0)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("prompts", nargs="*")
    arguments = parser.parse_args()
    rng = random.Random(arguments.seed)
    prompts = arguments.prompts or [captions.full(world.sample_scene(rng))
                                    for _ in range(arguments.count)]
    for index, prompt in enumerate(prompts):
        print(index // arguments.columns, index % arguments.columns, prompt)
    pictures = Storybook(arguments.model).pictures(prompts, arguments.seed, arguments.steps,
                                                   arguments.guidance)
    contact_sheet(pictures, arguments.columns, arguments.out, arguments.tile)


if __name__ == "__main__":
    main()
