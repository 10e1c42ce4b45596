"""A small network that tells drawn patches from painted ones, and so keeps edges crisp.

Isola et al. 2017, as for the autoencoder of Rombach et al. 2022: what only has to be right on average
paints edges that are soft.
"""

import torch
import torch.nn.functional as F
from torch import nn

import machine

RATE = 4e-4


class Patches(nn.Module):
    """Pictures [n, 3, h, w] -> how drawn each patch looks, [n, 1, h/8, w/8]."""

    def __init__(self):
        super().__init__()
        layers, channels = [], 3
        for width in (48, 96, 128):
            layers += [nn.Conv2d(channels, width, 4, stride=2, padding=1), nn.LeakyReLU(0.2)]
            layers += [nn.GroupNorm(8, width)]
            channels = width
        self.layers = nn.Sequential(*layers, nn.Conv2d(channels, 1, 3, padding=1))

    def forward(self, x):
        return self.layers(x)


class Crispness:
    """The judge of patches beside a decoder that learns.

    `last` is the decoder's last weight; `share` the gradient that the judge may have there, against
    that of the error.
    """

    def __init__(self, last: torch.Tensor, share: float):
        self.last, self.share = last, share
        self.judge = Patches().to(machine.DEVICE, memory_format=torch.channels_last)
        self.optimizer = torch.optim.AdamW(self.judge.parameters(), lr=RATE, betas=(0.5, 0.95))

    def loss(self, error, painted, weight: float):
        """The error of painted pictures, and how little drawn they look, times a weight up to 1.

        Scaled by what both pull at the last weight (Esser et al. 2021).
        """
        with machine.bfloat16():
            verdict = self.judge(painted)
        crisp = -verdict.float().mean()
        pulls = [torch.autograd.grad(part, self.last, retain_graph=True)[0].norm()
                 for part in (error, crisp)]
        return error + weight * self.share * (pulls[0] / (pulls[1] + 1e-6)).clamp(max=10) * crisp

    def learn(self, real, painted):
        """Lets the judge learn from drawn and painted pictures; returns how much it doubts."""
        self.optimizer.zero_grad()
        with machine.bfloat16():
            drawn, painted = self.judge(real), self.judge(painted.detach())
        doubt = F.relu(1 - drawn.float()).mean() + F.relu(1 + painted.float()).mean()
        doubt.backward()
        self.optimizer.step()
        return doubt.detach()
