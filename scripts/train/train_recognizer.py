"""Trains the recognizer on the stored drawings and says how often it is right on fresh ones.

    python train_recognizer.py --work WORK --minutes 15

Writes recognizer.pt beside this file: float16, small enough to be kept with the scripts.
"""

import argparse
import os
import random
import time

import numpy as np
import torch
import torch.nn.functional as F

import drawing
import machine
import stored
import world
from muon import make_optimizers, set_rates
from recognizer import QUESTIONS, Recognizer, as_seen, labels
from train_vae import to_floats

SHIFT = 6       # pictures are moved by up to so many pixels
OUT = os.path.join(os.path.dirname(os.path.abspath(__file__)), "recognizer.pt")
OUTER = ("body.0", "where", "heads")


class Data:
    """The stored drawings and their labels, those of held-out pairs included."""

    def __init__(self, work: str):
        self.pictures, scenes = zip(*stored.load(work, "pictures", "scenes"))
        self.labels = np.array([labels(as_seen(scene)) for part in scenes for scene in part])

    def batches(self, seed: int, count: int):
        """Endless pictures uint8 [n, 3, 256, 256], moved a little, and labels [n, questions]."""
        rng = np.random.default_rng(seed)
        while True:
            order = [(file, row) for file, part in enumerate(self.pictures)
                     for row in range(len(part))]
            starts = np.cumsum([0] + [len(part) for part in self.pictures])
            rng.shuffle(order)
            for at in range(0, len(order) - count + 1, count):
                chosen = order[at:at + count]
                pictures = np.stack([self.pictures[file][row] for file, row in chosen])
                padded = np.pad(pictures, ((0, 0), (0, 0), (SHIFT, SHIFT), (SHIFT, SHIFT)), "edge")
                size = pictures.shape[-1]
                moved = np.stack([picture[:, y:y + size, x:x + size] for picture, (y, x) in
                                  zip(padded, rng.integers(0, 2 * SHIFT + 1, (count, 2)))])
                rows = [starts[file] + row for file, row in chosen]
                yield torch.from_numpy(moved), torch.from_numpy(self.labels[rows])


def drawings(rng: random.Random, count: int):
    """Fresh pictures, uint8 [count, 3, 256, 256], of the whole world and their labels."""
    scenes = [world.sample_scene(rng, held_out=rng.random() < 0.15) for _ in range(count)]
    pictures = np.stack([drawing.to_array(drawing.draw(s)) for s in scenes])
    return torch.from_numpy(pictures), torch.tensor([labels(as_seen(s)) for s in scenes])


def learn_answers(scores_of, batches, optimizers, minutes: float):
    """Trains what `scores_of` an input makes one score per answer for each question.

    `batches` gives inputs and right answers [n, questions]; -100 stands for one that nobody can
    know. The learning rate falls to zero over the minutes.
    """
    step, start, progress, losses = 0, time.time(), 0.0, []
    while progress < 1:
        progress = (time.time() - start) / 60 / minutes
        set_rates(optimizers, min(1, (step + 1) / 50) * max(0.002, 1 - progress))
        given, wanted = next(batches)
        with machine.bfloat16():
            scores = scores_of(given)
        loss = sum(F.cross_entropy(s.float(), wanted[:, i]) for i, s in enumerate(scores))
        for optimizer in optimizers:
            optimizer.zero_grad()
        loss.backward()
        for optimizer in optimizers:
            optimizer.step()
        losses.append(loss.item())
        step += 1
        if step % 50 == 0:
            print(f"{step} loss {np.mean(losses[-50:]):.3f} minutes "
                  f"{(time.time() - start) / 60:.1f}", flush=True)


@torch.no_grad()
def shares_right(scores_of, batches, questions) -> dict:
    """How often each question is answered right, where its answer can be known."""
    right, asked = np.zeros(len(questions)), np.zeros(len(questions))
    for given, wanted in batches:
        for i, scores in enumerate(scores_of(given)):
            known = wanted[:, i] >= 0
            right[i] += (scores.argmax(1)[known] == wanted[known, i]).sum().item()
            asked[i] += known.sum().item()
    return dict(zip(questions, (right / asked).tolist()))


def accuracy(model, rng: random.Random, batches: int = 20) -> dict:
    """How often each question is answered right on fresh drawings."""
    return shares_right(lambda pictures: model(to_floats(pictures)),
                        (drawings(rng, 32) for _ in range(batches)), QUESTIONS)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--work", required=True)
    parser.add_argument("--minutes", type=float, default=15)
    parser.add_argument("--batch", type=int, default=32, help="pictures of one step")
    parser.add_argument("--rate", type=float, default=1e-3)
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--resume", action="store_true")
    parser.add_argument("--seed", type=int, default=100)
    arguments = parser.parse_args()
    machine.start(arguments.threads)
    torch.manual_seed(arguments.seed)
    data = Data(arguments.work)
    batches = machine.batches(lambda part: data.batches(arguments.seed + part, arguments.batch))
    model = Recognizer().to(machine.DEVICE, memory_format=torch.channels_last)
    if arguments.resume:
        model.load_state_dict({k: v.float() for k, v in machine.load(OUT).items()})
    optimizers = make_optimizers(model, "muon", arguments.rate, OUTER)
    learn_answers(lambda pictures: model(to_floats(pictures)), batches, optimizers,
                  arguments.minutes)
    model = model.cpu().eval()
    torch.save({k: v.half() for k, v in model.state_dict().items()}, OUT)
    model.load_state_dict({k: v.float() for k, v in machine.load(OUT).items()})
    for question, share in accuracy(model, random.Random(999)).items():
        print(f"{question:15} {100 * share:5.1f} %")


if __name__ == "__main__":
    main()
