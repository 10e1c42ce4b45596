"""Draws scenes and stores their latents: the training set of the denoiser.

    python make_latents.py --work WORK --count 24000 [--seed 10]

Uses one thread; run it twice, with two seeds, to use two processors. Writes WORK/scenes-SEED.json and
WORK/latents-SEED.npy, float16 [count, 16, 16, 16].
"""

import argparse
import dataclasses
import json
import os
import random

import numpy as np
import torch

import drawing
import world
from vae import LATENT_CHANNELS, Autoencoder

BATCH = 16


@torch.no_grad()
def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--work", required=True)
    parser.add_argument("--count", type=int, default=24000)
    parser.add_argument("--seed", type=int, default=10)
    arguments = parser.parse_args()
    torch.set_num_threads(1)
    rng = random.Random(arguments.seed)
    model = Autoencoder().to(memory_format=torch.channels_last).eval()
    model.load_state_dict(torch.load(os.path.join(arguments.work, "vae.pt")))
    scenes = [world.sample_scene(rng) for _ in range(arguments.count)]
    latents = np.zeros((arguments.count, LATENT_CHANNELS, 16, 16), np.float16)
    for start in range(0, arguments.count, BATCH):
        pictures = np.stack([drawing.to_array(drawing.draw(s))
                             for s in scenes[start:start + BATCH]])
        x = (torch.from_numpy(pictures).float() / 127.5 - 1)
        x = x.contiguous(memory_format=torch.channels_last)
        with torch.autocast("cpu", torch.bfloat16):
            latents[start:start + BATCH] = model.encode(x).float().numpy()
        if start % 1600 == 0:
            print(start, flush=True)
    # The scenes first: the denoiser's training looks for latents.
    with open(os.path.join(arguments.work, f"scenes-{arguments.seed}.json"), "w") as file:
        json.dump([dataclasses.astuple(s) for s in scenes], file)
    np.save(os.path.join(arguments.work, f"latents-{arguments.seed}.npy"), latents)


if __name__ == "__main__":
    main()
