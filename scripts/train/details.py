"""What several subjects share: colours that stand out, faces, tubes, leaves and smoke."""

import math

from palette import CREAM, DARK, LEAF, RGB, WHITE, YELLOW
from pen import mix, smooth

ACCENTS = [(232, 70, 74), YELLOW, (66, 132, 226), (84, 180, 100), (240, 140, 190)]
STEM = (40, 110, 56)


def trim(c):
    """A pale colour for stripes that stands out from the asked colour."""
    return (232, 104, 104) if c.base == RGB["white"] else CREAM


def far(c, colors, rng):
    """One of `colors` that is not like the asked colour."""
    def gap(color):
        return sum(abs(a - b) for a, b in zip(color, c.base))
    best = sorted(colors, key=gap)
    return rng.choice(best[len(best) // 2:])


def accent(c, rng):
    """A bright colour unlike the asked one, for scarves, flags and ribbons."""
    return far(c, ACCENTS, rng)


def frame(c):
    """A line colour that shows on the asked colour."""
    return WHITE if c.base == RGB["black"] else c.ink


def eyes(pen, xs, y, size=0.03):
    """Dark eyes with a glint."""
    for x in xs:
        pen.oval(x, y, size, size * 1.25, DARK, ink=False)
        pen.oval(x + size * 0.3, y + size * 0.45, size * 0.36, size * 0.36, WHITE, ink=False)


def blush_of(c):
    """A cheek colour that shows on the asked colour."""
    if c.base in (RGB["pink"], RGB["red"]):
        return mix(c.base, (190, 20, 70), 0.45)
    return mix(c.base, (255, 110, 140), 0.65)


def smile(pen, c, x, y, wide, rng, drop=0.0):
    """Round eyes, rosy cheeks and a smile about (x, y); `drop` lowers the mouth for a nose."""
    dark = c.base in (RGB["black"], RGB["purple"], RGB["brown"])
    size = wide * 0.24
    if dark:
        for s in (-1, 1):
            pen.oval(x + s * wide * 0.62, y + wide * 0.22, size * 1.4, size * 1.65, WHITE,
                     ink=False)
    eyes(pen, (x - wide * 0.62, x + wide * 0.62), y + wide * 0.22, size)
    for s in (-1, 1):
        pen.oval(x + s * wide * 1.05, y - wide * 0.22, wide * 0.24, wide * 0.17, blush_of(c),
                 ink=False)
    y -= drop
    if rng.random() < 0.5:
        pen.blob([(x - wide * 0.36, y - wide * 0.10), (x, y - wide * 0.16),
                  (x + wide * 0.36, y - wide * 0.10), (x, y - wide * 0.56)], (150, 40, 56),
                 frame(c))
    else:
        pen.line([(x - wide * 0.36, y - wide * 0.12), (x, y - wide * 0.38),
                  (x + wide * 0.36, y - wide * 0.12)], frame(c), 0.028, curved=True)


def tubes(pen, c, curves):
    """Thick curves with one common outline; each curve is (points, width)."""
    curves = [(smooth(points, 4, closed=False), width) for points, width in curves]
    if pen.outlined:
        for points, width in curves:
            _tube(pen, points, pen.ink, width + 0.034)
    for points, width in curves:
        _tube(pen, points, c.base, width)


def _tube(pen, points, color, width):
    """A thick line with round joints and ends."""
    xy, pixels = pen.place(points), max(2, round(width * pen.scale))
    radius = pixels / 2 - 0.5
    pen.draw.line(xy, fill=color, width=pixels)
    for x, y in xy:
        pen.draw.ellipse([x - radius, y - radius, x + radius, y + radius], fill=color)


def leaf(pen, x, y, length, wide, angle, color=LEAF, ink=STEM):
    """A pointed leaf from (x, y) with a lighter vein."""
    cos, sin = math.cos(angle), math.sin(angle)

    def at(u, v):
        return x + u * cos - v * sin, y + u * sin + v * cos

    pen.shape([at(0, 0)] + [at(length * u, wide * v) for u, v in (
        (0.2, 0.36), (0.45, 0.5), (0.75, 0.34), (1, 0), (0.75, -0.34), (0.45, -0.5), (0.2, -0.36))],
        color, ink)
    pen.line([at(length * 0.12, 0), at(length * 0.72, 0)], mix(color, WHITE, 0.3), 0.02)


def smoke(pen, x, y, rng, grow=1.0):
    """Puffs that rise to the right of (x, y)."""
    step = rng.uniform(0.03, 0.07)
    for i in range(3):
        radius = (0.03 + 0.015 * i) * grow
        at = (x + step * i, y + 0.065 * i * grow)
        pen.oval(*at, radius * 1.2 + 0.012, radius + 0.012, (196, 200, 214), ink=False)
        pen.oval(*at, radius * 1.2, radius, (240, 240, 246), ink=False)
