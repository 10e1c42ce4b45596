"""A judge of pictures: says what a picture of this world shows. It is trained on drawings only.

Pictures [n, 3, 256, 256] in [-1, 1] -> one score per answer for each question in `QUESTIONS`.
"""

import dataclasses

import torch
import torch.nn.functional as F
from torch import nn

import world

NONE = ""
QUESTIONS = {
    "subject": list(world.SUBJECTS), "color": list(world.COLORS), "place": list(world.PLACES),
    "time": list(world.TIMES), "style": [world.PLAIN] + list(world.STYLES),
    "count": [1, 2, 3], "relation": [NONE] + list(world.RELATIONS),
    "second subject": [NONE] + list(world.SUBJECTS), "second color": [NONE] + list(world.COLORS),
}


def as_seen(scene: world.Scene) -> world.Scene:
    """The scene as a picture tells it: a thing right of another is that one left of the first."""
    if scene.relation != "right":
        return scene
    return dataclasses.replace(scene, things=scene.things[::-1], relation="left")


def answers(scene: world.Scene) -> dict:
    """The right answer to every question; None where a picture cannot tell."""
    first = scene.things[0]
    second = scene.things[1] if len(scene.things) > 1 else world.Thing(NONE, NONE)
    return {"subject": first.subject, "color": first.color, "place": scene.place,
            "time": None if scene.place == "moon" else scene.time, "style": scene.style,
            "count": scene.count, "relation": scene.relation,
            "second subject": second.subject, "second color": second.color}


def labels(scene: world.Scene) -> list:
    """`answers` as indices, -100 for None."""
    return [-100 if answer is None else QUESTIONS[question].index(answer)
            for question, answer in answers(scene).items()]


class Residual(nn.Module):
    def __init__(self, channels: int):
        super().__init__()
        self.first = nn.Conv2d(channels, channels, 3, padding=1)
        self.second = nn.Conv2d(channels, channels, 3, padding=1)
        self.norm = nn.GroupNorm(8, channels)

    def forward(self, x):
        return x + self.second(F.silu(self.first(F.silu(self.norm(x)))))


class Recognizer(nn.Module):
    """A small residual network; the last 8 x 8 cells are read with learned weights per question."""

    def __init__(self):
        super().__init__()
        self.body = nn.Sequential(
            nn.Conv2d(3, 32, 6, stride=4, padding=1), Residual(32),
            nn.Conv2d(32, 64, 3, stride=2, padding=1), Residual(64),
            nn.Conv2d(64, 128, 3, stride=2, padding=1), Residual(128), Residual(128),
            nn.Conv2d(128, 192, 3, stride=2, padding=1), Residual(192), Residual(192),
            nn.GroupNorm(8, 192), nn.SiLU())
        self.where = nn.Parameter(torch.randn(8, 64) * 0.1)
        self.mix = nn.Linear(8 * 192, 384)
        self.heads = nn.ModuleList(nn.Linear(384, len(a)) for a in QUESTIONS.values())

    def forward(self, x):
        cells = self.body(x).flatten(2)
        read = torch.einsum("qp,ncp->nqc", self.where, cells).flatten(1) / 8
        hidden = F.silu(self.mix(read))
        return [head(hidden) for head in self.heads]

    @torch.no_grad()
    def judge(self, pictures: torch.Tensor) -> list:
        """What each picture shows: a dict of answers per picture."""
        best = [scores.argmax(1).tolist() for scores in self(pictures)]
        return [{q: a[index] for (q, a), index in zip(QUESTIONS.items(), row)}
                for row in zip(*best)]
