"""The files that `make_latents.py` writes for one seed: drawings, their scenes and their latents."""

import glob
import json
import os

import numpy as np

import world

ENDINGS = {"scenes": "json", "pictures": "npy", "latents": "npy", "things": "npy",
           "tokens": "npy"}


def path(work: str, kind: str, seed) -> str:
    """Where one kind of file of a seed lies; `seed` may be a pattern."""
    return os.path.join(work, f"{kind}-{seed}.{ENDINGS[kind]}")


def _load(file: str):
    if file.endswith(".npy"):
        return np.load(file, mmap_mode="r")
    with open(file) as scenes:
        return [world.Scene.of(s) for s in json.load(scenes)]


def seeds(work: str, kind: str) -> list:
    """The seeds that have a file of this kind."""
    start, end = path(work, kind, "*").split("*")
    return [file[len(start):-len(end)] for file in sorted(glob.glob(start + "*" + end))]


def load(work: str, *kinds: str) -> list:
    """For every seed that has all kinds of files, a tuple of them in this order.

    Scenes come as a list, everything else as an array that is read from its file when it is used.
    """
    parts = [[path(work, kind, seed) for kind in kinds] for seed in seeds(work, kinds[0])]
    return [tuple(map(_load, files)) for files in parts if all(map(os.path.exists, files))]
