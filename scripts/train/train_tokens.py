"""Trains the token transformer on indices of stored drawings, a fresh caption at every use.

    python train_tokens.py --work WORK --minutes 90 [--resume]

Reads WORK/text.pt and what `make_tokens.py` wrote; keeps WORK/tokens.pt up to date. The learning rate
falls to zero over the last part of the minutes.
"""

import os
import random

import numpy as np
import torch
import torch.nn.functional as F
from torch import nn

import machine
import stored
import tokenizer as words
from denoiser import KnownText
from muon import make_optimizers, set_rates
from progress import Progress, begin, training_options
from tokens import Prefix, TokenWriter
from train_denoiser import THINGS_WEIGHT

OUTER = ("begin", "digits", "table", "rows", "columns", "places", "whole", "word")


class TextToTokens(nn.Module):
    """Text and transformer as one module: what is trained and averaged."""

    def __init__(self):
        super().__init__()
        self.prefix = Prefix(KnownText(words.build().get_vocab_size(), words.MAX_TOKENS))
        self.writer = TokenWriter()

    def forward(self, ids, tokens):
        return self.writer(self.prefix(ids), tokens)


def batches_of(data: str, seed: int, count: int):
    """Endless ids [n, s], tokens [n, 256] and weights of tokens [n, 256]."""
    rng, tokenizer = random.Random(seed), words.padding()
    while True:
        files = stored.load(data, "tokens", "things", "scenes")
        order = [(f, i) for f, file in enumerate(files) for i in range(len(file[2]))]
        rng.shuffle(order)
        for start in range(0, len(order) - count + 1, count):
            chosen = order[start:start + count]
            tokens, things = (torch.from_numpy(np.stack([files[f][kind][i] for f, i in chosen])
                                               .astype(np.int64)).flatten(1) for kind in (0, 1))
            weights = 1 + (THINGS_WEIGHT - 1) * things.float()
            yield (words.caption_ids(tokenizer, rng, [files[f][2][i] for f, i in chosen]),
                   tokens, weights / weights.mean())


def main():
    parser = training_options(minutes=90, rate=1e-3)
    parser.add_argument("--batch", type=int, default=24, help="pictures of one step")
    parser.add_argument("--fall", type=float, default=0.5, help="share of the minutes in which the "
                        "learning rate falls")
    arguments = begin(parser)
    model = TextToTokens().to(machine.DEVICE)
    model.prefix.known.load(machine.load(os.path.join(arguments.work, "text.pt")))
    optimizers = make_optimizers(model, "muon", arguments.rate, OUTER)
    progress = Progress(os.path.join(arguments.work, "tokens.pt"), model, optimizers,
                        arguments.resume)
    batches = machine.batches(lambda part: batches_of(arguments.data,
                                                      progress.steps + part, arguments.batch))
    for step, done in machine.timed(arguments.minutes):
        set_rates(optimizers, min(1, (step + 1) / 100) * min(1, (1 - done) / arguments.fall + 0.002))
        ids, tokens, weights = next(batches)
        with machine.bfloat16():
            scores = model(ids, tokens)
        loss = F.cross_entropy(scores.float().flatten(0, 1), tokens.flatten(), reduction="none")
        loss = (loss * weights.flatten()).mean()
        loss.backward()
        progress.step(loss, arguments.batch)
    progress.save()


if __name__ == "__main__":
    main()
