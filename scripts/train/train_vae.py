"""Trains the autoencoder on fresh drawings: random 128 x 128 crops, L1 and edge loss, tiny KL.

    python train_vae.py --out WORK --minutes 24
"""

import argparse
import math
import os
import random
import time

import numpy as np
import torch
import torch.nn.functional as F

import drawing
import machine
import world
from muon import make_optimizers, set_rates
from vae import Autoencoder

CROP, CROPS_PER_DRAWING, KL_WEIGHT = 128, 4, 1e-4
NOISE = 0.3     # most noise on a latent, as a part of its spread: the decoder learns to forgive
OUTER = ("encoder.layers.1.", "decoder.layers.0.", "encoder.layers.12.", "decoder.layers.16.")


def batch_of_crops(rng: random.Random, crop: int, count: int) -> np.ndarray:
    """`count` random crops, some per drawing, as uint8 [count, 3, crop, crop]."""
    crops = []
    while len(crops) < count:
        picture = drawing.to_array(drawing.draw(world.sample_scene(rng)))
        for _ in range(CROPS_PER_DRAWING if crop < drawing.SIZE else 1):
            # Crops start anywhere, so that the edges of latents fall anywhere in a shape.
            y, x = (rng.randint(0, drawing.SIZE - crop) for _ in range(2))
            crops.append(picture[:, y:y + crop, x:x + crop])
    return np.stack(crops)


def endless_crops(seed: int, count: int):
    """Endless crops, uint8 [count, 3, CROP, CROP]."""
    rng = random.Random(seed)
    while True:
        yield (torch.from_numpy(batch_of_crops(rng, CROP, count)),)


def to_floats(pictures: torch.Tensor) -> torch.Tensor:
    """Pictures uint8 [n, 3, h, w] as floats in [-1, 1]."""
    return (pictures.float() / 127.5 - 1).contiguous(memory_format=torch.channels_last)


def edges(x):
    """Horizontal and vertical differences of pictures."""
    return x[..., 1:, :] - x[..., :-1, :], x[..., :, 1:] - x[..., :, :-1]


def reconstruction_loss(made, real):
    """L1 at three sizes plus L1 of the edges."""
    loss = F.l1_loss(made, real)
    loss = loss + 0.5 * sum(F.l1_loss(a, b) for a, b in zip(edges(made), edges(real)))
    for size in (4, 16):
        loss = loss + 0.25 * F.l1_loss(F.avg_pool2d(made, size), F.avg_pool2d(real, size))
    return loss


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--out", required=True)
    parser.add_argument("--minutes", type=float, default=24)
    parser.add_argument("--rate", type=float, default=1e-3)
    parser.add_argument("--optimizer", choices=["adamw", "muon"], default="muon")
    parser.add_argument("--batch", type=int, default=24, help="crops of one step")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--resume", action="store_true", help="go on from WORK/vae.pt")
    arguments = parser.parse_args()
    machine.start(arguments.threads)
    torch.manual_seed(0)
    batches = machine.batches(
        lambda part: endless_crops(arguments.seed + part, arguments.batch), helpers=1)
    model = Autoencoder().to(machine.DEVICE, memory_format=torch.channels_last)
    if arguments.resume:
        model.load_state_dict(machine.load(os.path.join(arguments.out, "vae.pt")))
    optimizers = make_optimizers(model, arguments.optimizer, arguments.rate, OUTER)
    start, running = time.time(), 0.0
    step, done = 0, 0.0
    while done < 1:
        done = (time.time() - start) / 60 / arguments.minutes
        set_rates(optimizers, min(1, (step + 1) / 50)
                  * (0.02 + 0.98 * 0.5 * (1 + math.cos(math.pi * min(1, done)))))
        real = to_floats(*next(batches))
        with machine.bfloat16():
            mean, logvar = model.moments(real)
            spread = mean.detach().float().std((0, 2, 3), keepdim=True)
            strength = torch.exp(0.5 * logvar) + NOISE * torch.rand_like(mean[:, :1, :1, :1]) * spread
            made = model.decoder(mean + strength * torch.randn_like(mean))
        mean, logvar, made = mean.float(), logvar.float(), made.float()
        kl = 0.5 * (mean ** 2 + logvar.exp() - 1 - logvar).mean()
        loss = reconstruction_loss(made, real) + KL_WEIGHT * kl
        model.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        for optimizer in optimizers:
            optimizer.step()
        running = 0.98 * running + 0.02 * (made - real).abs().mean().item()
        if step % 50 == 0:
            print(f"{step} l1 {running / (1 - 0.98 ** (step + 1)):.4f} kl {kl.item():.3f} "
                  f"minutes {(time.time() - start) / 60:.1f}", flush=True)
        step += 1
    whiten(model, random.Random(2))
    torch.save(model.state_dict(), os.path.join(arguments.out, "vae.pt"))


@torch.no_grad()
def whiten(model: Autoencoder, rng: random.Random, batches: int = 16):
    """Measures mean and standard deviation of every latent channel over whole pictures."""
    pictures = [torch.from_numpy(batch_of_crops(rng, drawing.SIZE, 8)) for _ in range(batches)]
    latents = torch.cat([model.moments(to_floats(p.to(machine.DEVICE)))[0] for p in pictures])
    model.mean.copy_(latents.mean((0, 2, 3), keepdim=True))
    model.std.copy_(latents.std((0, 2, 3), keepdim=True))
    print("latent std", [round(v, 2) for v in model.std.flatten().tolist()])


if __name__ == "__main__":
    main()
