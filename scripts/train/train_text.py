"""Teaches the text encoder to understand captions, before any picture is made.

    python train_text.py --work WORK --minutes 4

The encoder and the denoiser's `Reading` learn to answer what a caption asks for: which subject, which
color, which place. Writes WORK/text.pt; both stay as they are from then on.
"""

import argparse
import itertools
import os
import random

import torch
from torch import nn

import captions
import machine
import tokenizer as words
import world
from denoiser import EMBEDDING, PAD_ID, Reading, TextEncoder, padding_bias
from muon import make_optimizers
from recognizer import QUESTIONS, labels
from train_recognizer import learn_answers, shares_right

BATCH = 128
SIZES, EXTRAS = ["", *world.SIZES], ["", *world.EXTRAS]
OUTER = (".words", ".positions", "heads")


class Understanding(nn.Module):
    """Token ids [n, s] -> scores per answer, for every question of the recognizer and two more."""

    def __init__(self):
        super().__init__()
        self.encoder = TextEncoder(words.build().get_vocab_size(), words.MAX_TOKENS)
        self.reading = Reading()
        answers = [*QUESTIONS.values(), SIZES, EXTRAS]
        self.heads = nn.ModuleList(nn.Linear(EMBEDDING, len(a)) for a in answers)

    def forward(self, ids):
        read = self.reading(self.encoder(ids)[0], padding_bias((ids != PAD_ID).float()))
        return [head(read) for head in self.heads]


def wanted(scene: world.Scene) -> list:
    """The right answers, as indices."""
    return labels(scene) + [SIZES.index(scene.things[0].size), EXTRAS.index(scene.extra)]


def captioned(seed: int):
    """Endless token ids [n, s] of captions of random scenes, and right answers [n, questions]."""
    rng, tokenizer = random.Random(seed), words.padding()
    while True:
        scenes = [world.sample_scene(rng) for _ in range(BATCH)]
        texts = tokenizer.encode_batch([captions.caption(rng, scene) for scene in scenes])
        yield torch.tensor([t.ids for t in texts]), torch.tensor([wanted(s) for s in scenes])


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--work", required=True)
    parser.add_argument("--minutes", type=float, default=4)
    parser.add_argument("--rate", type=float, default=1e-3)
    parser.add_argument("--threads", type=int, default=1)
    arguments = parser.parse_args()
    machine.start(arguments.threads)
    torch.manual_seed(1)
    model, batches = Understanding().to(machine.DEVICE), machine.batches(captioned)
    optimizers = make_optimizers(model, "muon", arguments.rate, OUTER)
    learn_answers(model, batches, optimizers, arguments.minutes)
    torch.save({"encoder": model.encoder.state_dict(), "reading": model.reading.state_dict()},
               os.path.join(arguments.work, "text.pt"))
    questions = [*QUESTIONS, "size", "extra"]
    for question, share in shares_right(model, itertools.islice(batches, 20), questions).items():
        print(f"{question:15} {100 * share:5.1f} %")


if __name__ == "__main__":
    main()
