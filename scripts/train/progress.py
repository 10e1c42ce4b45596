"""How a training begins, and how far it is: steps, samples and averaged weights, in one file."""

import argparse
import copy
import os
import time

import torch

import machine

AVERAGING = 0.995       # of the kept weights
MINUTES_BETWEEN = 2.5   # saves
STEPS_BETWEEN = 50      # printed lines


def training_options(minutes: float, rate: float) -> argparse.ArgumentParser:
    """What every training on stored drawings can be told; a training adds its own."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--work", required=True)
    parser.add_argument("--data", help="where the drawings are, if not in WORK")
    parser.add_argument("--minutes", type=float, default=minutes, help="of work of this process")
    parser.add_argument("--rate", type=float, default=rate)
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--resume", action="store_true")
    return parser


def begin(parser: argparse.ArgumentParser) -> argparse.Namespace:
    """Prepares a training: its options, its processor threads, its seed."""
    arguments = parser.parse_args()
    arguments.data = arguments.data or arguments.work
    machine.start(arguments.threads)
    torch.manual_seed(0)
    return arguments


class Progress:
    """Updates a model after each gradient, and keeps a file that `resume` goes on from."""

    def __init__(self, path: str, model, optimizers, resume: bool):
        self.path, self.model, self.optimizers = path, model, optimizers
        self.average = copy.deepcopy(model).eval()
        self.steps, self.samples, self.minutes = 0, 0, 0.0
        self.losses, self.last_step, self.last_save = [], machine.clock(), time.time()
        if resume:
            self._resume(machine.load(path))

    def _resume(self, saved: dict):
        self.model.load_state_dict(saved["model"])
        self.average.load_state_dict(saved["average"])
        self.steps, self.samples, self.minutes = (
            saved[name] for name in ("steps", "samples", "minutes"))
        for optimizer, state in zip(self.optimizers, saved["optimizers"]):
            full = [group["full"] for group in optimizer.param_groups]
            optimizer.load_state_dict(state)
            for group, rate in zip(optimizer.param_groups, full):
                group["full"] = rate

    @torch.no_grad()
    def step(self, loss, samples: float):
        """Takes a step of the optimizers and counts the samples that it came from."""
        for optimizer in self.optimizers:
            optimizer.step()
            optimizer.zero_grad()
        decay = min(AVERAGING, (1 + self.steps) / (10 + self.steps))
        torch._foreach_lerp_(list(self.average.parameters()), list(self.model.parameters()),
                             1 - decay)
        self.losses.append(loss.detach())     # reading it here would make a card wait
        self.steps, self.samples = self.steps + 1, self.samples + samples
        self.minutes += (machine.clock() - self.last_step) / 60
        self.last_step = machine.clock()
        if self.steps % STEPS_BETWEEN == 0:
            print(f"{self.steps} samples {self.samples:.0f} loss {torch.stack(self.losses).mean():.4f} "
                  f"minutes {self.minutes:.2f}", flush=True)
            self.losses.clear()
        if time.time() - self.last_save > 60 * MINUTES_BETWEEN:
            self.save()

    def save(self):
        """Writes the file in one move."""
        torch.save({"model": self.model.state_dict(), "average": self.average.state_dict(),
                    "steps": self.steps, "samples": self.samples, "minutes": self.minutes,
                    "optimizers": [o.state_dict() for o in self.optimizers]}, self.path + ".part")
        os.replace(self.path + ".part", self.path)
        self.last_save = time.time()
