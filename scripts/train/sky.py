"""The sky for each time and weather, and what may stand behind a landscape.

Positions are fractions of a picture of `SIZE * OVERSAMPLE` pixels a side, with y downwards.
"""

import math

import numpy as np
from PIL import Image, ImageDraw

from pen import OVERSAMPLE, SIZE, gradient, mix

FULL = SIZE * OVERSAMPLE
WHITE = (255, 255, 255)

SKY = {
    "day": [(0, (92, 172, 240)), (0.55, (196, 230, 250)), (1, (222, 242, 250))],
    "sunset": [(0, (98, 76, 160)), (0.28, (226, 104, 122)), (0.5, (255, 172, 96)),
               (0.62, (255, 216, 130)), (1, (255, 216, 130))],
    "night": [(0, (16, 22, 66)), (0.55, (52, 62, 128)), (1, (70, 80, 150))],
    "fog": [(0, (196, 204, 206)), (0.55, (230, 232, 228)), (1, (230, 232, 228))],
    "rain": [(0, (96, 118, 148)), (0.55, (160, 178, 196)), (1, (170, 186, 200))],
    "snowfall": [(0, (196, 200, 232)), (0.55, (236, 236, 250)), (1, (240, 240, 252))],
    "storm": [(0, (30, 36, 54)), (0.55, (82, 92, 118)), (1, (90, 100, 124))],
}
TINT = {"day": (1.0, 1.0, 1.0), "sunset": (1.0, 0.80, 0.72), "night": (0.45, 0.51, 0.74),
        "fog": (0.93, 0.94, 0.94), "rain": (0.70, 0.76, 0.82), "snowfall": (0.93, 0.94, 1.0),
        "storm": (0.43, 0.46, 0.54)}
# The colour that far things fade to, how much of it lies on near and how much more on far things.
HAZE = {"day": ((206, 230, 250), 0.0, 0.18), "sunset": ((255, 170, 120), 0.0, 0.2),
        "night": ((52, 62, 128), 0.0, 0.25), "fog": ((222, 226, 224), 0.20, 0.50),
        "rain": ((140, 158, 178), 0.06, 0.34), "snowfall": ((238, 238, 252), 0.20, 0.34),
        "storm": ((70, 80, 106), 0.0, 0.3)}
CLOUD = {"day": (255, 255, 255), "sunset": (255, 190, 170), "night": (74, 84, 146),
         "fog": (246, 247, 245), "rain": (132, 148, 170), "snowfall": (250, 250, 255),
         "storm": (56, 64, 86)}
RAINBOW = [(238, 76, 72), (255, 160, 54), (255, 224, 78), (84, 196, 104), (70, 134, 236),
           (146, 90, 206)]


class Land:
    """Helper for one landscape: the image, its random numbers, its light and what is behind it.

    `side` is the x of the sun or moon, or None. They always stand at the left: a model that sees them
    left or right is long content with a faint one at both sides.
    """

    def __init__(self, image, rng, time, extra=None):
        self.image, self.rng, self.time, self.extra = image, rng, time, extra
        self.draw = ImageDraw.Draw(image)
        self.side = None

    def lit(self, color, far=0.0):
        """A daylight colour as seen at this time, `far` (0..1) away."""
        haze, near, more = HAZE[self.time]
        tinted = [c * t for c, t in zip(color, TINT[self.time])]
        return mix(tinted, haze, near + more * far)

    def at_sides(self, inner=0.24):
        """A random x at the left or right, outside the middle."""
        x = self.rng.uniform(0.0, inner)
        return x if self.rng.random() < 0.5 else 1 - x

    def ridge(self, base, height, color, waves=1.3, deep=None, rim=None):
        """A rolling hill that fills everything below it; `base`, `height` as fractions.

        `deep` is the colour at the bottom of the picture, `rim` that of a lit upper edge.
        Returns the height of the hill as a function of x.
        """
        rng = self.rng
        x = np.linspace(0, 1, 40)
        waves *= rng.uniform(0.8, 1.25)
        y = base - height * (0.6 * np.sin(x * 6.28 * waves + rng.uniform(0, 6.28))
                             + 0.4 * np.sin(x * 11.9 * waves + rng.uniform(0, 6.28)))
        if rim:
            self._below(x, y, rim)
            self._below(x, y + 0.012, color, deep)
        else:
            self._below(x, y, color, deep)
        return lambda at: float(np.interp(at, x, y))

    def _below(self, x, y, color, deep=None):
        points = [(a * FULL, b * FULL) for a, b in zip(x, y)] + [(FULL, FULL), (0, FULL)]
        if deep is None:
            self.draw.polygon(points, fill=color)
            return
        top = int(y.min() * FULL)
        mask = Image.new("L", (FULL, FULL - top))
        ImageDraw.Draw(mask).polygon([(a, b - top) for a, b in points], fill=255)
        self.image.paste(gradient([(0, color), (1, deep)], FULL - top, FULL), (0, top), mask)

    def oval(self, x, y, rx, ry, color):
        """An ellipse; position and radii as fractions."""
        self.draw.ellipse([(x - rx) * FULL, (y - ry) * FULL, (x + rx) * FULL, (y + ry) * FULL],
                          fill=color)

    def poly(self, points, color):
        """A polygon of points given as fractions."""
        self.draw.polygon([(x * FULL, y * FULL) for x, y in points], fill=color)

    def box(self, x0, y0, x1, y1, color):
        """A rectangle given as fractions."""
        self.draw.rectangle([x0 * FULL, y0 * FULL, x1 * FULL, y1 * FULL], fill=color)

    def lower(self, stops, top):
        """A gradient from `top` (fraction) down to the bottom of the picture."""
        start = int(top * FULL)
        self.image.paste(gradient(stops, FULL - start, FULL), (0, start))


def sky(land: Land, horizon: float, skyline: float | None = None):
    """Everything above the land: lights, clouds, lightning and the land's extra.

    `skyline` is where the land usually ends if it is higher than the horizon.
    """
    rng, time = land.rng, land.time
    if time in LIGHT:
        inner = 0.18 if land.extra else 0.25
        land.side = rng.uniform(0.15, inner)
    if time == "night":
        stars(land, 30, horizon)
    if land.extra == "rainbow":
        rainbow(land, horizon)
    if time in LIGHT:
        LIGHT[time](land, min(horizon, (skyline or horizon) + 0.08))
    if land.extra == "mountains":
        far_mountains(land, horizon, skyline or horizon)
    if land.side is None:
        overcast(land)
    elif land.extra != "clouds":
        small_clouds(land)
    if land.extra == "clouds":
        big_clouds(land)


def sun(land: Land, _horizon):
    y, r = land.rng.uniform(0.13, 0.17), land.rng.uniform(0.058, 0.07)
    for wide, amount in ((1.65, 0.35), (1.32, 0.6)):
        land.oval(land.side, y, r * wide, r * wide, mix((120, 190, 245), (255, 244, 190), amount))
    land.oval(land.side, y, r, r, (255, 226, 96))


def low_sun(land: Land, horizon):
    y, r = horizon - land.rng.uniform(0.06, 0.10), land.rng.uniform(0.095, 0.11)
    for wide, color in ((1.6, (255, 190, 110)), (1.32, (255, 206, 122))):
        land.oval(land.side, y, r * wide, r * wide, color)
    land.oval(land.side, y, r, r, (255, 240, 176))


def moon(land: Land, _horizon):
    x, y, r = land.side, land.rng.uniform(0.14, 0.19), land.rng.uniform(0.065, 0.076)
    halo = (66, 78, 140)
    land.oval(x, y, r * 1.32, r * 1.32, halo)
    land.oval(x, y, r, r, (250, 242, 204))
    if land.rng.random() < 0.35:
        land.oval(x + r * 0.42, y - r * 0.12, r * 0.84, r * 0.84, halo)
        return
    for dx, dy, size in ((-0.28, -0.21, 0.2), (0.35, 0.28, 0.25), (0.17, -0.49, 0.13)):
        land.oval(x + dx * r, y + dy * r, size * r, size * r, (228, 216, 176))


LIGHT = {"day": sun, "sunset": low_sun, "night": moon}


def stars(land: Land, count, bottom):
    for _ in range(count):
        x, y = land.rng.random(), land.rng.uniform(0, bottom)
        r = land.rng.choice([0.003, 0.004, 0.0065])
        land.oval(x, y, r, r, (250, 246, 214))


def cloud(land: Land, x, y, size, bumps=4, color=None):
    """A cloud with a flat bottom and a shaded underside."""
    color = color or CLOUD[land.time]
    shade = mix(color, SKY[land.time][0][1], 0.3)
    half = 0.07 * (1 + 0.1 * (bumps - 4)) * size
    puffs = []
    for i in range(bumps):
        t = 2 * i / (bumps - 1) - 1
        r = (0.027 + 0.015 * (1 - t * t) + land.rng.uniform(-0.003, 0.004)) * size
        puffs.append((x + t * half, y - (0.022 * (1 - t * t)) * size, r))
    for fill, lift in ((shade, 0.009 * size), (color, 0.0)):
        for px, py, r in puffs:
            land.oval(px, py + lift, r, r, fill)
        land.box(x - half, y + lift, x + half, y + 0.026 * size + lift, fill)


def small_clouds(land: Land):
    """At most two small clouds, never near the sun or moon."""
    rng = land.rng
    for i in range(rng.choice([0, 1, 1, 2, 2]) if land.time != "night" else rng.choice([0, 1])):
        away = 0.34 + 0.32 * i + rng.uniform(-0.04, 0.1)
        cloud(land, land.side + away, rng.uniform(0.08, 0.26), rng.uniform(0.75, 1.2))


def big_clouds(land: Land):
    """Three big puffy clouds around the sun or moon."""
    rng = land.rng
    color = mix(CLOUD[land.time], WHITE, 0.35 if land.side is None else 0.08)
    spots = ((0.13, 0.40), (0.54, 0.13), (0.87, 0.26))
    if land.time == "sunset":
        spots = ((0.48, 0.10), (0.68, 0.35), (0.91, 0.19))
    for x, y in spots:
        x, y = x + rng.uniform(-0.03, 0.03), y + rng.uniform(-0.03, 0.02)
        cloud(land, x, y, rng.uniform(1.65, 1.95), rng.choice([4, 5]), color)


def overcast(land: Land):
    """The clouds of bad weather; fog has none."""
    rng, color = land.rng, CLOUD[land.time]
    if land.time == "storm":
        land.box(0, 0, 1, 0.05, mix(color, (10, 14, 28), 0.3))
        rows = ((0.05, 2.3, mix(color, (10, 14, 28), 0.3)), (0.13, 2.1, color))
    elif land.time == "rain":
        rows = ((0.04, 2.0, mix(color, (70, 86, 114), 0.35)), (0.13, 1.7, color))
    elif land.time == "snowfall":
        rows = ((0.10, 1.6, mix(color, (214, 216, 240), 0.45)),)
    else:
        return
    for y, size, fill in rows:
        start = rng.uniform(-0.05, 0.12)
        for i in range(4):
            x = start + 0.29 * i + rng.uniform(-0.05, 0.05)
            cloud(land, x, y + rng.uniform(-0.03, 0.04), size * rng.uniform(0.85, 1.15),
                  rng.choice([4, 5]), fill)


def lightning(land: Land):
    """A bold bolt at the right, from the clouds to the horizon."""
    rng = land.rng
    x = rng.uniform(0.81, 0.85)
    top, length = 0.15, rng.uniform(0.37, 0.42)
    bolt = [(0.02, 0), (-0.055, 0.46), (-0.005, 0.46), (-0.055, 1.0), (0.072, 0.35),
            (0.018, 0.35), (0.08, 0)]
    points = [(x + px, top + py * length) for px, py in bolt]
    mask = Image.new("L", (FULL, FULL))
    outline = [(a * FULL, b * FULL) for a, b in points]
    ImageDraw.Draw(mask).line(outline + outline[:2], fill=90, width=FULL // 22, joint="curve")
    land.image.paste((255, 244, 190), (0, 0), mask)
    land.poly(points, (255, 240, 120))


def rainbow(land: Land, horizon):
    """A bold arc across the sky."""
    rng = land.rng
    x = 0.5 + rng.uniform(0.0, 0.05)
    width = 0.021
    top = 0.13 if land.side or land.time == "fog" else 0.23
    y, r = horizon + 0.04, horizon + 0.04 - top - rng.uniform(-0.02, 0.03)
    rx = rng.uniform(0.42, 0.46)
    for i, color in enumerate(RAINBOW):
        inset = i * width
        box = [x - rx + inset, y - r + inset, x + rx - inset, y + r - inset]
        land.draw.arc([v * FULL for v in box], 178, 362, fill=mix(land.lit(color), color, 0.5),
                      width=int(math.ceil((width + 0.004) * FULL)))


def peak(land: Land, x, top, half, base, color, far=0.5):
    """A mountain with a shaded side and a cap of snow."""
    land.poly([(x - half, base), (x, top), (x + half, base)], land.lit(color, far))
    land.poly([(x, top), (x + half, base), (x + half * 0.25, base)],
              land.lit(mix(color, (60, 70, 110), 0.3), far))
    cut = 0.32
    y = top + (base - top) * cut
    land.poly([(x - half * cut, y), (x, top), (x + half * cut, y),
               (x + half * cut * 0.45, y - 0.03), (x, y + 0.012),
               (x - half * cut * 0.5, y - 0.03)], land.lit((250, 251, 255), far * 0.5))


def far_mountains(land: Land, horizon, skyline):
    """A ridge of snow-capped mountains at the horizon."""
    rng = land.rng
    count = rng.choice([4, 5])
    for i in rng.sample(range(count), count):
        x = (i + rng.uniform(0.3, 0.7)) / count
        top = min(skyline - 0.14, horizon - 0.14) - rng.uniform(0.02, 0.12)
        peak(land, x, max(top, 0.13), rng.uniform(0.17, 0.24), horizon + 0.1,
             rng.choice([(124, 140, 186), (136, 150, 194), (112, 128, 176)]), 0.5)
