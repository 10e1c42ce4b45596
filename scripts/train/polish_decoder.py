"""Trains the decoder alone a little longer; the latents, and so the denoiser, stay as they are.

    python polish_decoder.py --work WORK --minutes 20

Learns from the stored drawings and their latents. Reads WORK/vae.pt and keeps WORK/vae.polished.pt up to
date; `--resume` goes on from the latter.
"""

import argparse
import copy
import os
import time

import numpy as np
import torch

import machine
import stored
from muon import make_optimizers, set_rates
from train_vae import OUTER, reconstruction_loss, to_floats
from vae import Autoencoder

NOISE = 0.2     # most noise on a whitened latent: the denoiser's latents are never perfect


def stored_pairs(work: str, seed: int, count: int):
    """Endless latents [n, 16, 16, 16] and the pictures, uint8 [n, 3, 256, 256], that they stand for."""
    rng = np.random.default_rng(seed)
    latents, pictures = zip(*stored.load(work, "latents", "pictures"))
    while True:
        order = [(file, row) for file, part in enumerate(latents) for row in range(len(part))]
        rng.shuffle(order)
        for start in range(0, len(order) - count + 1, count):
            chosen = order[start:start + count]
            yield (torch.from_numpy(np.stack([latents[f][r] for f, r in chosen])).float(),
                   torch.from_numpy(np.stack([pictures[f][r] for f, r in chosen])))


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--work", required=True)
    parser.add_argument("--minutes", type=float, default=20)
    parser.add_argument("--batch", type=int, default=6, help="pictures of one step")
    parser.add_argument("--rate", type=float, default=3e-4)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--resume", action="store_true")
    arguments = parser.parse_args()
    machine.start(arguments.threads)
    torch.manual_seed(arguments.seed)
    polished = os.path.join(arguments.work, "vae.polished.pt")
    model = Autoencoder().to(machine.DEVICE, memory_format=torch.channels_last)
    model.load_state_dict(machine.load(
        polished if arguments.resume else os.path.join(arguments.work, "vae.pt")))
    average = copy.deepcopy(model)
    optimizers = make_optimizers(model.decoder, "muon", arguments.rate,
                                 [name.replace("decoder.", "") for name in OUTER])
    pairs = machine.batches(
        lambda part: stored_pairs(arguments.work, arguments.seed + part, arguments.batch))
    start, running, step, progress = time.time(), 0.0, 0, 0.0
    while progress < 1:
        progress = (time.time() - start) / 60 / arguments.minutes
        set_rates(optimizers, min(1, (step + 1) / 30) * max(0.002, 1 - progress))
        latents, real = next(pairs)
        real = to_floats(real)
        strength = torch.rand_like(latents[:, :1, :1, :1]) * NOISE
        with machine.bfloat16():
            made = model.decode(latents + strength * torch.randn_like(latents))
        loss = reconstruction_loss(made.float(), real)
        model.decoder.zero_grad()
        loss.backward()
        for optimizer in optimizers:
            optimizer.step()
        decay = min(0.995, (1 + step) / (10 + step))
        with torch.no_grad():
            torch._foreach_lerp_(list(average.decoder.parameters()),
                                 list(model.decoder.parameters()), 1 - decay)
        running = 0.98 * running + 0.02 * (made.float() - real).abs().mean().item()
        step += 1
        if step % 50 == 0:
            print(f"{step} l1 {running / (1 - 0.98 ** step):.4f} "
                  f"minutes {(time.time() - start) / 60:.1f}", flush=True)
        if step % 250 == 0 or progress >= 1:
            torch.save(average.state_dict(), polished)


if __name__ == "__main__":
    main()
