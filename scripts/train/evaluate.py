"""Judges the shipped model with the shipped program: how often pictures show what was asked for.

    python evaluate.py --count 600 --out FOLDER [-- --steps 4]

Half of the prompts hold a pair that training never saw. `gen` makes every picture, the recognizer
judges it, and a table is printed, beside the recognizer's own accuracy on fresh drawings. What
follows `--` is passed on to `gen`. Pictures that are there already are judged as they are.
"""

import argparse
import json
import os
import random
import subprocess
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import torch
from PIL import Image

import captions
import drawing
import stored
import world
from recognizer import QUESTIONS, Recognizer, answers, as_seen
from train_recognizer import OUT, accuracy
from train_vae import to_floats

GEN = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "gen")
WORKERS = 2


def scenes_to_ask(count: int) -> list:
    """The same scenes every time, held-out pairs in every second."""
    rng = random.Random(2026)
    return [world.sample_scene(rng, held_out=i % 2 == 1) for i in range(count)]


def make(scenes: list, folder: str, options: list):
    """Lets `gen` make the missing pictures."""
    def one(index):
        path = os.path.join(folder, f"{index:04}.png")
        if not os.path.exists(path):
            subprocess.run([GEN, captions.full(scenes[index]), "-o", path, "--quiet", "--threads",
                            "1", "--seed", str(index), *options], check=True, capture_output=True)
        return path
    with ThreadPoolExecutor(WORKERS) as pool:
        return list(pool.map(one, range(len(scenes))))


def read(paths: list) -> torch.Tensor:
    """Pictures [n, 3, 256, 256] in [-1, 1]."""
    pictures = np.stack([drawing.to_array(Image.open(p).convert("RGB")) for p in paths])
    return to_floats(torch.from_numpy(pictures))


def table(scenes: list, seen: list) -> list:
    """Rows of (question, right of all, of trained pairs, of held-out pairs), as shares."""
    rights = []
    for scene, shown in zip(scenes, seen):
        wanted = answers(as_seen(scene))
        right = {q: None if wanted[q] is None or q.startswith("second") and not scene.relation
                 or q == "relation" and not scene.relation
                 or q == "count" and scene.relation else wanted[q] == shown[q]
                 for q in QUESTIONS}
        right["all of a prompt"] = all(v for v in right.values() if v is not None)
        rights.append(right)

    def share(question, chosen):
        values = [r[question] for r, s in zip(rights, scenes)
                  if r[question] is not None and s.held_out() in chosen]
        return sum(values) / max(1, len(values))
    return [(q, share(q, (True, False)), share(q, (False,)), share(q, (True,)))
            for q in rights[0]]


def thumbnails(pictures: torch.Tensor) -> torch.Tensor:
    """Pictures [n, 3, 256, 256] as rows of 32 x 32 pixels, [n, 3072]."""
    return torch.nn.functional.avg_pool2d(pictures, 8).flatten(1)


def trained_on(work: str) -> torch.Tensor:
    """Thumbnails of the drawings whose latents the denoiser learned from."""
    rows = []
    for pictures, _ in stored.load(work, "pictures", "latents"):
        for start in range(0, len(pictures), 64):
            rows.append(thumbnails(to_floats(torch.from_numpy(pictures[start:start + 64].copy()))))
    return torch.cat(rows)


def report_nearest(scenes: list, paths: list, work: str):
    """Says how far made pictures are from the nearest training drawing, and how far fresh ones are.

    A distance is the root mean square over a thumbnail's numbers, on a scale of -1 to 1.
    """
    known = trained_on(work)
    chosen = [i for i, s in enumerate(scenes) if not s.held_out()][:100]
    fresh = np.stack([drawing.to_array(drawing.draw(scenes[i])) for i in chosen])
    for name, pictures in (("made pictures", read([paths[i] for i in chosen])),
                           ("fresh drawings of the same scenes",
                            to_floats(torch.from_numpy(fresh)))):
        distance = torch.cdist(thumbnails(pictures), known).min(1).values / known.shape[1] ** 0.5
        print(f"nearest training drawing, {name}: median {distance.median():.3f}, "
              f"least {distance.min():.3f}")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--count", type=int, default=600)
    parser.add_argument("--out", required=True)
    parser.add_argument("--work", help="look for the nearest of the drawings stored there")
    parser.add_argument("options", nargs="*")
    arguments = parser.parse_args()
    os.makedirs(arguments.out, exist_ok=True)
    scenes = scenes_to_ask(arguments.count)
    paths = make(scenes, arguments.out, arguments.options)
    judge = Recognizer().eval()
    judge.load_state_dict({k: v.float() for k, v in torch.load(OUT).items()})
    seen = [answer for start in range(0, len(paths), 32)
            for answer in judge.judge(read(paths[start:start + 32]))]
    own = accuracy(judge, random.Random(999))
    print("| asked for | right | trained pairs | held-out pairs | judge's own accuracy |")
    print("| --- | --- | --- | --- | --- |")
    for question, *shares in table(scenes, seen):
        numbers = " | ".join(f"{100 * s:.1f} %" for s in shares)
        judged = f"{100 * own[question]:.1f} %" if question in own else ""
        print(f"| {question} | {numbers} | {judged} |")
    with open(os.path.join(arguments.out, "judged.json"), "w") as file:
        json.dump([{"prompt": captions.full(s), "seen": a} for s, a in zip(scenes, seen)], file,
                  indent=1)
    if arguments.work:
        report_nearest(scenes, paths, arguments.work)


if __name__ == "__main__":
    main()
