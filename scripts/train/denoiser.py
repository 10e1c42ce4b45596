"""The text encoder and the denoiser, trained together.

Shapes: n pictures, s tokens, d = TEXT_WIDTH; latents [n, 16, h, w] with h = w = 16 for 256 pixels.
"""

import math

import torch
import torch.nn.functional as F
from torch import nn

from vae import LATENT_CHANNELS, conv

TEXT_WIDTH, TEXT_LAYERS, TEXT_HEADS = 192, 3, 6
WIDTHS = (160, 288)     # channels at full and at half latent size
EMBEDDING = 384         # width of the time-and-text vector that modulates every block
READERS = 8             # words, or mixtures of words, that are picked from a text
HEAD = 32               # channels per attention head
PAD_ID = 0


def padding_bias(real):
    """`real` [n, s], 1 for words and 0 for padding -> what to add to scores, [n, 1, 1, s]."""
    return ((real - 1) * 1e4)[:, None, None, :]


def whole_grid(height: int, width: int):
    """Row and column of every cell of a whole picture, from -1 to 1: [2, h, w]."""
    y, x = (((torch.arange(size) * 2 + 1) / size - 1) for size in (height, width))
    return torch.stack([y[:, None].expand(height, width), x[None].expand(height, width)])


def attention(q, k, v, heads: int, bias=None):
    """Softmax attention of q [n, a, c] over k, v [n, s, c]; `bias` [n, 1, 1, s] is added.

    Written out: on processors PyTorch's own is ten times slower backwards in bfloat16.
    """
    n, c = q.shape[0], q.shape[2]
    q, k, v = (x.reshape(n, -1, heads, c // heads).transpose(1, 2) for x in (q, k, v))
    if q.is_cuda and bias is None:
        return F.scaled_dot_product_attention(q, k, v).transpose(1, 2).reshape(n, -1, c)
    scores = q @ k.transpose(2, 3) * (c // heads) ** -0.5
    if bias is not None:
        scores = scores + bias.to(scores.dtype)
    return (scores.softmax(-1) @ v).transpose(1, 2).reshape(n, -1, c)


class TextLayer(nn.Module):
    """One bidirectional transformer layer."""

    def __init__(self, width: int):
        super().__init__()
        self.norm1, self.norm2 = nn.LayerNorm(width), nn.LayerNorm(width)
        self.qkv, self.out = nn.Linear(width, 3 * width), nn.Linear(width, width)
        self.up, self.down = nn.Linear(width, 4 * width), nn.Linear(4 * width, width)

    def forward(self, x, bias):
        x = x + self.out(attention(*self.qkv(self.norm1(x)).chunk(3, -1), TEXT_HEADS, bias))
        return x + self.down(F.gelu(self.up(self.norm2(x))))


class TextEncoder(nn.Module):
    """Token ids [n, s] -> (hidden states [n, s, d], pooled [n, d]). Rows of padding are zero."""

    def __init__(self, vocabulary: int, max_tokens: int):
        super().__init__()
        self.words = nn.Embedding(vocabulary, TEXT_WIDTH)
        self.positions = nn.Parameter(torch.randn(max_tokens, TEXT_WIDTH) * 0.02)
        self.layers = nn.ModuleList(TextLayer(TEXT_WIDTH) for _ in range(TEXT_LAYERS))
        self.norm = nn.LayerNorm(TEXT_WIDTH)
        nn.init.normal_(self.words.weight, std=0.2)

    def forward(self, ids):
        real = (ids != PAD_ID).float()
        bias = padding_bias(real)
        x = self.words(ids) + self.positions[:ids.shape[1]]
        for layer in self.layers:
            x = layer(x, bias)
        x = self.norm(x).float() * real[:, :, None]
        return x, x.sum(1) / real.sum(1, keepdim=True)


class Reading(nn.Module):
    """Hidden states [n, s, d] -> what the text asks for, one vector [n, e] of unit variance.

    Each reader picks one word, or a mixture, by learned scores; the picked states are joined. The mean
    over all words would hide the one word that names the subject. `bias` [n, 1, 1, s] hides padding.
    """

    def __init__(self):
        super().__init__()
        self.scores = nn.Linear(TEXT_WIDTH, READERS)
        self.project = nn.Linear(READERS * TEXT_WIDTH, EMBEDDING)

    def forward(self, text, bias):
        return F.layer_norm(self.project(self.picked(text, bias).flatten(1)), (EMBEDDING,))

    def picked(self, text, bias):
        """What each reader picks, [n, r, d]."""
        shares = (self.scores(text) + bias[:, 0].transpose(1, 2).to(text.dtype)).softmax(1)
        return shares.transpose(1, 2) @ text


class KnownText(nn.Module):
    """What `train_text.py` taught, never trained again: token ids [n, s] -> states [n, s, d]."""

    def __init__(self, vocabulary: int, max_tokens: int):
        super().__init__()
        self.encoder, self.reading = TextEncoder(vocabulary, max_tokens), Reading()
        self.requires_grad_(False)

    def load(self, text: dict) -> "KnownText":
        """Takes the weights of a loaded text.pt."""
        self.encoder.load_state_dict(text["encoder"])
        self.reading.load_state_dict(text["reading"])
        return self.eval()

    def forward(self, ids):
        return self.encoder(ids)[0]


class Block(nn.Module):
    """Residual block [n, a, h, w] -> [n, b, h, w], scaled and shifted by `embedding` [n, e]."""

    def __init__(self, inputs: int, outputs: int):
        super().__init__()
        self.norm1, self.norm2 = nn.GroupNorm(16, inputs), nn.GroupNorm(16, outputs)
        self.conv1, self.conv2 = conv(inputs, outputs), conv(outputs, outputs)
        self.modulate = nn.Linear(EMBEDDING, 2 * outputs)
        self.skip = conv(inputs, outputs, 1) if inputs != outputs else nn.Identity()
        nn.init.zeros_(self.conv2.weight)
        nn.init.zeros_(self.modulate.weight)
        nn.init.zeros_(self.modulate.bias)

    def forward(self, x, embedding):
        h = self.conv1(F.silu(self.norm1(x)))
        scale, shift = self.modulate(embedding)[:, :, None, None].chunk(2, 1)
        h = self.norm2(h) * (1 + scale) + shift
        return self.skip(x) + self.conv2(F.silu(h))


class Attention(nn.Module):
    """Self-attention (optional) and attention to the words, on a picture [n, c, h, w]."""

    def __init__(self, channels: int, own: bool):
        super().__init__()
        self.heads = channels // HEAD
        self.own = own
        if own:
            self.norm1 = nn.LayerNorm(channels)
            self.qkv, self.out1 = nn.Linear(channels, 3 * channels), nn.Linear(channels, channels)
            nn.init.zeros_(self.out1.weight)
        self.norm2 = nn.LayerNorm(channels)
        self.q = nn.Linear(channels, channels)
        self.kv = nn.Linear(TEXT_WIDTH, 2 * channels)
        self.out2 = nn.Linear(channels, channels)
        nn.init.zeros_(self.out2.weight)

    def forward(self, x, text, bias):
        n, c, h, w = x.shape
        y = x.flatten(2).transpose(1, 2)
        if self.own:
            y = y + self.out1(attention(*self.qkv(self.norm1(y)).chunk(3, -1), self.heads))
        k, v = self.kv(text).chunk(2, -1)
        y = y + self.out2(attention(self.q(self.norm2(y)), k, v, self.heads, bias))
        return y.transpose(1, 2).reshape(n, c, h, w)


class Denoiser(nn.Module):
    """A small UNet: noisy latents, timestep 0..999 and hidden states of the text -> velocity v.

    A reading of the text joins the time embedding and so steers every block; attention reads the
    single words. Rows of zeros in the text are padding and are ignored.
    """

    def __init__(self):
        super().__init__()
        a, b = WIDTHS
        self.time = nn.Sequential(nn.Linear(128, EMBEDDING), nn.SiLU(),
                                  nn.Linear(EMBEDDING, EMBEDDING))
        self.text = Reading()
        self.first = conv(LATENT_CHANNELS + 2, a)
        self.down = nn.ModuleList([Block(a, a), Block(a, a)])
        self.down_text = Attention(a, own=False)
        self.shrink = nn.Conv2d(a, b, 3, stride=2, padding=1)
        self.low = nn.ModuleList([Block(b, b), Block(b, b), Block(b, b),
                                  Block(2 * b, b), Block(2 * b, b)])
        self.low_attention = nn.ModuleList(Attention(b, own=True) for _ in range(5))
        self.grow = conv(b, a)
        self.up = nn.ModuleList([Block(2 * a, a), Block(2 * a, a), Block(2 * a, a)])
        self.up_text = Attention(a, own=False)
        self.norm = nn.GroupNorm(16, a)
        self.last = conv(a, LATENT_CHANNELS)
        nn.init.zeros_(self.last.weight)

    def forward(self, sample, timestep, text, grid=None):
        """`sample` [n, 16, h, w]; `timestep` scalar or [n]; `text` [n, s, d] -> [n, 16, h, w].

        `grid` [n, 2, h, w] tells where the cells are when the sample is a part of a picture.
        """
        n, _, height, width = sample.shape
        bias = padding_bias((text.abs().sum(-1) > 0).float())
        rates = torch.exp(torch.arange(64, device=sample.device) * (-math.log(10000) / 63))
        angles = timestep.reshape(-1, 1).float() * rates
        time = self.time(torch.cat([angles.cos(), angles.sin()], -1))
        embedding = F.silu(F.layer_norm(time, (EMBEDDING,)) + self.text(text, bias))

        if grid is None:
            grid = whole_grid(height, width).to(sample)[None].expand(n, 2, height, width)
        h = self.first(torch.cat([sample, grid], 1))
        h0 = h
        h1 = h = self.down[0](h, embedding)
        h2 = h = self.down_text(self.down[1](h, embedding), text, bias)
        h = self.shrink(h)
        h3 = h = self.low_attention[0](self.low[0](h, embedding), text, bias)
        h4 = h = self.low_attention[1](self.low[1](h, embedding), text, bias)
        h = self.low_attention[2](self.low[2](h, embedding), text, bias)
        h = self.low_attention[3](self.low[3](torch.cat([h, h4], 1), embedding), text, bias)
        h = self.low_attention[4](self.low[4](torch.cat([h, h3], 1), embedding), text, bias)
        h = self.grow(F.interpolate(h, scale_factor=2.0, mode="nearest"))
        h = self.up[0](torch.cat([h, h2], 1), embedding)
        h = self.up_text(self.up[1](torch.cat([h, h1], 1), embedding), text, bias)
        h = self.up[2](torch.cat([h, h0], 1), embedding)
        return self.last(F.silu(self.norm(h)))
