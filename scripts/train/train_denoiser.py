"""Trains text encoder and denoiser on stored latents, with a fresh caption at every use.

    python train_denoiser.py --work WORK --minutes 90 [--resume]

Keeps WORK/NAME.pt (weights, averaged weights, optimizer) up to date; `--resume` goes on from it.
The learning rate falls to zero in the second half of `--minutes`. Without a graphics card the trainer
runs on one thread; a helper process uses what is left of a second processor and adds its gradients, at
most a step old, when it can.
"""

import argparse
import copy
import math
import os
import random
import time

import numpy as np
import torch
from torch import nn

import machine
import stored
import tokenizer as words
import world
from coarse import coarsen
from denoiser import Denoiser, TextEncoder, whole_grid
from muon import make_optimizers, set_rates
from schedule import STEPS, alphas_cumprod

THINGS_WEIGHT = 4.0     # of errors where things stand, against those elsewhere
AVERAGING = 0.995       # of the kept weights: over 200 steps; over 500 they lag behind for an hour
WINDOW = 10             # cells; most things fit into it
MIDDLE = 0.3            # how much denser the middle noise levels are drawn, 0 to 1
OUTER = (".words", ".positions", ".first", ".last")   # weights that Muon leaves to AdamW


class TextToLatent(nn.Module):
    """Text encoder and denoiser as one module: what is trained and averaged."""

    def __init__(self):
        super().__init__()
        self.encoder = TextEncoder(words.build().get_vocab_size(), words.MAX_TOKENS)
        self.denoiser = Denoiser()

    def forward(self, latents, timesteps, ids, grid=None):
        """Noisy latents [n, 16, h, w], timesteps [n], ids [n, s] -> v [n, 16, h, w]."""
        return self.denoiser(latents, timesteps, self.encoder(ids)[0], grid)

    def freeze(self, parts):
        """Keeps what reads the text as `train_text.py` made it, and named parts of the denoiser."""
        for part in (self.encoder, self.denoiser.text, *map(self.denoiser.get_submodule, parts)):
            part.requires_grad_(False)


def is_plain(scene: world.Scene) -> bool:
    """Whether a scene shows one thing in a style without texture."""
    return scene.style in (world.PLAIN, "flat") and scene.count == len(scene.things) == 1


class Data:
    """Stored latents and their scenes."""

    KINDS = ("latents", "things", "scenes")

    def __init__(self, work: str):
        latents, things, scenes = zip(*stored.load(work, *self.KINDS))
        self.latents, self.things = np.concatenate(latents), np.concatenate(things)
        self.scenes = [scene for part in scenes for scene in part]
        self.tokenizer = words.padding()

    def order(self, rng: random.Random, left_out: float) -> list:
        """Indices in random order, without a share `left_out` of the scenes that are not plain."""
        order = [i for i, scene in enumerate(self.scenes)
                 if is_plain(scene) or rng.random() >= left_out]
        rng.shuffle(order)
        return order

    def batch(self, rng: random.Random, indices, window: int):
        """Latents [n, 16, w, w], their grid [n, 2, w, w], weights of cells [n, 1, w, w], ids [n, s].

        A window smaller than the whole shows things rather than what surrounds them.
        """
        things = torch.from_numpy(self.things[indices])[:, None].float()
        size = things.shape[-1]
        grid = whole_grid(size, size)[None].expand(len(indices), 2, size, size)
        whole = torch.cat([torch.from_numpy(self.latents[indices]).float(), grid, things], 1)
        if window < size:
            whole = torch.stack([picture[:, y:y + window, x:x + window] for picture, (y, x) in
                                 zip(whole, (corner(rng, t[0], window) for t in things))])
        latents, grid, things = whole.split([whole.shape[1] - 3, 2, 1], 1)
        weights = 1 + (THINGS_WEIGHT - 1) * things
        return latents, grid, weights / weights.mean(), words.caption_ids(
            self.tokenizer, rng, [self.scenes[i] for i in indices])


def corner(rng: random.Random, things, window: int):
    """Row and column of a window's first cell; its middle is near that of three cells of things."""
    size = things.shape[-1]
    cells = things.nonzero().tolist() or [[size // 2, size // 2]]
    chosen = [rng.choice(cells) for _ in range(3)]
    return [min(max(round(sum(axis) / 3 + 0.5 - window / 2), 0), size - window)
            for axis in zip(*chosen)]


def loss_of(model, signal, latents, grid, weights, ids, timesteps):
    """Weighted mean square error of v per picture [n], for noise drawn here.

    Things cover a part of the picture only and have most of the shapes, so their cells weigh more.
    """
    a = signal[timesteps].sqrt()[:, None, None, None]
    b = (1 - signal[timesteps]).sqrt()[:, None, None, None]
    noise = torch.randn_like(latents)
    target = a * noise - b * latents
    noisy = (a * latents + b * noise).contiguous(memory_format=torch.channels_last)
    with machine.bfloat16():
        made = model(noisy, timesteps, ids, grid)
    return (weights * (made.float() - target) ** 2).mean((1, 2, 3))


class Shared:
    """What the trainer and its helper share: weights, gradients and who holds which.

    Row 0 of the gradients is the trainer's. The helper fills row 1 or 2, and hands it over by
    writing its number to `handed`; the trainer adds it to its own and writes 0.
    """

    def __init__(self, frozen):
        self.model = TextToLatent().to(machine.DEVICE, memory_format=torch.channels_last)
        self.model.freeze(frozen)
        count = sum(p.numel() for p in self.model.parameters())
        self.gradients = torch.zeros(3, count, device=machine.DEVICE)
        if not machine.ON_CARD:
            self.model.share_memory()
            self.gradients.share_memory_()
        self.samples = torch.zeros(3).share_memory_()
        context = torch.multiprocessing.get_context("spawn")
        self.handed, self.stop = context.Value("i", 0), context.Value("b", False)

    def use_row(self, row: int):
        """Makes a row, emptied, the place where this process gathers gradients."""
        self.gradients[row].zero_()
        self.samples[row] = 0
        start = 0
        for p in self.model.parameters():
            part = self.gradients[row, start:start + p.numel()]
            if p.ndim == 4:
                o, i, h, w = p.shape
                p.grad = part.view(o, h, w, i).permute(0, 3, 1, 2)
            else:
                p.grad = part.view(p.shape)
            start += p.numel()

    def gather(self, row: int, batches) -> float:
        """Adds the gradient of one small batch, weighted by its cells; returns the mean loss."""
        batch = next(batches)
        loss = loss_of(self.model, SIGNAL, *batch).mean()
        count = batch[0][:, 0].numel() / CELLS
        (loss * count).backward()
        self.samples[row] += count
        return loss.item()


SIDE = 16        # cells of a whole picture
CELLS = SIDE ** 2    # a window counts as a part of a sample
SIGNAL = torch.from_numpy(alphas_cumprod()).float().to(machine.DEVICE)


def small_batches(arguments, seed: int):
    """Endless batches of `Data.batch` with timesteps [n]: whole pictures, or more but windows."""
    rng = random.Random(seed)
    torch.manual_seed(seed)
    while True:
        data = Data(arguments.work)   # read again: there may be more drawings than before
        order = data.order(rng, arguments.leave_out)
        while len(order) > arguments.part * CELLS // WINDOW ** 2:
            window = WINDOW if rng.random() < arguments.windows else SIDE
            count = arguments.part * CELLS // window ** 2
            chosen, order = order[:count], order[count:]
            # One timestep in each of n equal parts: less variance than free draws. More of them
            # in the middle, where shapes are decided.
            spread = (torch.randperm(count) + torch.rand(count)) / count
            spread = spread + MIDDLE * torch.sin(2 * math.pi * spread) / (2 * math.pi)
            yield *data.batch(rng, chosen, window), (spread * STEPS).long()


def help_training(shared: Shared, arguments, seed: int):
    """The helper: gathers gradients with whatever processor time is left, never waited for."""
    machine.start(1)
    batches = machine.batches(lambda _: small_batches(arguments, seed))
    row = 1
    shared.use_row(row)
    trainer = os.getppid()
    while not shared.stop.value and os.getppid() == trainer:
        shared.gather(row, batches)
        if shared.handed.value == 0:
            shared.handed.value = row
            row = 3 - row
            shared.use_row(row)


def train(shared: Shared, arguments, saved, seed: int):
    """The trainer: gathers gradients, adds the helper's, and updates the weights."""
    machine.start(1)
    model, average = shared.model, copy.deepcopy(shared.model).eval()
    optimizers = make_optimizers(model, arguments.optimizer, arguments.rate, OUTER)
    first, samples = 0, 0
    if saved:
        first, samples = saved["steps"], saved["samples"]
        average.load_state_dict(saved["average"])
        for optimizer, state in zip(optimizers, saved.get("optimizers", [])):
            full = [group["full"] for group in optimizer.param_groups]
            optimizer.load_state_dict(state)
            for group, rate in zip(optimizer.param_groups, full):
                group["full"] = rate
    batches = machine.batches(lambda part: small_batches(arguments, seed + part))
    step, start, last_save, losses, progress = first, time.time(), time.time(), [], 0.0
    while progress < 1:
        progress = (time.time() - start) / 60 / arguments.minutes
        set_rates(optimizers, min(1, (step - first + 1) / 60)
                  * min(1, 2 * max(0, 1 - progress) + 0.002))
        shared.use_row(0)
        for _ in range(arguments.parts):
            losses.append(shared.gather(0, batches))
        helped = shared.handed.value
        if helped:
            shared.gradients[0] += shared.gradients[helped]
            shared.samples[0] += shared.samples[helped]
            shared.handed.value = 0
        count = shared.samples[0].item()
        shared.gradients[0] /= count
        for optimizer in optimizers:
            optimizer.step()
        decay = min(AVERAGING, (1 + step) / (10 + step))
        with torch.no_grad():
            torch._foreach_lerp_(list(average.parameters()), list(model.parameters()), 1 - decay)
        step, samples = step + 1, samples + count
        if step % 25 == 0:
            print(f"{step} samples {samples:.0f} loss {np.mean(losses[-25 * arguments.parts:]):.4f} "
                  f"minutes {(time.time() - start) / 60:.2f}", flush=True)
        if time.time() - last_save > 150:
            save(arguments, model, average, optimizers, step, samples)
            last_save = time.time()
    coarsen(average)
    save(arguments, model, average, optimizers, step, samples)


def save(arguments, model, average, optimizers, steps, samples):
    """Writes a checkpoint in one move."""
    path = os.path.join(arguments.work, arguments.name + ".pt")
    torch.save({"model": model.state_dict(), "average": average.state_dict(), "steps": steps,
                "samples": samples, "optimizers": [o.state_dict() for o in optimizers]},
               path + ".part")
    os.replace(path + ".part", path)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--work", required=True)
    parser.add_argument("--name", default="denoiser")
    parser.add_argument("--minutes", type=float, default=90)
    parser.add_argument("--part", type=int, default=12, help="pictures of one small batch")
    parser.add_argument("--parts", type=int, default=1, help="small batches of one step")
    parser.add_argument("--leave-out", type=float, default=0.0, help="share of the drawings of "
                        "several things or textured styles not to use: shapes are learned first")
    parser.add_argument("--windows", type=float, default=0.65, help="share of small batches that "
                        "show windows on things, which cost less, in place of whole pictures")
    parser.add_argument("--freeze", nargs="*", default=[], metavar="PART",
                        help="parts of the denoiser not to train, such as low.0")
    parser.add_argument("--rate", type=float, default=1e-3)
    parser.add_argument("--optimizer", choices=["adamw", "muon"], default="muon")
    parser.add_argument("--resume", action="store_true")
    arguments = parser.parse_args()
    torch.manual_seed(0)
    shared, saved = Shared(arguments.freeze), None
    if arguments.resume:
        saved = machine.load(os.path.join(arguments.work, arguments.name + ".pt"))
        shared.model.load_state_dict(saved["model"])
    else:
        text = machine.load(os.path.join(arguments.work, "text.pt"))
        shared.model.encoder.load_state_dict(text["encoder"])
        shared.model.denoiser.text.load_state_dict(text["reading"])
    seed = 2 * (saved["steps"] if saved else 0)
    if machine.ON_CARD:
        return train(shared, arguments, saved, seed)
    helper = torch.multiprocessing.get_context("spawn").Process(
        target=help_training, args=(shared, arguments, seed + 1), daemon=True)
    helper.start()
    train(shared, arguments, saved, seed)
    shared.stop.value = True
    helper.join()


if __name__ == "__main__":
    main()
