"""Trains the transformer on whole pictures: stored drawings, a fresh caption at every use.

    python train_pixels.py --work WORK --minutes 100 [--resume]

Reads WORK/text.pt, which `train_text.py` or `import_weights.py` writes, and the drawings under WORK;
keeps WORK/pixels.pt up to date. The learning rate falls to zero over the last part of the minutes.
"""

import os
import random

import numpy as np
import torch

import machine
import stored
import tokenizer as words
from denoiser import KnownText, whole_grid
from muon import make_optimizers, set_rates
from pixels import LEAST_SIGMA, PATCH, TRAIN_STEPS, PixelDenoiser
from progress import Progress, begin, training_options
from train_denoiser import THINGS_WEIGHT, corner
from train_vae import to_floats

WINDOW, SIDE = 8, 16            # patches of a window and of a whole picture
MEAN, SPREAD = 1.0, 1.0         # of the logit of sigma
OUTER = ("first", "place", "picked", "kinds", "time", "last", "modulate", "steer")


def small_batches(arguments, seed: int):
    """Endless pictures [n, 3, h, w], grids [n, 2, h/16, w/16], weights of patches and ids [n, s].

    Whole pictures, or more but windows on things.
    """
    rng, tokenizer = random.Random(seed), words.padding()
    while True:
        files = stored.load(arguments.data, "pictures", "things", "scenes")
        order = [(f, i) for f, file in enumerate(files) for i in range(len(file[2]))]
        rng.shuffle(order)
        while len(order) > arguments.part * SIDE ** 2 // WINDOW ** 2:
            size = WINDOW if rng.random() < arguments.windows else SIDE
            count = arguments.part * SIDE ** 2 // size ** 2
            chosen, order = order[:count], order[count:]
            things = [torch.from_numpy(files[f][1][i].copy()) for f, i in chosen]
            corners = [corner(rng, t, size) for t in things]
            pictures = np.stack([files[f][0][i, :, y * PATCH:(y + size) * PATCH,
                                             x * PATCH:(x + size) * PATCH]
                                 for (f, i), (y, x) in zip(chosen, corners)])
            grid = whole_grid(SIDE, SIDE)
            cut = [[whole[..., y:y + size, x:x + size] for whole, (y, x) in zip(wholes, corners)]
                   for wholes in ([grid] * count, things)]
            weights = 1 + (THINGS_WEIGHT - 1) * torch.stack(cut[1])[:, None].float()
            yield (torch.from_numpy(pictures), torch.stack(cut[0]), weights / weights.mean(),
                   words.caption_ids(tokenizer, rng, [files[f][2][i] for f, i in chosen]))


def loss_of(model, text, pictures, grid, weights, ids):
    """Weighted mean square error of the velocity, for noise drawn here."""
    n = len(pictures)
    # One noise level in each of n equal parts of the distribution.
    spread = ((torch.randperm(n) + torch.rand(n)) / n).clamp(1e-3, 1 - 1e-3).to(pictures.device)
    sigma = torch.sigmoid(MEAN + SPREAD * torch.special.ndtri(spread))[:, None, None, None]
    noisy = torch.lerp(pictures, torch.randn_like(pictures), sigma)
    with machine.bfloat16():
        clean = model(noisy, sigma.flatten() * TRAIN_STEPS, text(ids), grid)
    error = (clean.float() - pictures) / sigma.clamp(min=LEAST_SIGMA)
    per_patch = torch.nn.functional.avg_pool2d((error ** 2).mean(1, keepdim=True), PATCH)
    return (weights * per_patch).mean()


def main():
    parser = training_options(minutes=100, rate=1e-3)
    parser.add_argument("--part", type=int, default=16, help="whole pictures of one step")
    parser.add_argument("--windows", type=float, default=0.6, help="share of steps that show windows")
    parser.add_argument("--fall", type=float, default=0.5, help="share of the minutes in which the "
                        "learning rate falls")
    arguments = begin(parser)
    known = machine.load(os.path.join(arguments.work, "text.pt"))
    text = KnownText(words.build().get_vocab_size(), words.MAX_TOKENS).load(known)
    model = PixelDenoiser().to(machine.DEVICE)
    model.text.load_state_dict(known["reading"])
    optimizers = make_optimizers(model, "muon", arguments.rate, OUTER)
    progress = Progress(os.path.join(arguments.work, "pixels.pt"), model, optimizers,
                        arguments.resume)
    batches = machine.batches(lambda part: small_batches(arguments, progress.steps + part))
    text = text.to(machine.DEVICE)
    for step, done in machine.timed(arguments.minutes):
        set_rates(optimizers, min(1, (step + 1) / 100) * min(1, (1 - done) / arguments.fall + 0.002))
        pictures, *others = next(batches)
        loss = loss_of(model, text, to_floats(pictures), *others)
        loss.backward()
        progress.step(loss, arguments.part)
    progress.save()


if __name__ == "__main__":
    main()
