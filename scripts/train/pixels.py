"""The transformer that makes whole pictures from noise, without an autoencoder.

A picture [n, 3, h, w] is cut into patches of 16 x 16 pixels; each is one of p positions. The network
predicts the clean picture, which lies near few dimensions, and not the noise, which fills all 768 of a
patch (Li and He 2025, arXiv:2511.13720). The path is straight: x = (1 - sigma) picture + sigma noise.
"""

import math

import torch
import torch.nn.functional as F
from torch import nn

from denoiser import (EMBEDDING, READERS, TEXT_WIDTH, Reading, attention, padding_bias,
                      whole_grid)

PATCH = 16
NUMBERS = 3 * PATCH ** 2    # of one patch
WIDTH, LAYERS, HEADS = 256, 7, 8
NARROW = 128                # a patch enters through so few numbers
OUTWARD = 512               # and leaves through so many: edges fall anywhere, which is not linear
STEERING = 96               # width of the vector that every layer's modulation is made from
LEAST_SIGMA = 0.05          # velocities of cleaner pictures are computed as if they were this noisy
TRAIN_STEPS = 1000          # the network is told sigma times this


def to_patches(pictures):
    """[n, 3, h, w] -> [n, p, 768]."""
    n, c, h, w = pictures.shape
    cut = pictures.reshape(n, c, h // PATCH, PATCH, w // PATCH, PATCH)
    return cut.permute(0, 2, 4, 1, 3, 5).reshape(n, h // PATCH * (w // PATCH), c * PATCH ** 2)


def to_pictures(patches, height: int, width: int):
    """[n, p, 768] -> [n, 3, h, w] for `height` x `width` patches."""
    n = patches.shape[0]
    cut = patches.reshape(n, height, width, 3, PATCH, PATCH)
    return cut.permute(0, 3, 1, 4, 2, 5).reshape(n, 3, height * PATCH, width * PATCH)


def waves(values, count: int, most: float, least: float):
    """Cosines and sines of values [...] at `count` rates between two bounds: [..., 2 count]."""
    rates = torch.exp(torch.linspace(math.log(most), math.log(least), count, device=values.device))
    angles = values[..., None] * rates
    return torch.cat([angles.cos(), angles.sin()], -1)


class Layer(nn.Module):
    """One transformer layer on [n, p, c], scaled, shifted and gated by `steering` [n, e]."""

    def __init__(self):
        super().__init__()
        self.qkv, self.out = nn.Linear(WIDTH, 3 * WIDTH), nn.Linear(WIDTH, WIDTH)
        self.up, self.down = nn.Linear(WIDTH, 4 * WIDTH), nn.Linear(4 * WIDTH, WIDTH)
        self.modulate = nn.Linear(STEERING, 6 * WIDTH)
        nn.init.zeros_(self.modulate.weight)
        nn.init.zeros_(self.modulate.bias)

    def forward(self, x, steering):
        shift1, scale1, gate1, shift2, scale2, gate2 = self.modulate(steering)[:, None].chunk(6, -1)
        y = F.layer_norm(x, (WIDTH,)) * (1 + scale1) + shift1
        x = x + (1 + gate1) * self.out(attention(*self.qkv(y).chunk(3, -1), HEADS))
        y = F.layer_norm(x, (WIDTH,)) * (1 + scale2) + shift2
        return x + (1 + gate2) * self.down(F.gelu(self.up(y)))


class PixelDenoiser(nn.Module):
    """Noisy picture, noise level and hidden states of the text -> clean picture.

    The reading of the text steers every layer; what each reader picked also joins the patches as a
    position of its own. Rows of zeros in the text are padding and are ignored.
    """

    def __init__(self):
        super().__init__()
        self.text = Reading().requires_grad_(False)     # as storybook has it
        self.first = nn.Sequential(nn.Linear(NUMBERS, NARROW, bias=False), nn.Linear(NARROW, WIDTH))
        self.place = nn.Linear(64, WIDTH)
        self.picked = nn.Linear(TEXT_WIDTH, WIDTH)
        self.kinds = nn.Parameter(torch.randn(READERS, WIDTH) * 0.02)
        self.time = nn.Sequential(nn.Linear(128, EMBEDDING), nn.SiLU(),
                                  nn.Linear(EMBEDDING, EMBEDDING))
        self.steer = nn.Linear(EMBEDDING, STEERING)
        self.layers = nn.ModuleList(Layer() for _ in range(LAYERS))
        self.modulate = nn.Linear(STEERING, 2 * WIDTH)
        self.last = nn.Sequential(nn.Linear(WIDTH, OUTWARD), nn.GELU(), nn.Linear(OUTWARD, NUMBERS))
        for layer in self.layers:   # a layer starts by doing little
            nn.init.normal_(layer.out.weight, std=0.02 / LAYERS ** 0.5)
            nn.init.normal_(layer.down.weight, std=0.02 / LAYERS ** 0.5)
        nn.init.zeros_(self.last[-1].weight)

    def forward(self, sample, timestep, text, grid=None):
        """`sample` [n, 3, h, w]; `timestep` scalar or [n]; `text` [n, s, d] -> [n, 3, h, w].

        `grid` [n, 2, h/16, w/16] tells where the patches are when the sample is a part of a picture.
        """
        n, _, height, width = sample.shape
        height, width = height // PATCH, width // PATCH
        bias = padding_bias((text.abs().sum(-1) > 0).float())
        time = self.time(waves(timestep.reshape(-1).float(), 64, 1.0, 1e-4))
        read = self.text(text, bias)
        steering = F.silu(self.steer(F.silu(F.layer_norm(time, (EMBEDDING,)) + read)))
        if grid is None:
            grid = whole_grid(height, width).to(sample)[None].expand(n, 2, height, width)
        place = waves(grid.flatten(2).transpose(1, 2), 16, 25.0, 0.5).flatten(2)
        x = self.first(to_patches(sample)) + self.place(place)
        words = self.picked(self.text.picked(text, bias)) + self.kinds
        x = torch.cat([words.to(x.dtype), x], 1)
        for layer in self.layers:
            x = layer(x, steering)
        shift, scale = self.modulate(steering)[:, None].chunk(2, -1)
        x = F.layer_norm(x[:, READERS:], (WIDTH,)) * (1 + scale) + shift
        return to_pictures(self.last(x), height, width)


class Velocity(nn.Module):
    """The denoiser as samplers of flow matching call it: -> noise minus picture, [n, 3, h, w]."""

    def __init__(self, denoiser: PixelDenoiser):
        super().__init__()
        self.denoiser = denoiser

    def forward(self, sample, timestep, text):
        clean = self.denoiser(sample, timestep, text)
        sigma = (timestep / TRAIN_STEPS).clamp(min=LEAST_SIGMA).reshape(-1, 1, 1, 1)
        return (sample - clean) / sigma
