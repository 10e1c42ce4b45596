"""Trains the decoder alone a little longer; the latents, and so the denoiser, stay as they are.

    python polish_decoder.py --work WORK --minutes 20

Learns from the stored drawings and their latents. Reads WORK/vae.pt and keeps WORK/vae.polished.pt up to
date; `--resume` goes on from the latter.
"""

import argparse
import copy
import glob
import os
import time

import numpy as np
import torch

from allocator import keep_freed_memory
from muon import make_optimizers
from train_vae import OUTER, reconstruction_loss, to_floats
from vae import Autoencoder

BATCH = 6
NOISE = 0.2     # most noise on a whitened latent: the denoiser's latents are never perfect


def stored_pairs(work: str, rng: np.random.Generator):
    """Endless latents [n, 16, 16, 16] and the pictures [n, 3, 256, 256] that they stand for."""
    files = sorted(glob.glob(os.path.join(work, "latents-*.npy")))
    latents = [np.load(f) for f in files]
    pictures = [np.load(f.replace("latents-", "pictures-"), mmap_mode="r") for f in files]
    while True:
        order = [(file, row) for file, part in enumerate(latents) for row in range(len(part))]
        rng.shuffle(order)
        for start in range(0, len(order) - BATCH + 1, BATCH):
            chosen = order[start:start + BATCH]
            yield (torch.from_numpy(np.stack([latents[f][r] for f, r in chosen])).float(),
                   to_floats(np.stack([pictures[f][r] for f, r in chosen])))


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--work", required=True)
    parser.add_argument("--minutes", type=float, default=20)
    parser.add_argument("--rate", type=float, default=3e-4)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--resume", action="store_true")
    arguments = parser.parse_args()
    keep_freed_memory()
    torch.set_num_threads(arguments.threads)
    torch.set_flush_denormal(True)
    torch.manual_seed(arguments.seed)
    polished = os.path.join(arguments.work, "vae.polished.pt")
    model = Autoencoder().to(memory_format=torch.channels_last)
    model.load_state_dict(torch.load(
        polished if arguments.resume else os.path.join(arguments.work, "vae.pt")))
    average = copy.deepcopy(model)
    optimizers = make_optimizers(model.decoder, "muon", arguments.rate,
                                 [name.replace("decoder.", "") for name in OUTER])
    pairs = stored_pairs(arguments.work, np.random.default_rng(arguments.seed))
    start, running, step, progress = time.time(), 0.0, 0, 0.0
    while progress < 1:
        progress = (time.time() - start) / 60 / arguments.minutes
        for group in [g for optimizer in optimizers for g in optimizer.param_groups]:
            group["lr"] = group["full"] * min(1, (step + 1) / 30) * max(0.002, 1 - progress)
        latents, real = next(pairs)
        strength = torch.rand(len(latents), 1, 1, 1) * NOISE
        with torch.autocast("cpu", torch.bfloat16):
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
