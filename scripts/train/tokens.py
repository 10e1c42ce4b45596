"""The causal transformer that writes a picture as a sequence: text first, then 16 x 16 indices.

Positions of a sequence: a reading of the whole text, the text's words, then the picture's tokens from
the upper left, row after row, each told the one before it. The first is told BEGIN.
"""

import torch
import torch.nn.functional as F
from torch import nn

from codec import CELLS, CODES, LEVELS
from denoiser import EMBEDDING, TEXT_WIDTH, KnownText, padding_bias
from tokenizer import MAX_TOKENS

WIDTH, HIDDEN, LAYERS, HEADS = 256, 960, 5, 8     # with the codec no more than 24 MB
PREFIX = 1 + MAX_TOKENS         # positions of the text
TOKENS = CELLS ** 2
BEGIN = CODES                   # the token before the first


class Prefix(nn.Module):
    """Token ids [n, s] -> what the transformer is told of the text, [n, 1 + s, c].

    What `train_text.py` taught is read by two matrices that learn with the transformer.
    """

    def __init__(self, known: KnownText):
        super().__init__()
        self.known = known
        self.whole, self.word = nn.Linear(EMBEDDING, WIDTH), nn.Linear(TEXT_WIDTH, WIDTH)

    def forward(self, ids):
        states = self.known(ids)
        read = self.known.reading(states, padding_bias((ids != 0).float()))
        return torch.cat([self.whole(read)[:, None], self.word(states)], 1)


class Layer(nn.Module):
    """One causal layer on [n, k, c]; keys and values of earlier positions join its own.

    Attention is written out: on processors PyTorch's own is ten times slower backwards in bfloat16.
    """

    def __init__(self):
        super().__init__()
        self.norm1, self.norm2 = nn.LayerNorm(WIDTH), nn.LayerNorm(WIDTH)
        self.qkv, self.out = nn.Linear(WIDTH, 3 * WIDTH), nn.Linear(WIDTH, WIDTH)
        self.up, self.down = nn.Linear(WIDTH, HIDDEN), nn.Linear(HIDDEN, WIDTH)
        for layer in (self.out, self.down):     # a layer starts by doing little
            nn.init.normal_(layer.weight, std=0.02 / LAYERS ** 0.5)

    def forward(self, x, past=None):
        """-> [n, k, c] and keys and values of all positions so far, each [n, heads, p + k, c/heads]."""
        n, k, _ = x.shape
        qkv = self.qkv(self.norm1(x)).reshape(n, k, 3, HEADS, WIDTH // HEADS)
        query, key, value = qkv.permute(2, 0, 3, 1, 4).unbind(0)
        if past is not None:
            key, value = torch.cat([past[0], key], 2), torch.cat([past[1], value], 2)
        if x.is_cuda and past is None:
            y = F.scaled_dot_product_attention(query, key, value, is_causal=True)
        else:
            where = torch.arange(key.shape[2], device=x.device)
            later = (where[None] > where[-k:, None]).to(query.dtype) * -1e4
            scores = query @ key.transpose(2, 3) * (WIDTH // HEADS) ** -0.5
            y = (scores + later).softmax(-1) @ value
        x = x + self.out(y.transpose(1, 2).reshape(x.shape))
        return x + self.down(F.gelu(self.up(self.norm2(x)))), (key, value)


class TokenWriter(nn.Module):
    """What the text says and the tokens so far -> scores of the next token.

    A token enters as the sum of its five digits, so that tokens of like looks begin alike.
    """

    def __init__(self):
        super().__init__()
        self.begin = nn.Parameter(torch.randn(WIDTH) * 0.02)
        self.digits = nn.Linear(sum(LEVELS), WIDTH, bias=False)
        self.table = nn.Parameter(torch.randn(WIDTH, CODES) * 0.02)
        self.rows, self.columns = (nn.Parameter(torch.randn(CELLS, WIDTH) * 0.02) for _ in range(2))
        self.text_places = nn.Parameter(torch.randn(PREFIX, WIDTH) * 0.02)
        self.layers = nn.ModuleList(Layer() for _ in range(LAYERS))
        self.norm = nn.LayerNorm(WIDTH)

    def embedded(self, tokens):
        """What stands for each token [n, k], without its place."""
        rest, known = tokens.clamp(max=CODES - 1), (tokens < CODES)[..., None].float()
        own = self.table.index_select(1, rest.flatten()).T.reshape(*tokens.shape, WIDTH)
        digits = []
        for level in LEVELS:
            digits.append(F.one_hot(rest % level, level))
            rest = torch.div(rest, level, rounding_mode="floor")
        own = own + self.digits(torch.cat(digits, -1).float())
        return own * known + self.begin * (1 - known)

    def places(self):
        """What is added for each position of a sequence, [PREFIX + TOKENS, c]."""
        cells = (self.rows[:, None] + self.columns[None]).flatten(0, 1)
        return torch.cat([self.text_places, cells])

    def forward(self, prefix, tokens):
        """Training: prefix [n, PREFIX, c], tokens [n, TOKENS] -> scores [n, TOKENS, CODES]."""
        told = F.pad(tokens[:, :-1], (1, 0), value=BEGIN)
        x = torch.cat([prefix, self.embedded(told)], 1) + self.places()
        for layer in self.layers:
            x = layer(x)[0]
        return self.scores(x[:, PREFIX:])

    def scores(self, x):
        """Scores of every index; the table of the tokens also reads them out."""
        return self.norm(x) @ self.table

    def next(self, prefix, tokens, past):
        """Scores [n, CODES] of the token after `tokens`, and keys and values of all positions.

        The first call gets the whole prefix [n, PREFIX, c] and an empty past, [n, heads, 0, c/heads]
        for each; all others a prefix [n, 0, c].
        """
        x = torch.cat([prefix, self.embedded(tokens)], 1)
        before = past[0][0].shape[2]
        x, now = x + self.places()[before:before + x.shape[1]], []
        for layer, kept in zip(self.layers, past):
            x, both = layer(x, kept)
            now.append(both)
        return self.scores(x[:, -1]), now
