"""The discrete autoencoder: pictures [n, 3, h, w] in [-1, 1] <-> indices [n, h/16, w/16].

Finite scalar quantization (Mentzer et al. 2023, arXiv:2309.15505): the encoder gives five numbers for
a cell, each is rounded to one of a few levels, and the rounded five are the index. There is no table of
codes to learn, so none of them can go unused, and no loss of its own to balance.
"""

import math

import torch
from torch import nn

from vae import FACTOR, Residual, conv

LEVELS = (7, 5, 5, 5, 5)        # odd, so that zero is one of them
CODES = math.prod(LEVELS)
CELLS = 256 // FACTOR           # cells of a side
# Which layer of `vae.py` each layer is like.
VAE_LAYERS = {"encoder": [*range(8), 9, 10, 11, 12], "decoder": [0, 3, 4, 5, *range(7, 18)]}


class Quantizer(nn.Module):
    """Numbers <-> levels <-> indices."""

    def __init__(self):
        super().__init__()
        bases = [math.prod(LEVELS[:i]) for i in range(len(LEVELS))]
        for name, values in (("levels", LEVELS), ("bases", bases)):
            self.register_buffer(name, torch.tensor(values)[:, None, None], persistent=False)

    def rounded(self, z):
        """Encoder output [n, 5, h, w] -> whole numbers from -half to half of the levels."""
        half = (self.levels - 1) / 2
        bounded = torch.tanh(z) * half
        return bounded + (bounded.round() - bounded).detach()

    def codes(self, rounded):
        """Whole numbers to what the decoder reads, from -1 to 1."""
        return rounded / ((self.levels - 1) / 2)

    def indices(self, rounded):
        """[n, 5, h, w] -> int64 [n, h, w]."""
        digits = rounded.round().long() + torch.div(self.levels - 1, 2, rounding_mode="floor")
        return (digits * self.bases).sum(1)

    def codes_of(self, indices):
        """int64 [n, h, w] -> [n, 5, h, w], from -1 to 1."""
        digits = torch.div(indices[:, None], self.bases, rounding_mode="floor") % self.levels
        half = (self.levels - 1) / 2
        return (digits - half) / half


class Codec(nn.Module):
    """Encoder, quantizer and decoder; the networks are those of `vae.py` with fewer layers."""

    def __init__(self):
        super().__init__()
        self.encoder = nn.Sequential(
            nn.PixelUnshuffle(4), conv(48, 64), Residual(64),
            nn.PixelUnshuffle(2), conv(256, 128), Residual(128),
            nn.PixelUnshuffle(2), conv(512, 192, 1), Residual(192),
            nn.GroupNorm(8, 192), nn.SiLU(), conv(192, len(LEVELS)))
        self.quantizer = Quantizer()
        self.decoder = nn.Sequential(
            conv(len(LEVELS), 256), Residual(256),
            conv(256, 4 * 128), nn.PixelShuffle(2), Residual(128),
            conv(128, 4 * 64), nn.PixelShuffle(2), Residual(64), Residual(64),
            conv(64, 4 * 32), nn.PixelShuffle(2), Residual(32),
            nn.SiLU(), conv(32, 4 * 3), nn.PixelShuffle(2))

    def begin_from(self, vae: dict):
        """Takes what fits from the weights of a trained `vae.Autoencoder`."""
        own = self.state_dict()
        for part, places in VAE_LAYERS.items():
            for here, there in enumerate(places):
                for name in [n for n in own if n.startswith(f"{part}.{here}.")]:
                    old = vae.get(name.replace(f"{here}.", f"layers.{there}.", 1))
                    if old is not None and old.ndim == 4 and own[name].shape[2:] == (1, 1):
                        old = old[:, :, 1:2, 1:2]
                    if old is not None and old.shape == own[name].shape:
                        own[name] = old
        self.load_state_dict(own)

    def forward(self, pictures):
        """Pictures as the decoder makes them from their own codes, the same shape."""
        quantizer = self.quantizer
        return self.decoder(quantizer.codes(quantizer.rounded(self.encoder(pictures).float())))

    def encode(self, pictures):
        """Pictures -> indices, int64."""
        return self.quantizer.indices(self.quantizer.rounded(self.encoder(pictures).float()))

    def decode(self, indices):
        """Indices -> pictures."""
        return self.decoder(self.quantizer.codes_of(indices))
