"""Trains the recognizer on the stored drawings and says how often it is right on fresh ones.

    python train_recognizer.py --work WORK --minutes 15

Writes recognizer.pt beside this file: float16, small enough to be kept with the scripts.
"""

import argparse
import glob
import json
import os
import random
import time

import numpy as np
import torch
import torch.nn.functional as F

import drawing
import world
from allocator import keep_freed_memory
from muon import make_optimizers
from recognizer import QUESTIONS, Recognizer, labels
from train_vae import to_floats

BATCH = 32
SHIFT = 6       # pictures are moved by up to so many pixels
OUT = os.path.join(os.path.dirname(os.path.abspath(__file__)), "recognizer.pt")
OUTER = ("body.0", "where", "heads")


class Data:
    """The stored drawings and their labels, those of held-out pairs included."""

    def __init__(self, work: str):
        self.pictures, wanted = [], []
        for file in sorted(glob.glob(os.path.join(work, "scenes-*.json"))):
            with open(file) as scenes:
                wanted += [labels(world.Scene.of(s)) for s in json.load(scenes)]
            stored = file.replace("scenes-", "pictures-").replace(".json", ".npy")
            self.pictures.append(np.load(stored, mmap_mode="r"))
        self.labels = np.array(wanted)

    def batches(self, rng: np.random.Generator):
        """Endless pictures uint8 [n, 3, 256, 256], moved a little, and labels [n, questions]."""
        while True:
            order = [(file, row) for file, part in enumerate(self.pictures)
                     for row in range(len(part))]
            starts = np.cumsum([0] + [len(part) for part in self.pictures])
            rng.shuffle(order)
            for at in range(0, len(order) - BATCH + 1, BATCH):
                chosen = order[at:at + BATCH]
                pictures = np.stack([self.pictures[file][row] for file, row in chosen])
                padded = np.pad(pictures, ((0, 0), (0, 0), (SHIFT, SHIFT), (SHIFT, SHIFT)), "edge")
                y, x = rng.integers(0, 2 * SHIFT + 1, 2)
                size = pictures.shape[-1]
                yield (padded[:, :, y:y + size, x:x + size],
                       self.labels[[starts[file] + row for file, row in chosen]])


def drawings(rng: random.Random, count: int):
    """Fresh pictures [count, 3, 256, 256] of the whole world and their labels."""
    scenes = [world.sample_scene(rng, held_out=rng.random() < 0.15) for _ in range(count)]
    pictures = np.stack([drawing.to_array(drawing.draw(s)) for s in scenes])
    return pictures, np.array([labels(s) for s in scenes])


def tensors(batch):
    """A batch as floats in [-1, 1] and labels."""
    pictures, wanted = batch
    return to_floats(pictures), torch.from_numpy(wanted)


@torch.no_grad()
def accuracy(model, rng: random.Random, batches: int = 20) -> dict:
    """How often each question is answered right on fresh drawings."""
    right, asked = np.zeros(len(QUESTIONS)), np.zeros(len(QUESTIONS))
    for _ in range(batches):
        pictures, wanted = tensors(drawings(rng, BATCH))
        for i, scores in enumerate(model(pictures)):
            known = wanted[:, i] >= 0
            right[i] += (scores.argmax(1)[known] == wanted[known, i]).sum().item()
            asked[i] += known.sum().item()
    return dict(zip(QUESTIONS, (right / asked).tolist()))


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--work", required=True)
    parser.add_argument("--minutes", type=float, default=15)
    parser.add_argument("--rate", type=float, default=1e-3)
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--resume", action="store_true")
    parser.add_argument("--seed", type=int, default=100)
    arguments = parser.parse_args()
    keep_freed_memory()
    torch.set_num_threads(arguments.threads)
    torch.set_flush_denormal(True)
    torch.manual_seed(arguments.seed)
    batches = Data(arguments.work).batches(np.random.default_rng(arguments.seed))
    model = Recognizer().to(memory_format=torch.channels_last)
    if arguments.resume:
        model.load_state_dict({k: v.float() for k, v in torch.load(OUT).items()})
    optimizers = make_optimizers(model, "muon", arguments.rate, OUTER)
    step, start, progress, losses = 0, time.time(), 0.0, []
    while progress < 1:
        progress = (time.time() - start) / 60 / arguments.minutes
        for group in [g for optimizer in optimizers for g in optimizer.param_groups]:
            group["lr"] = group["full"] * min(1, (step + 1) / 50) * max(0.002, 1 - progress)
        pictures, wanted = tensors(next(batches))
        with torch.autocast("cpu", torch.bfloat16):
            scores = model(pictures)
        loss = sum(F.cross_entropy(s.float(), wanted[:, i]) for i, s in enumerate(scores))
        model.zero_grad()
        loss.backward()
        for optimizer in optimizers:
            optimizer.step()
        losses.append(loss.item())
        step += 1
        if step % 50 == 0:
            print(f"{step} loss {np.mean(losses[-50:]):.3f} minutes "
                  f"{(time.time() - start) / 60:.1f}", flush=True)
    torch.save({k: v.half() for k, v in model.state_dict().items()}, OUT)
    model.load_state_dict({k: v.float() for k, v in torch.load(OUT).items()})
    for question, share in accuracy(model, random.Random(999)).items():
        print(f"{question:15} {100 * share:5.1f} %")


if __name__ == "__main__":
    main()
