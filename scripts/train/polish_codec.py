"""Trains the codec's decoder alone a little longer, to paint crisply (`crispness.py`).

    python polish_codec.py --work WORK --minutes 20

Encoder and codes stay as they are, and so does what learned from them. Reads WORK/codec.pt, keeps
WORK/codec.polished.pt up to date.
"""

import os

import torch

import machine
from codec import Codec
from crispness import Crispness
from muon import make_optimizers, set_rates
from progress import Progress, begin, training_options
from train_codec import OUTER, crops
from train_vae import reconstruction_loss, to_floats


def main():
    parser = training_options(minutes=20, rate=3e-4)
    parser.add_argument("--batch", type=int, default=12, help="crops of one step")
    parser.add_argument("--crispness", type=float, default=1.0, help="share of the gradient")
    arguments = begin(parser)
    model = Codec().to(machine.DEVICE, memory_format=torch.channels_last)
    model.load_state_dict(machine.load(os.path.join(arguments.work, "codec.pt"))["average"])
    model.encoder.requires_grad_(False)
    optimizers = make_optimizers(model, "muon", arguments.rate, OUTER)
    progress = Progress(os.path.join(arguments.work, "codec.polished.pt"), model, optimizers,
                        arguments.resume)
    crispness = Crispness(model.decoder[-2].weight, arguments.crispness)
    batches = machine.batches(lambda part: crops(arguments.data,
                                                 progress.steps + part, arguments.batch))
    for step, done in machine.timed(arguments.minutes):
        set_rates(optimizers, min(1, (step + 1) / 30) * (1 - done + 0.002))
        real = to_floats(*next(batches))
        with machine.bfloat16():
            painted = model(real)
        error = reconstruction_loss(painted.float(), real)
        crispness.loss(error, painted, min(1, step / 100)).backward()
        progress.step(error, arguments.batch)
        crispness.learn(real, painted)
    progress.save()


if __name__ == "__main__":
    main()
