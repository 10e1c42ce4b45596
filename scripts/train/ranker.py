"""Two towers that put text and pictures into one space: how well a picture fits its words.

Text: what `train_text.py` taught, read by one trained matrix. Pictures: a small residual network. The
score of a pair is the cosine of both vectors (Radford et al. 2021, arXiv:2103.00020).
"""

import math

import torch
import torch.nn.functional as F
from torch import nn

from denoiser import READERS, TEXT_WIDTH, KnownText, padding_bias
from recognizer import Residual

SIZE = 128          # pixels of a side that the picture tower sees
SPACE = 128         # numbers of an embedding
PLACES, CHANNELS = 8, 160
MOST_SCALE = 100.0


class TextTower(nn.Module):
    """Token ids [n, s] -> vectors of length 1, [n, SPACE]."""

    def __init__(self, known: KnownText):
        super().__init__()
        self.known = known
        self.hidden = nn.Linear(READERS * TEXT_WIDTH, 256)
        self.project = nn.Linear(256, SPACE)

    def forward(self, input_ids):
        states = self.known(input_ids)
        bias = padding_bias((input_ids != 0).float())
        picked = self.known.reading.picked(states, bias).flatten(1)
        return F.normalize(self.project(F.silu(self.hidden(picked))), dim=-1)


class PictureTower(nn.Module):
    """Pictures [n, 3, SIZE, SIZE] in [-1, 1] -> vectors of length 1, [n, SPACE]."""

    def __init__(self):
        super().__init__()
        self.body = nn.Sequential(
            nn.Conv2d(3, 32, 4, stride=2, padding=1), nn.SiLU(),
            nn.Conv2d(32, 48, 4, stride=2, padding=1), Residual(48),
            nn.Conv2d(48, 96, 3, stride=2, padding=1), Residual(96),
            nn.Conv2d(96, CHANNELS, 3, stride=2, padding=1), Residual(CHANNELS),
            nn.GroupNorm(8, CHANNELS), nn.SiLU())
        self.where = nn.Parameter(torch.randn(PLACES, 64) * 0.1)
        self.hidden = nn.Linear(PLACES * CHANNELS, 160)
        self.project = nn.Linear(160, SPACE)

    def forward(self, pixel_values):
        cells = self.body(pixel_values).flatten(2)
        read = torch.einsum("qp,ncp->nqc", self.where, cells).flatten(1) / 8
        return F.normalize(self.project(F.silu(self.hidden(read))), dim=-1)


class Ranker(nn.Module):
    """Both towers and the scale of their cosines."""

    def __init__(self, known: KnownText):
        super().__init__()
        self.text, self.picture = TextTower(known), PictureTower()
        self.log_scale = nn.Parameter(torch.tensor(math.log(10.0)))

    def forward(self, ids, pictures):
        """Ids [m, s], pictures [n, 3, h, w] -> scores [n, m]."""
        scale = self.log_scale.exp().clamp(max=MOST_SCALE)
        return scale * self.picture(pictures).float() @ self.text(ids).float().T
