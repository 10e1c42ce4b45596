"""Trains the decoder alone a little longer, to paint clean pictures from the denoiser's latents.

    python polish_decoder.py --work WORK --minutes 20

Stored latents are noised and denoised again by WORK/denoiser.pt, so that they have the faults of its
pictures and still belong to known drawings. The decoder learns to paint those drawings from them, crisply
(`crispness.py`). The latents, and so the denoiser, stay as they are. Reads
WORK/vae.pt and keeps WORK/vae.polished.pt up to date; `--resume` goes on from the latter.
"""

import argparse
import copy
import os
import random
import time

import numpy as np
import torch

import machine
import stored
from crispness import Crispness
from muon import make_optimizers, set_rates
from train_denoiser import SIDE, SIGNAL, Data, TextToLatent, corner
from train_vae import OUTER, reconstruction_loss, to_floats
from vae import FACTOR, Autoencoder

NOISE = 0.2             # most noise on a whitened latent that is not denoised
LEVELS = (150, 600)     # of the noise that the denoiser takes away: later steps decide no shapes
GUIDANCE, DENOISING_STEPS = 3.0, 5
WINDOW = 10             # cells of what the decoder sees at a time
CRISPNESS = 0.4


@torch.no_grad()
def denoised(model: TextToLatent, latents, ids):
    """Latents [n, 16, h, w] after some noise and guided DDIM steps that take it away again."""
    count = len(latents)
    start = torch.randint(*LEVELS, (count,), device=latents.device)
    clean, noise = latents, torch.randn_like(latents)
    with machine.bfloat16():
        text = model.encoder(torch.cat([torch.zeros_like(ids), ids]))[0]
    for step in range(DENOISING_STEPS, 0, -1):
        t = start * step // DENOISING_STEPS
        a = SIGNAL[t][:, None, None, None]
        x = a.sqrt() * clean + (1 - a).sqrt() * noise
        with machine.bfloat16():
            both = model.denoiser(torch.cat([x, x]), torch.cat([t, t]), text).float()
        v = both[:count] + GUIDANCE * (both[count:] - both[:count])
        clean, noise = a.sqrt() * x - (1 - a).sqrt() * v, a.sqrt() * v + (1 - a).sqrt() * x
    return clean


def denoised_latents(data: Data, work: str, count: int, seed: int):
    """`count` stored drawings: their rows, and their latents as `denoised` returns them."""
    model = TextToLatent().to(machine.DEVICE, memory_format=torch.channels_last).eval()
    model.load_state_dict(machine.load(os.path.join(work, "denoiser.pt"))["average"])
    rng, part = random.Random(seed), 50
    rows = rng.sample(range(len(data.latents)), count)
    made = []
    for start in range(0, count, part):
        chosen = rows[start:start + part]
        latents = torch.from_numpy(data.latents[chosen]).float().to(machine.DEVICE)
        made.append(denoised(model, latents, data.ids(rng, chosen).to(machine.DEVICE)).cpu())
    return rows, torch.cat(made)


def windows(data: Data, pictures, rows, made, seed: int, count: int):
    """Endless latents [n, 16, w, w] and their pictures, uint8 [n, 3, 16 w, 16 w], mostly on things.

    Half of the latents are `made` by the denoiser, the others stored ones with a little noise.
    """
    rng = random.Random(seed)
    while True:
        batch = []
        for index in rng.choices(range(len(rows)), k=count):
            row = rows[index]
            latent = made[index]
            if rng.random() < 0.5:
                latent = torch.from_numpy(data.latents[row]).float()
                latent = latent + rng.uniform(0, NOISE) * torch.randn_like(latent)
            if rng.random() < 0.6:
                y, x = corner(rng, torch.from_numpy(data.things[row]), WINDOW)
            else:
                y, x = (rng.randint(0, SIDE - WINDOW) for _ in range(2))
            picture = pictures[row][:, y * FACTOR:(y + WINDOW) * FACTOR,
                                    x * FACTOR:(x + WINDOW) * FACTOR]
            batch.append((latent[:, y:y + WINDOW, x:x + WINDOW], torch.from_numpy(picture.copy())))
        yield tuple(torch.stack(part) for part in zip(*batch))


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--work", required=True)
    parser.add_argument("--minutes", type=float, default=20, help="without denoising the latents")
    parser.add_argument("--count", type=int, default=4000, help="drawings to learn from")
    parser.add_argument("--batch", type=int, default=12, help="windows of one step")
    parser.add_argument("--rate", type=float, default=3e-4)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--resume", action="store_true")
    arguments = parser.parse_args()
    machine.start(arguments.threads)
    torch.manual_seed(arguments.seed)
    data = Data(arguments.work)
    pictures = [p for file, *_ in stored.load(arguments.work, "pictures", *data.KINDS) for p in file]
    rows, made = denoised_latents(data, arguments.work, arguments.count, arguments.seed)
    print("denoised", len(rows), flush=True)
    polished = os.path.join(arguments.work, "vae.polished.pt")
    model = Autoencoder().to(machine.DEVICE, memory_format=torch.channels_last)
    model.load_state_dict(machine.load(
        polished if arguments.resume else os.path.join(arguments.work, "vae.pt")))
    average = copy.deepcopy(model)
    optimizers = make_optimizers(model.decoder, "muon", arguments.rate,
                                 [name.replace("decoder.", "") for name in OUTER])
    crispness = Crispness(model.decoder.layers[-2].weight, CRISPNESS)
    pairs = machine.batches(
        lambda part: windows(data, pictures, rows, made, arguments.seed + part, arguments.batch))
    start, running, step, progress = time.time(), np.zeros(2), 0, 0.0
    while progress < 1:
        progress = (time.time() - start) / 60 / arguments.minutes
        set_rates(optimizers, min(1, (step + 1) / 30) * max(0.002, 1 - progress))
        latents, real = next(pairs)
        real = to_floats(real)
        with machine.bfloat16():
            painted = model.decode(latents)
        error = reconstruction_loss(painted.float(), real)
        model.decoder.zero_grad()
        crispness.loss(error, painted, min(1, step / 100)).backward()
        for optimizer in optimizers:
            optimizer.step()
        doubt = crispness.learn(real, painted)
        decay = min(0.995, (1 + step) / (10 + step))
        with torch.no_grad():
            torch._foreach_lerp_(list(average.decoder.parameters()),
                                 list(model.decoder.parameters()), 1 - decay)
        running = 0.98 * running + 0.02 * np.array([error.item(), doubt.item()])
        step += 1
        if step % 50 == 0:
            shown = running / (1 - 0.98 ** step)
            print(f"{step} error {shown[0]:.4f} doubt {shown[1]:.3f} "
                  f"minutes {(time.time() - start) / 60:.1f}", flush=True)
        if step % 250 == 0 or progress >= 1:
            torch.save(average.state_dict(), polished)


if __name__ == "__main__":
    main()
