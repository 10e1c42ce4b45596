"""Draws scenes and stores them with their latents: what denoiser and recognizer learn from.

    python make_latents.py --work WORK --count 24000 [--seed 10]
    python make_latents.py --work WORK --count 12000 --seed 14 --related
    python make_latents.py --work WORK --count 3000 --seed 12 --held-out
    python make_latents.py --work WORK --count 8000 --seed 13 --held-out --related

Writes WORK/scenes-SEED.json and

- WORK/pictures-SEED.npy, uint8 [count, 3, 256, 256];
- WORK/latents-SEED.npy, float16 [count, 16, 16, 16];
- WORK/things-SEED.npy, bool [count, 16, 16]: where things stand.

Held-out scenes get pictures only: the recognizer may see them, the denoiser must not. Both need
more drawings of two things in relation than there are among all.
"""

import argparse
import dataclasses
import json
import multiprocessing
import os
import random

import numpy as np
import torch

import drawing
import layout
import machine
import stored
import world
from train_vae import to_floats
from vae import FACTOR, LATENT_CHANNELS, Autoencoder

BATCH = 32
GRID = drawing.SIZE // FACTOR


def draw(scene: world.Scene):
    """The picture, uint8 [3, 256, 256], and where its things stand, bool [16, 16]."""
    stage = drawing.stage(scene)
    return drawing.to_array(drawing.paint(scene, *stage)), layout.covered(stage[1], GRID)


@torch.no_grad()
def encode(model, pictures: np.ndarray) -> np.ndarray:
    """Pictures uint8 [n, 3, 256, 256] to latents float16 [n, 16, 16, 16]."""
    with machine.bfloat16():
        floats = to_floats(torch.from_numpy(pictures).to(machine.DEVICE))
        return model.encode(floats).half().cpu().numpy()


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--work", required=True)
    parser.add_argument("--count", type=int, default=24000)
    parser.add_argument("--seed", type=int, default=10)
    parser.add_argument("--processes", type=int, default=os.cpu_count())
    parser.add_argument("--held-out", action="store_true")
    parser.add_argument("--related", action="store_true", help="only two things in relation")
    parser.add_argument("--no-latents", action="store_true", help="for what learns from pixels")
    arguments = parser.parse_args()
    work, count, seed = arguments.work, arguments.count, arguments.seed
    latents_too = not (arguments.held_out or arguments.no_latents)
    rng = random.Random(seed)
    scenes = [world.sample_scene(rng, arguments.held_out, arguments.related) for _ in range(count)]
    pool = multiprocessing.Pool(arguments.processes)    # before PyTorch starts threads of its own
    machine.start(1)
    model = Autoencoder().to(machine.DEVICE, memory_format=torch.channels_last).eval()
    if latents_too:
        model.load_state_dict(machine.load(os.path.join(work, "vae.pt")))
    pictures = np.lib.format.open_memmap(stored.path(work, "pictures", seed), "w+", np.uint8,
                                         (count, 3, drawing.SIZE, drawing.SIZE))
    latents = np.zeros((count, LATENT_CHANNELS, GRID, GRID), np.float16)
    things = np.zeros((count, GRID, GRID), bool)
    for index, drawn in enumerate(pool.imap(draw, scenes, chunksize=BATCH)):
        pictures[index], things[index] = drawn
        if latents_too and ((index + 1) % BATCH == 0 or index + 1 == count):
            part = slice(index // BATCH * BATCH, index + 1)
            latents[part] = encode(model, pictures[part])
        if index % 1600 == 0:
            print(index, flush=True)
    # The scenes before the latents: the denoiser's training looks for latents.
    with open(stored.path(work, "scenes", seed), "w") as file:
        json.dump([dataclasses.astuple(s) for s in scenes], file)
    if not arguments.held_out:
        np.save(stored.path(work, "things", seed), things)
    if latents_too:
        np.save(stored.path(work, "latents", seed), latents)


if __name__ == "__main__":
    main()
