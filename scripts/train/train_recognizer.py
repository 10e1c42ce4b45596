"""Trains the recognizer on fresh drawings and says how often it is right on others.

    python train_recognizer.py --work WORK --minutes 15

Writes recognizer.pt beside this file: float16, small enough to be kept with the scripts.
"""

import argparse
import multiprocessing
import os
import random
import time

import numpy as np
import torch
import torch.nn.functional as F

import drawing
import world
from muon import make_optimizers
from recognizer import QUESTIONS, Recognizer, labels

BATCH = 32
OUT = os.path.join(os.path.dirname(os.path.abspath(__file__)), "recognizer.pt")
OUTER = ("body.0", "where", "heads")


def any_scene(rng: random.Random) -> world.Scene:
    """A scene of the whole world: the judge must know the held-out pairs as well."""
    return world.sample_scene(rng, held_out=rng.random() < 0.15)


def drawings(rng: random.Random, count: int):
    """Pictures [count, 3, 256, 256] in [-1, 1] and their labels [count, questions]."""
    scenes = [any_scene(rng) for _ in range(count)]
    pictures = np.stack([drawing.to_array(drawing.draw(s)) for s in scenes])
    return pictures, np.array([labels(s) for s in scenes])


def draw_forever(queue, seed: int):
    """A helper process that draws."""
    rng = random.Random(seed)
    while True:
        queue.put(drawings(rng, BATCH))


def tensors(batch):
    """A drawn batch as floats and labels."""
    pictures, wanted = batch
    return (torch.from_numpy(pictures).float() / 127.5 - 1).contiguous(
        memory_format=torch.channels_last), torch.from_numpy(wanted)


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
    parser.add_argument("--minutes", type=float, default=15)
    parser.add_argument("--rate", type=float, default=1e-3)
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--resume", action="store_true")
    parser.add_argument("--seed", type=int, default=100)
    arguments = parser.parse_args()
    torch.set_num_threads(arguments.threads)
    torch.set_flush_denormal(True)
    torch.manual_seed(arguments.seed)
    queue = multiprocessing.Queue(8)
    multiprocessing.Process(target=draw_forever, args=(queue, arguments.seed), daemon=True).start()
    model = Recognizer().to(memory_format=torch.channels_last)
    if arguments.resume:
        model.load_state_dict({k: v.float() for k, v in torch.load(OUT).items()})
    optimizers = make_optimizers(model, "muon", arguments.rate, OUTER)
    step, start, progress, losses = 0, time.time(), 0.0, []
    while progress < 1:
        progress = (time.time() - start) / 60 / arguments.minutes
        for group in [g for optimizer in optimizers for g in optimizer.param_groups]:
            group["lr"] = group["full"] * min(1, (step + 1) / 50) * max(0.002, 1 - progress)
        pictures, wanted = tensors(queue.get())
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
