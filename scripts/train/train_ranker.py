"""Trains the ranker: in every batch each picture must find its caption, and each caption its picture.

    python train_ranker.py --work WORK --minutes 30 [--resume]

Beside the captions of the other pictures stand captions of the same scene with one thing changed:
another subject, color, place, time or style. Without them colors and small things would not be read.
Reads WORK/text.pt and stored drawings; keeps WORK/ranker.pt up to date.
"""

import dataclasses
import os
import random

import numpy as np
import torch
import torch.nn.functional as F

import captions
import machine
import stored
import tokenizer as words
import world
from denoiser import KnownText
from muon import make_optimizers, set_rates
from progress import Progress, begin, training_options
from ranker import SIZE, Ranker
from train_vae import to_floats

CHANGED = 3         # wrong captions of each scene
CHANGES = ["subject", "subject", "color", "color", "place", "time", "style"]
SHIFT = 6           # pictures are moved by up to so many pixels
OUTER = ("body.0", "where", "project", "log_scale")


def another(rng: random.Random, names, old: str) -> str:
    """Any of the names but the old one."""
    return rng.choice([name for name in names if name != old])


def changed(rng: random.Random, scene: world.Scene, what: str) -> world.Scene:
    """The scene with another subject or color of one of its things, or another place, time or style."""
    if what in ("subject", "color"):
        at = rng.randrange(len(scene.things))
        names = world.SUBJECTS if what == "subject" else world.COLORS
        old = scene.things[at]
        new = dataclasses.replace(old, **{what: another(rng, names, getattr(old, what))})
        things = tuple(new if i == at else thing for i, thing in enumerate(scene.things))
        return dataclasses.replace(scene, things=things)
    if what == "time" and scene.place in ("moon", "underwater"):    # there a caption names no time
        what = "place"
    names = {"place": world.PLACES, "time": world.TIMES, "style": [world.PLAIN, *world.STYLES]}
    return dataclasses.replace(scene, **{what: another(rng, names[what], getattr(scene, what))})


def batches_of(data: str, seed: int, count: int):
    """Endless pictures uint8 [n, 3, 2 SIZE, 2 SIZE] and ids [(1 + CHANGED) n, s], right ones first."""
    rng, tokenizer = random.Random(seed), words.padding()

    def say(scene):
        return captions.full(scene) if rng.random() < 0.6 else captions.caption(rng, scene)
    while True:
        files = stored.load(data, "pictures", "scenes")
        order = [(f, i) for f, file in enumerate(files) for i in range(len(file[1]))]
        rng.shuffle(order)
        for start in range(0, len(order) - count + 1, count):
            chosen = order[start:start + count]
            scenes = [files[f][1][i] for f, i in chosen]
            texts = [say(scene) for scene in scenes]
            texts += [captions.full(changed(rng, scene, rng.choice(CHANGES)))
                      for _ in range(CHANGED) for scene in scenes]
            pictures = [np.roll(files[f][0][i], [rng.randint(-SHIFT, SHIFT) for _ in range(2)], (1, 2))
                        for f, i in chosen]
            yield (torch.from_numpy(np.stack(pictures)),
                   torch.tensor([e.ids for e in tokenizer.encode_batch(texts)]))


def as_seen(pictures):
    """Pictures uint8 of twice the size -> what the tower sees."""
    return F.avg_pool2d(to_floats(pictures), pictures.shape[-1] // SIZE)


def loss_of(scores):
    """Both ways; the first n of the m columns of `scores` [n, m] are the pictures' own captions.

    A wrong caption stands in one row only, that of its scene: in other rows it may even be right.
    """
    n = len(scores)
    own = torch.arange(n, device=scores.device)
    wrong = scores[:, n:].reshape(n, CHANGED, n)[own, :, own]
    rows = torch.cat([scores[:, :n], wrong], 1)
    return (F.cross_entropy(rows, own) + F.cross_entropy(scores[:, :n].T, own)) / 2


def main():
    parser = training_options(minutes=30, rate=1e-3)
    parser.add_argument("--batch", type=int, default=64, help="pictures of one step")
    arguments = begin(parser)
    known = KnownText(words.build().get_vocab_size(), words.MAX_TOKENS)
    known.load(machine.load(os.path.join(arguments.work, "text.pt")))
    model = Ranker(known).to(machine.DEVICE, memory_format=torch.channels_last)
    optimizers = make_optimizers(model, "muon", arguments.rate, OUTER)
    progress = Progress(os.path.join(arguments.work, "ranker.pt"), model, optimizers,
                        arguments.resume)
    batches = machine.batches(lambda part: batches_of(arguments.data,
                                                      progress.steps + part, arguments.batch))
    for step, done in machine.timed(arguments.minutes):
        set_rates(optimizers, min(1, (step + 1) / 50) * (1 - done + 0.002))
        pictures, ids = next(batches)
        with machine.bfloat16():
            scores = model(ids, as_seen(pictures))
        loss = loss_of(scores.float())
        loss.backward()
        progress.step(loss, arguments.batch)
    progress.save()


if __name__ == "__main__":
    main()
