"""The autoencoder: pictures [n, 3, h, w] in [-1, 1] <-> latents [n, 16, h/16, w/16]."""

import torch
import torch.nn.functional as F
from torch import nn

LATENT_CHANNELS = 16
FACTOR = 16


def conv(inputs: int, outputs: int, kernel: int = 3) -> nn.Conv2d:
    return nn.Conv2d(inputs, outputs, kernel, padding=kernel // 2)


class Residual(nn.Module):
    """x + two convolutions; shape kept."""

    def __init__(self, channels: int):
        super().__init__()
        self.norm = nn.GroupNorm(8, channels)
        self.first = conv(channels, channels)
        self.second = conv(channels, channels)
        nn.init.zeros_(self.second.bias)
        self.second.weight.data.mul_(0.3)

    def forward(self, x):
        return x + self.second(F.silu(self.first(F.silu(self.norm(x)))))


class Encoder(nn.Module):
    """[n, 3, h, w] -> mean and log variance of the latent, [n, 32, h/16, w/16]."""

    def __init__(self):
        super().__init__()
        self.layers = nn.Sequential(
            nn.PixelUnshuffle(4), conv(48, 64), Residual(64),
            nn.PixelUnshuffle(2), conv(256, 128), Residual(128),
            nn.PixelUnshuffle(2), conv(512, 192), Residual(192), Residual(192),
            nn.GroupNorm(8, 192), nn.SiLU(), conv(192, 2 * LATENT_CHANNELS))

    def forward(self, x):
        return self.layers(x)


class Decoder(nn.Module):
    """[n, 16, h/16, w/16] -> [n, 3, h, w]."""

    def __init__(self):
        super().__init__()
        self.layers = nn.Sequential(
            conv(LATENT_CHANNELS, 256), Residual(256), Residual(256), Residual(256),
            conv(256, 4 * 128), nn.PixelShuffle(2), Residual(128), Residual(128),
            conv(128, 4 * 64), nn.PixelShuffle(2), Residual(64), Residual(64),
            conv(64, 4 * 32), nn.PixelShuffle(2), Residual(32),
            nn.SiLU(), conv(32, 4 * 3), nn.PixelShuffle(2))

    def forward(self, z):
        return self.layers(z)


class Autoencoder(nn.Module):
    """Encoder and decoder, with the per-channel whitening of the finished latents.

    `mean` and `std` [1, 16, 1, 1] are set after training so that whitened latents have zero mean
    and unit variance in every channel; both exported graphs apply them, so the scalar scaling
    factor of the exported model is 1.
    """

    def __init__(self):
        super().__init__()
        self.encoder, self.decoder = Encoder(), Decoder()
        self.register_buffer("mean", torch.zeros(1, LATENT_CHANNELS, 1, 1))
        self.register_buffer("std", torch.ones(1, LATENT_CHANNELS, 1, 1))

    def moments(self, x):
        """Unwhitened mean and log variance, each [n, 16, h/16, w/16]."""
        mean, logvar = self.encoder(x).chunk(2, 1)
        return mean, logvar.clamp(-12, 4)

    def encode(self, x):
        """Pictures to whitened latents (the mean of the posterior)."""
        return (self.moments(x)[0] - self.mean) / self.std

    def decode(self, z):
        """Whitened latents to pictures."""
        return self.decoder(z * self.std + self.mean)
