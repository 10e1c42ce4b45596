"""Writes stored drawings as indices, once with every file: what the token transformer learns from.

    python make_tokens.py --work WORK

Writes DATA/tokens-SEED.npy, uint16 [count, 16, 16], for every pictures-SEED.npy.
"""

import argparse
import os

import numpy as np
import torch

import machine
import stored
from codec import Codec
from train_vae import to_floats

BATCH = 64


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--work", required=True)
    parser.add_argument("--data", help="where the drawings are, if not in WORK")
    parser.add_argument("--again", action="store_true", help="also what has tokens already")
    arguments = parser.parse_args()
    machine.start(1)
    data = arguments.data or arguments.work
    codec = Codec().to(machine.DEVICE, memory_format=torch.channels_last).eval()
    codec.load_state_dict(machine.load(os.path.join(arguments.work, "codec.pt"))["average"])
    for seed in stored.seeds(data, "things"):
        out = stored.path(data, "tokens", seed)
        if os.path.exists(out) and not arguments.again:
            continue
        pictures, tokens = np.load(stored.path(data, "pictures", seed), mmap_mode="r"), []
        for start in range(0, len(pictures), BATCH):
            part = to_floats(torch.from_numpy(pictures[start:start + BATCH].copy()))
            with torch.no_grad(), machine.bfloat16():
                tokens.append(codec.encode(part.to(machine.DEVICE)).cpu().numpy())
        with open(out + ".part", "wb") as file:     # a training may look for it now
            np.save(file, np.concatenate(tokens).astype(np.uint16))
        os.replace(out + ".part", out)
        used = len(np.unique(np.concatenate(tokens)))
        print(f"{out}: {len(pictures)} pictures, {used} codes used", flush=True)


if __name__ == "__main__":
    main()
