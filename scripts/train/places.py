"""The places: a sky for each time of day and a landscape for each place.

A place is drawn on a picture of `SIZE * OVERSAMPLE` pixels a side; positions are fractions of the
picture with y downwards.
"""

import math

import numpy as np
from PIL import Image, ImageDraw

from pen import OVERSAMPLE, SIZE, gradient, mix

FULL = SIZE * OVERSAMPLE

SKY = {
    "day": [(0, (92, 172, 240)), (0.55, (196, 230, 250)), (1, (222, 242, 250))],
    "sunset": [(0, (98, 76, 160)), (0.28, (226, 104, 122)), (0.5, (255, 172, 96)),
               (0.62, (255, 216, 130)), (1, (255, 216, 130))],
    "night": [(0, (16, 22, 66)), (0.55, (52, 62, 128)), (1, (70, 80, 150))],
}
TINT = {"day": (1.0, 1.0, 1.0), "sunset": (1.0, 0.80, 0.72), "night": (0.42, 0.47, 0.70)}
CLOUD = {"day": (255, 255, 255), "sunset": (255, 190, 170), "night": (74, 84, 146)}


class Land:
    """Helper for one landscape: the image, its random numbers and its light."""

    def __init__(self, image, rng, time):
        self.image, self.rng, self.time = image, rng, time
        self.draw = ImageDraw.Draw(image)

    def lit(self, color):
        """A daylight colour as seen at this time of day."""
        return tuple(int(c * t) for c, t in zip(color, TINT[self.time]))

    def ridge(self, base, height, color, waves=1.3, points=40):
        """A rolling hill that fills everything below it; `base`, `height` as fractions."""
        x = np.linspace(0, 1, points)
        phase, second = self.rng.uniform(0, 6.28), self.rng.uniform(0, 6.28)
        y = base - height * (0.6 * np.sin(x * 6.28 * waves + phase)
                             + 0.4 * np.sin(x * 6.28 * waves * 1.9 + second))
        xy = [(a * FULL, b * FULL) for a, b in zip(x, y)]
        self.draw.polygon(xy + [(FULL, FULL), (0, FULL)], fill=color)
        return lambda at: float(np.interp(at, x, y))

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


def sky(land: Land, horizon: float):
    """Sky, sun or moon, stars and clouds."""
    rng, time = land.rng, land.time
    side = rng.choice([0.17, 0.83]) + rng.uniform(-0.05, 0.05)
    if time == "day":
        for radius, amount in ((0.105, 0.35), (0.085, 0.6)):
            land.oval(side, 0.16, radius, radius, mix((120, 190, 245), (255, 244, 190), amount))
        land.oval(side, 0.16, 0.065, 0.065, (255, 226, 96))
    elif time == "sunset":
        for radius, color in ((0.17, (255, 190, 110)), (0.14, (255, 206, 122))):
            land.oval(side, horizon - 0.07, radius, radius, color)
        land.oval(side, horizon - 0.07, 0.105, 0.105, (255, 240, 176))
    else:
        for _ in range(34):
            x, y, r = rng.random(), rng.uniform(0, horizon), rng.choice([0.003, 0.004, 0.0065])
            land.oval(x, y, r, r, (250, 246, 214))
        land.oval(side, 0.17, 0.095, 0.095, (66, 78, 140))
        land.oval(side, 0.17, 0.072, 0.072, (250, 242, 204))
        for dx, dy, r in ((-0.02, -0.015, 0.014), (0.025, 0.02, 0.018), (0.012, -0.035, 0.009)):
            land.oval(side + dx, 0.17 + dy, r, r, (228, 216, 176))
    for _ in range(rng.choice([1, 2, 2, 3]) if time != "night" else 1):
        x = 1 - side + rng.uniform(-0.1, 0.1) if time == "night" else rng.uniform(0.05, 0.95)
        cloud(land, x, rng.uniform(0.08, 0.34), rng.uniform(0.7, 1.25))


def cloud(land: Land, x: float, y: float, size: float):
    """A small cloud with a flat bottom."""
    color = CLOUD[land.time]
    shade = mix(color, SKY[land.time][0][1], 0.22)
    for fill, lift in ((shade, 0.010), (color, 0.0)):
        for dx, dy, r in ((-0.07, 0.0, 0.028), (-0.03, -0.022, 0.040), (0.025, -0.014, 0.036),
                          (0.068, 0.002, 0.026)):
            land.oval(x + dx * size, y + dy * size + lift, r * size, r * size, fill)
        land.box(x - 0.07 * size, y + 0.002 * size + lift, x + 0.068 * size,
                 y + 0.027 * size + lift, fill)


def pine(land: Land, x, base, size, color, snow=None):
    """A fir of three layers; `snow` is the colour of its caps, if any."""
    land.box(x - 0.012 * size, base - 0.06 * size, x + 0.012 * size, base, land.lit((110, 74, 50)))
    for i in range(3):
        bottom, half = base - (0.05 + 0.075 * i) * size, (0.085 - 0.02 * i) * size
        top = bottom - 0.12 * size
        land.poly([(x - half, bottom), (x + half, bottom), (x, top)], color)
        if snow:
            land.poly([(x - half * 0.5, (bottom + top) / 2), (x + half * 0.5, (bottom + top) / 2),
                       (x, top)], snow)


def round_tree(land: Land, x, base, size, color):
    """A tree with a round crown, for backgrounds."""
    land.box(x - 0.014 * size, base - 0.13 * size, x + 0.014 * size, base,
             land.lit((112, 76, 52)))
    land.oval(x, base - 0.2 * size, 0.085 * size, 0.1 * size, color)
    land.oval(x - 0.02 * size, base - 0.23 * size, 0.045 * size, 0.05 * size,
              mix(color, land.lit((190, 220, 120)), 0.25))


def tufts(land: Land, color, count=16, top=0.74):
    """Blades of grass in the foreground."""
    for _ in range(count):
        x, y = land.rng.random(), land.rng.uniform(top, 0.98)
        for dx in (-0.008, 0.0, 0.008):
            land.poly([(x + dx - 0.003, y), (x + dx + 0.003, y), (x + dx * 2, y - 0.02)], color)


def meadow(land: Land):
    sky(land, 0.58)
    rng = land.rng
    land.ridge(0.60, 0.035, land.lit((142, 206, 128)), 1.0)
    hill = land.ridge(0.66, 0.025, land.lit((112, 192, 98)), 1.2)
    for x in (rng.uniform(0.02, 0.2), rng.uniform(0.8, 0.98)):
        round_tree(land, x, hill(x) + 0.01, rng.uniform(0.6, 0.9), land.lit((70, 150, 84)))
    land.ridge(0.74, 0.02, land.lit((92, 178, 80)), 1.0)
    tufts(land, land.lit((64, 150, 66)))
    for _ in range(14):
        x, y = rng.random(), rng.uniform(0.78, 0.98)
        color = rng.choice([(255, 255, 255), (255, 214, 90), (250, 140, 170)])
        land.oval(x, y, 0.008, 0.007, land.lit(color))


def sea(land: Land):
    horizon = 0.58
    sky(land, horizon)
    top, bottom = {"day": ((92, 190, 224), (28, 112, 190)), "sunset": ((240, 150, 118), (92, 70, 150)),
                   "night": ((58, 76, 150), (18, 30, 88))}[land.time]
    land.lower([(0, top), (1, bottom)], horizon)
    light = mix(top, (255, 255, 255), 0.5)
    for row in range(7):
        y = horizon + 0.035 + row * row * 0.0068 + row * 0.012
        for _ in range(4):
            x, half = land.rng.random(), 0.02 + 0.008 * row
            color = mix(light, bottom, 0.15 + 0.08 * row)
            land.poly([(x - half, y), (x, y - 0.004 - 0.0008 * row), (x + half, y),
                       (x, y + 0.004)], color)


def beach(land: Land):
    horizon = 0.56
    sky(land, horizon)
    top, bottom = {"day": ((70, 178, 220), (60, 200, 214)), "sunset": ((214, 120, 122), (150, 104, 160)),
                   "night": ((44, 62, 136), (56, 88, 150))}[land.time]
    land.lower([(0, top), (0.35, bottom), (1, bottom)], horizon)
    land.ridge(0.683, 0.010, mix(bottom, (255, 255, 255), 0.75), 1.5)
    land.ridge(0.70, 0.010, land.lit((248, 222, 160)), 1.5)
    rng = land.rng
    for _ in range(26):
        land.oval(rng.random(), rng.uniform(0.73, 0.99), 0.004, 0.003, land.lit((222, 190, 124)))
    x = rng.choice([0.1, 0.9])
    lean = 0.05 if x < 0.5 else -0.05
    trunk, crown = land.lit((150, 104, 66)), land.lit((60, 160, 90))
    land.poly([(x - 0.016, 0.76), (x + 0.016, 0.76), (x + lean + 0.01, 0.42),
               (x + lean - 0.01, 0.42)], trunk)
    for angle in (0.15, 0.9, 1.57, 2.25, 3.0, -0.4, 3.54):
        tip = (x + lean + 0.15 * math.cos(angle), 0.42 - 0.10 * math.sin(angle) + 0.03)
        land.poly([(x + lean, 0.40), ((x + lean + tip[0]) / 2, 0.42 - 0.09 * math.sin(angle) - 0.03),
                   tip, ((x + lean + tip[0]) / 2, 0.42 - 0.05 * math.sin(angle) + 0.012)], crown)


def desert(land: Land):
    sky(land, 0.58)
    rng = land.rng
    land.ridge(0.60, 0.04, land.lit((240, 196, 124)), 1.0)
    dune = land.ridge(0.67, 0.035, land.lit((232, 176, 98)), 0.8)
    for x in (rng.uniform(0.05, 0.2), rng.uniform(0.8, 0.95)):
        base, size, green = dune(x) + 0.01, rng.uniform(0.8, 1.2), land.lit((84, 150, 86))
        land.box(x - 0.016 * size, base - 0.17 * size, x + 0.016 * size, base, green)
        land.oval(x, base - 0.17 * size, 0.016 * size, 0.016 * size, green)
        for side in (-1, 1):
            edge = x + side * 0.05 * size
            land.box(min(x, edge), base - 0.095 * size, max(x, edge), base - 0.072 * size, green)
            land.box(edge - 0.011 * size, base - 0.14 * size, edge + 0.011 * size,
                     base - 0.072 * size, green)
            land.oval(edge, base - 0.14 * size, 0.011 * size, 0.011 * size, green)
    land.ridge(0.76, 0.025, land.lit((222, 158, 80)), 0.9)
    for _ in range(9):
        x, y = rng.random(), rng.uniform(0.82, 0.98)
        land.oval(x, y, 0.03, 0.003, land.lit((206, 140, 66)))


def forest(land: Land):
    sky(land, 0.5)
    rng = land.rng
    for base, size, color, count in ((0.62, 1.0, (92, 152, 116), 11), (0.70, 1.35, (52, 118, 82), 9)):
        land.ridge(base - 0.02, 0.01, land.lit(color))
        for i in range(count):
            x = (i + rng.uniform(0.1, 0.9)) / count
            pine(land, x, base, size * rng.uniform(0.9, 1.35), land.lit(color))
    for x in (rng.uniform(-0.02, 0.1), rng.uniform(0.9, 1.02)):
        pine(land, x, 0.8, 2.1 * rng.uniform(0.9, 1.1), land.lit((34, 96, 64)))
    land.ridge(0.75, 0.015, land.lit((74, 126, 62)), 1.1)
    tufts(land, land.lit((50, 98, 48)), 18, 0.79)


def mountains(land: Land):
    sky(land, 0.5)
    rng = land.rng
    for base, color, peaks in ((0.66, (150, 164, 200), 3), (0.70, (108, 122, 164), 2)):
        for i in range(peaks):
            x = (i + rng.uniform(0.35, 0.65)) / peaks
            top, half = rng.uniform(0.22, 0.34) + (0.06 if peaks == 2 else 0), rng.uniform(0.26, 0.34)
            land.poly([(x - half, base), (x, top), (x + half, base)], land.lit(color))
            land.poly([(x, top), (x + half, base), (x + half * 0.25, base)],
                      land.lit(mix(color, (60, 70, 110), 0.3)))
            cut = 0.3
            y = top + (base - top) * cut
            land.poly([(x - half * cut, y), (x, top), (x + half * cut, y),
                       (x + half * cut * 0.45, y - 0.03), (x, y + 0.012),
                       (x - half * cut * 0.5, y - 0.03)], land.lit((248, 250, 255)))
    hill = land.ridge(0.70, 0.02, land.lit((112, 158, 112)), 1.0)
    for _ in range(5):
        x = rng.choice([rng.uniform(0, 0.25), rng.uniform(0.75, 1)])
        pine(land, x, hill(x) + 0.02, rng.uniform(0.5, 0.75), land.lit((66, 120, 90)))
    land.ridge(0.76, 0.015, land.lit((134, 168, 104)), 1.1)
    for _ in range(8):
        x, y, r = rng.random(), rng.uniform(0.82, 0.97), rng.uniform(0.01, 0.02)
        land.oval(x, y, r, r * 0.6, land.lit((150, 150, 150)))


def snow(land: Land):
    sky(land, 0.58)
    rng = land.rng
    land.ridge(0.60, 0.035, land.lit((208, 224, 242)), 1.0)
    hill = land.ridge(0.67, 0.025, land.lit((222, 234, 248)), 1.1)
    for x in (rng.uniform(0.02, 0.12), rng.uniform(0.14, 0.24), rng.uniform(0.78, 0.98)):
        pine(land, x, hill(x) + 0.015, rng.uniform(0.9, 1.3), land.lit((78, 132, 118)),
             land.lit((246, 250, 255)))
    land.ridge(0.75, 0.02, land.lit((238, 244, 252)), 1.0)
    for _ in range(6):
        land.oval(rng.random(), rng.uniform(0.82, 0.98), 0.05, 0.005, land.lit((214, 226, 242)))
    for _ in range(46):
        r = rng.choice([0.004, 0.006, 0.008])
        land.oval(rng.random(), rng.random(), r, r, mix(land.lit((255, 255, 255)), (255, 255, 255), 0.6))


def city(land: Land):
    sky(land, 0.6)
    rng = land.rng
    window = {"day": (214, 236, 250), "sunset": (255, 226, 140), "night": (255, 224, 120)}[land.time]
    for base, shade, width in ((0.74, (168, 182, 206), 0.13), (0.76, (112, 124, 158), 0.17)):
        x = rng.uniform(-0.1, 0.0)
        while x < 1:
            w, top = width * rng.uniform(0.8, 1.2), rng.uniform(0.34, 0.52) + (0.07 if width > 0.15 else 0)
            color = land.lit(mix(shade, rng.choice([(200, 150, 140), (140, 160, 200), (190, 180, 150)]), 0.35))
            land.box(x, top, x + w - 0.012, base, color)
            if width > 0.15:
                for i in range(3):
                    for j in range(int((base - top) / 0.055)):
                        if land.time == "day" or rng.random() < 0.7:
                            wx, wy = x + w * (0.14 + 0.27 * i), top + 0.02 + 0.055 * j
                            land.box(wx, wy, wx + w * 0.15, wy + 0.028, window)
            x += w
    land.box(0, 0.735, 1, 0.775, land.lit((186, 184, 184)))
    land.box(0, 0.775, 1, 1, land.lit((118, 120, 132)))
    offset = rng.uniform(0, 0.2)
    for i in range(-1, 6):
        land.poly([(i * 0.2 + offset, 0.925), (i * 0.2 + offset + 0.1, 0.925),
                   (i * 0.2 + offset + 0.095, 0.945), (i * 0.2 + offset - 0.005, 0.945)],
                  land.lit((244, 236, 206)))


DRAW = {"meadow": meadow, "sea": sea, "beach": beach, "desert": desert, "forest": forest,
        "mountains": mountains, "snow": snow, "city": city}


def draw_place(place: str, time: str, rng) -> Image.Image:
    """A landscape [FULL, FULL] RGB without its subject."""
    image = gradient(SKY[time], FULL, FULL)
    DRAW[place](Land(image, rng, time))
    return image
