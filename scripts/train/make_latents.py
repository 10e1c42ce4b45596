"""Draws scenes and stores them with their latents: what denoiser and recognizer learn from.

    python make_latents.py --work WORK --count 12000 [--seed 10]
    python make_latents.py --work WORK --count 3000 --seed 12 --held-out

Uses one thread; run it twice, with two seeds, to use two processors. Writes WORK/scenes-SEED.json and

- WORK/pictures-SEED.npy, uint8 [count, 3, 256, 256];
- WORK/latents-SEED.npy, float16 [count, 16, 16, 16];
- WORK/things-SEED.npy, bool [count, 16, 16]: where things stand.

Held-out scenes get pictures only: the recognizer may see them, the denoiser must not.
"""

import argparse
import dataclasses
import json
import os
import random

import numpy as np
import torch

import drawing
import layout
import world
from train_vae import to_floats
from vae import FACTOR, LATENT_CHANNELS, Autoencoder

BATCH = 16


def stored(work: str, kind: str, seed: int, shape, dtype):
    """A new array in a file, filled piece by piece."""
    return np.lib.format.open_memmap(os.path.join(work, f"{kind}-{seed}.npy"), "w+", dtype, shape)


@torch.no_grad()
def encode(model, pictures: np.ndarray) -> np.ndarray:
    """Pictures uint8 [n, 3, 256, 256] to latents float16 [n, 16, 16, 16]."""
    with torch.autocast("cpu", torch.bfloat16):
        return model.encode(to_floats(pictures)).half().numpy()


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--work", required=True)
    parser.add_argument("--count", type=int, default=12000)
    parser.add_argument("--seed", type=int, default=10)
    parser.add_argument("--held-out", action="store_true")
    arguments = parser.parse_args()
    work, count, seed = arguments.work, arguments.count, arguments.seed
    torch.set_num_threads(1)
    rng = random.Random(seed)
    model = Autoencoder().to(memory_format=torch.channels_last).eval()
    model.load_state_dict(torch.load(os.path.join(work, "vae.pt")))
    scenes = [world.sample_scene(rng, arguments.held_out) for _ in range(count)]
    size = drawing.SIZE
    pictures = stored(work, "pictures", seed, (count, 3, size, size), np.uint8)
    grid = size // FACTOR
    latents = np.zeros((count, LATENT_CHANNELS, grid, grid), np.float16)
    things = np.zeros((count, grid, grid), bool)
    for start in range(0, count, BATCH):
        part = slice(start, start + BATCH)
        stages = [drawing.stage(s) for s in scenes[part]]
        pictures[part] = [drawing.to_array(drawing.paint(s, *stage))
                          for s, stage in zip(scenes[part], stages)]
        if not arguments.held_out:
            latents[part] = encode(model, pictures[part])
            things[part] = [layout.covered(actors, grid) for _, actors, _ in stages]
        if start % 1600 == 0:
            print(start, flush=True)
    # The scenes before the latents: the denoiser's training looks for latents.
    with open(os.path.join(work, f"scenes-{seed}.json"), "w") as file:
        json.dump([dataclasses.astuple(s) for s in scenes], file)
    if not arguments.held_out:
        np.save(os.path.join(work, f"things-{seed}.npy"), things)
        np.save(os.path.join(work, f"latents-{seed}.npy"), latents)


if __name__ == "__main__":
    main()
