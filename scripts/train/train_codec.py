"""Trains the discrete autoencoder on crops of stored drawings: L1 and edge loss.

    python train_codec.py --work WORK --minutes 30 [--resume]

Begins from WORK/vae.pt if there is one; keeps WORK/codec.pt up to date. `make_tokens.py` comes next.
"""

import os
import random

import numpy as np
import torch

import machine
import stored
from codec import Codec
from muon import make_optimizers, set_rates
from progress import Progress, begin, training_options
from train_denoiser import corner
from train_vae import reconstruction_loss, to_floats
from vae import FACTOR

CROP = 128
OUTER = ("encoder.1.", "decoder.0.", "encoder.11.", "decoder.13.")


def crops(data: str, seed: int, count: int):
    """Endless crops on things, uint8 [count, 3, CROP, CROP], that start anywhere."""
    rng = random.Random(seed)
    while True:
        files = stored.load(data, "pictures", "things")
        order = [(f, i) for f, file in enumerate(files) for i in range(len(file[0]))]
        rng.shuffle(order)
        for start in range(0, len(order) - count + 1, count):
            made = []
            for f, i in order[start:start + count]:
                things = torch.from_numpy(files[f][1][i].copy())
                y, x = (min(max(c * FACTOR + rng.randint(-40, 40), 0), 256 - CROP)
                        for c in corner(rng, things, CROP // FACTOR))
                made.append(files[f][0][i, :, y:y + CROP, x:x + CROP])
            yield (torch.from_numpy(np.stack(made)),)


def main():
    parser = training_options(minutes=30, rate=5e-4)
    parser.add_argument("--batch", type=int, default=12, help="crops of one step")
    arguments = begin(parser)
    model, vae = Codec(), os.path.join(arguments.work, "vae.pt")
    if os.path.exists(vae):
        model.begin_from(machine.load(vae))
    model = model.to(machine.DEVICE, memory_format=torch.channels_last)
    optimizers = make_optimizers(model, "muon", arguments.rate, OUTER)
    progress = Progress(os.path.join(arguments.work, "codec.pt"), model, optimizers,
                        arguments.resume)
    batches = machine.batches(lambda part: crops(arguments.data,
                                                 progress.steps + part, arguments.batch))
    for step, done in machine.timed(arguments.minutes):
        set_rates(optimizers, min(1, (step + 1) / 50) * min(1, 2 * (1 - done) + 0.002))
        real = to_floats(*next(batches))
        with machine.bfloat16():
            made = model(real).float()
        loss = reconstruction_loss(made, real)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        progress.step(loss, arguments.batch)
    progress.save()


if __name__ == "__main__":
    main()
