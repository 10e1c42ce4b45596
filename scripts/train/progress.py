"""Keeps unfinished weights in `progress/`, as float16, so that training can go on another day.

    python progress.py save --work WORK vae.pt        # WORK/vae.pt -> progress/vae.safetensors
    python progress.py restore --work WORK vae.pt     # and back

A denoiser's checkpoint is kept by its averaged weights alone; its optimizer starts anew.
"""

import argparse
import os

import torch
from safetensors import safe_open
from safetensors.torch import save_file

import machine

FOLDER = os.path.join(os.path.dirname(os.path.abspath(__file__)), "progress")


def save(source: str, target: str):
    """Weights of a checkpoint as one safetensors file; steps and samples go to its metadata."""
    content = machine.load(source)
    weights = content.get("average", content)
    facts = {k: str(round(content[k])) for k in ("steps", "samples") if k in content}
    os.makedirs(FOLDER, exist_ok=True)
    save_file({k: v.half().contiguous() for k, v in weights.items()}, target, facts)


def restore(source: str, target: str):
    """The checkpoint that training resumes from."""
    with safe_open(source, "pt") as file:
        weights = {k: file.get_tensor(k).float() for k in file.keys()}
        facts = {k: int(v) for k, v in (file.metadata() or {}).items()}
    if any(k.startswith("denoiser.") for k in weights):
        weights = {"model": weights, "average": weights, **facts}
    torch.save(weights, target)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("what", choices=["save", "restore"])
    parser.add_argument("--work", required=True)
    parser.add_argument("names", nargs="+")
    arguments = parser.parse_args()
    for name in arguments.names:
        checkpoint = os.path.join(arguments.work, name)
        kept = os.path.join(FOLDER, os.path.splitext(name)[0] + ".safetensors")
        if arguments.what == "save":
            save(checkpoint, kept)
        else:
            restore(kept, checkpoint)


if __name__ == "__main__":
    main()
