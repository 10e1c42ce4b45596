"""The subjects, each drawn in its own unit box: x from -0.5 to 0.5, y from 0 (ground) to 1 (top).

Every function takes the pen, the four shades of the asked colour and a random generator for small
variations. `STANCE` tells where a subject belongs.
"""

import math
from dataclasses import dataclass

from pen import Pen, mix

WHITE, CREAM, PINK, YELLOW = (250, 250, 250), (252, 236, 208), (246, 150, 165), (255, 206, 70)
GRAY, DARK, GLASS, WOOD = (150, 156, 170), (52, 46, 58), (190, 228, 248), (150, 98, 60)
LEAF = (92, 176, 84)

RGB = {
    "red": (226, 48, 48), "orange": (250, 140, 30), "yellow": (255, 214, 40),
    "green": (56, 172, 78), "blue": (44, 108, 226), "purple": (138, 70, 196),
    "pink": (252, 132, 184), "brown": (142, 88, 50), "white": (250, 250, 250),
    "black": (50, 50, 60),
}


@dataclass(frozen=True)
class Shades:
    """The asked colour as base, light, dark and outline."""

    base: tuple
    light: tuple
    dark: tuple
    ink: tuple

    @staticmethod
    def of(color: str) -> "Shades":
        base = RGB[color]
        if color == "white":
            return Shades(base, (255, 255, 255), (212, 218, 232), (112, 116, 140))
        if color == "black":
            return Shades(base, (92, 92, 106), (34, 34, 42), (18, 18, 24))
        return Shades(base, mix(base, (255, 255, 255), 0.35), mix(base, (30, 10, 50), 0.25),
                      mix(base, (24, 10, 36), 0.66))


# ground: stands on the ground; air: floats above it; boat: sits in water, or on the ground.
STANCE = {"bird": "ground", "fish": "air", "butterfly": "air", "rocket": "air", "balloon": "air",
          "sailboat": "boat"}


def eyes(pen: Pen, xs, y, size=0.03):
    """Dark eyes with a glint."""
    for x in xs:
        pen.oval(x, y, size, size * 1.25, DARK, ink=False)
        pen.oval(x + size * 0.3, y + size * 0.45, size * 0.36, size * 0.36, WHITE, ink=False)


def cat(pen, c, rng):
    pen.line([(0.18, 0.08), (0.40, 0.06), (0.44, 0.24), (0.36, 0.38)], c.ink, 0.115, curved=True)
    pen.line([(0.18, 0.08), (0.40, 0.06), (0.44, 0.24), (0.36, 0.38)], c.base, 0.085, curved=True)
    pen.blob([(-0.22, 0.02), (0.22, 0.02), (0.27, 0.18), (0.17, 0.45), (-0.17, 0.45),
              (-0.27, 0.18)], c.base)
    pen.oval(0, 0.20, 0.13, 0.16, c.light, ink=False)
    for x in (-0.11, 0.11):
        pen.oval(x, 0.035, 0.085, 0.045, c.light)
    for s in (-1, 1):
        pen.shape([(s * 0.27, 0.68), (s * 0.27, 1.0), (s * 0.06, 0.84)], c.base)
        pen.shape([(s * 0.225, 0.75), (s * 0.235, 0.92), (s * 0.12, 0.83)], PINK, ink=False)
    pen.blob([(-0.30, 0.62), (-0.22, 0.82), (0, 0.86), (0.22, 0.82), (0.30, 0.62), (0.20, 0.45),
              (0, 0.41), (-0.20, 0.45)], c.base)
    for x in (-0.06, 0, 0.06):
        pen.line([(x, 0.845), (x * 0.8, 0.77)], c.dark, 0.025)
    pen.oval(0, 0.525, 0.12, 0.075, c.light, ink=False)
    eyes(pen, (-0.135, 0.135), 0.64, 0.042)
    pen.shape([(-0.03, 0.575), (0.03, 0.575), (0, 0.54)], PINK, ink=False)
    pen.line([(-0.06, 0.51), (-0.02, 0.495), (0, 0.54), (0.02, 0.495), (0.06, 0.51)], c.ink, 0.012)
    for s in (-1, 1):
        for dy in (0.0, 0.045):
            pen.line([(s * 0.15, 0.53 + dy * 0.5), (s * 0.36, 0.51 + dy * 1.6)], c.ink, 0.009)


def dog(pen, c, rng):
    pen.line([(-0.30, 0.46), (-0.44, 0.56), (-0.47, 0.70)], c.ink, 0.10, curved=True)
    pen.line([(-0.30, 0.46), (-0.44, 0.56), (-0.47, 0.70)], c.base, 0.07, curved=True)
    for x in (-0.30, 0.12):
        pen.blob([(x, 0.0), (x + 0.12, 0.0), (x + 0.115, 0.3), (x + 0.005, 0.3)], c.dark)
    pen.blob([(-0.36, 0.40), (-0.30, 0.54), (0.0, 0.53), (0.22, 0.60), (0.30, 0.40), (0.20, 0.22),
              (-0.05, 0.24), (-0.30, 0.22)], c.base)
    for x in (-0.38, 0.06):
        pen.blob([(x, 0.0), (x + 0.15, 0.0), (x + 0.14, 0.3), (x + 0.01, 0.3)], c.base)
        pen.oval(x + 0.085, 0.025, 0.085, 0.035, c.light)
    pen.blob([(-0.28, 0.45), (-0.12, 0.50), (-0.02, 0.44), (-0.14, 0.36)], c.dark, ink=False)
    pen.blob([(0.02, 0.72), (0.08, 0.92), (0.26, 0.95), (0.37, 0.82), (0.50, 0.72), (0.50, 0.60),
              (0.36, 0.53), (0.16, 0.52), (0.05, 0.60)], c.base)
    pen.blob([(0.34, 0.56), (0.49, 0.60), (0.50, 0.71), (0.40, 0.74), (0.32, 0.66)], c.light, ink=False)
    pen.blob([(0.02, 0.90), (0.13, 0.92), (0.16, 0.72), (0.10, 0.54), (0.0, 0.55), (-0.04, 0.72)],
             c.dark)
    eyes(pen, (0.27,), 0.79, 0.038)
    pen.oval(0.48, 0.715, 0.05, 0.042, DARK, ink=False)
    pen.line([(0.49, 0.63), (0.42, 0.59), (0.34, 0.62)], c.ink, 0.014, curved=True)
    pen.blob([(0.40, 0.59), (0.46, 0.60), (0.45, 0.51), (0.40, 0.51)], PINK)
    pen.line([(0.08, 0.54), (0.17, 0.50), (0.26, 0.50)], (220, 60, 60) if c.base[0] < 200 else (60, 110, 210), 0.05)


def rabbit(pen, c, rng):
    pen.oval(0.27, 0.12, 0.09, 0.09, c.light)
    for s in (-1, 1):
        lean = 0.10 * s
        pen.blob([(s * 0.05, 0.62), (s * 0.03 + lean * 0.3, 0.84), (lean + s * 0.03, 1.02),
                  (lean + s * 0.11, 0.98), (lean + s * 0.13, 0.80), (s * 0.17, 0.62)], c.base)
        pen.blob([(s * 0.08, 0.66), (s * 0.08 + lean * 0.3, 0.84), (lean + s * 0.06, 0.96),
                  (lean + s * 0.085, 0.82), (s * 0.13, 0.66)], PINK, ink=False)
    pen.blob([(-0.22, 0.02), (0.22, 0.02), (0.26, 0.16), (0.15, 0.38), (-0.15, 0.38),
              (-0.26, 0.16)], c.base)
    pen.oval(0, 0.17, 0.13, 0.13, c.light, ink=False)
    for x in (-0.13, 0.13):
        pen.oval(x, 0.03, 0.11, 0.045, c.light)
        pen.oval(x * 0.75, 0.25, 0.045, 0.075, c.base)
    pen.blob([(-0.25, 0.50), (-0.20, 0.66), (0, 0.73), (0.20, 0.66), (0.25, 0.50), (0.16, 0.37),
              (0, 0.33), (-0.16, 0.37)], c.base)
    pen.oval(0, 0.43, 0.10, 0.065, c.light, ink=False)
    eyes(pen, (-0.115, 0.115), 0.55, 0.038)
    for s in (-1, 1):
        pen.oval(s * 0.17, 0.455, 0.035, 0.025, PINK, ink=False)
    pen.shape([(-0.025, 0.485), (0.025, 0.485), (0, 0.455)], PINK, ink=False)
    pen.box(-0.03, 0.365, 0.03, 0.41, WHITE)
    pen.line([(0, 0.46), (0, 0.41)], c.ink, 0.012)


def bird(pen, c, rng):
    for x in (-0.04, 0.08):
        pen.line([(x, 0.2), (x, 0.02)], (226, 130, 40), 0.022)
        pen.line([(x - 0.05, 0.01), (x, 0.025), (x + 0.06, 0.01)], (226, 130, 40), 0.02)
    pen.shape([(-0.28, 0.40), (-0.56, 0.56), (-0.52, 0.40), (-0.58, 0.32), (-0.25, 0.26)], c.dark)
    pen.blob([(-0.34, 0.36), (-0.18, 0.56), (0.0, 0.66), (0.04, 0.84), (0.20, 0.94), (0.36, 0.84),
              (0.38, 0.60), (0.30, 0.34), (0.10, 0.17), (-0.16, 0.20)], c.base)
    pen.blob([(0.12, 0.22), (0.28, 0.36), (0.33, 0.54), (0.18, 0.52), (0.04, 0.36)], c.light, ink=False)
    pen.blob([(0.10, 0.52), (-0.06, 0.56), (-0.28, 0.40), (-0.40, 0.26), (-0.14, 0.26), (0.06, 0.36)],
             c.dark)
    for i in range(2):
        pen.line([(-0.02 - 0.1 * i, 0.42 - 0.04 * i), (-0.14 - 0.1 * i, 0.34 - 0.04 * i)], c.ink, 0.012)
    pen.shape([(0.36, 0.80), (0.56, 0.73), (0.365, 0.67)], (255, 170, 40))
    pen.line([(0.37, 0.735), (0.54, 0.73)], (170, 90, 20), 0.012)
    pen.oval(0.25, 0.78, 0.068, 0.072, WHITE, ink=False)
    eyes(pen, (0.26,), 0.78, 0.04)
    pen.line([(0.14, 0.92), (0.08, 1.0)], c.ink, 0.02)
    pen.line([(0.19, 0.94), (0.17, 1.02)], c.ink, 0.02)


def fish(pen, c, rng):
    pen.blob([(-0.30, 0.5), (-0.56, 0.78), (-0.50, 0.5), (-0.56, 0.22)], c.dark)
    pen.blob([(-0.12, 0.72), (-0.02, 0.94), (0.16, 0.90), (0.18, 0.72)], c.dark)
    pen.blob([(-0.02, 0.28), (-0.08, 0.10), (0.06, 0.12), (0.14, 0.28)], c.dark)
    pen.blob([(-0.38, 0.5), (-0.16, 0.72), (0.14, 0.79), (0.40, 0.66), (0.50, 0.5), (0.40, 0.34),
              (0.14, 0.21), (-0.16, 0.28)], c.base)
    pen.blob([(-0.24, 0.40), (0.14, 0.24), (0.40, 0.36), (0.30, 0.38), (0.05, 0.36)], c.light, ink=False)
    for row, y in enumerate((0.60, 0.49, 0.38)):
        for k in range(3):
            x = -0.20 + 0.12 * k + (0.06 if row == 1 else 0)
            pen.line([(x + 0.02, y + 0.045), (x - 0.025, y), (x + 0.02, y - 0.045)], c.dark, 0.018,
                     curved=True)
    pen.line([(0.22, 0.70), (0.16, 0.5), (0.22, 0.30)], c.ink, 0.016, curved=True)
    pen.blob([(0.06, 0.5), (-0.08, 0.42), (-0.06, 0.34), (0.06, 0.40)], c.dark)
    pen.oval(0.34, 0.57, 0.072, 0.075, WHITE)
    eyes(pen, (0.355,), 0.57, 0.042)
    pen.line([(0.49, 0.46), (0.43, 0.42), (0.38, 0.43)], c.ink, 0.016, curved=True)
    for x, y, r in ((0.60, 0.66, 0.030), (0.66, 0.80, 0.042), (0.58, 0.93, 0.026)):
        pen.oval(x, y, r, r, (206, 236, 252), ink=(120, 170, 214))


def butterfly(pen, c, rng):
    for s in (-1, 1):
        pen.blob([(s * 0.03, 0.50), (s * 0.22, 0.52), (s * 0.42, 0.36), (s * 0.36, 0.12),
                  (s * 0.18, 0.08), (s * 0.04, 0.34)], c.dark)
        pen.blob([(s * 0.03, 0.50), (s * 0.08, 0.76), (s * 0.30, 0.98), (s * 0.52, 0.92),
                  (s * 0.52, 0.66), (s * 0.32, 0.48)], c.base)
        pen.blob([(s * 0.12, 0.58), (s * 0.18, 0.76), (s * 0.32, 0.86), (s * 0.42, 0.80),
                  (s * 0.40, 0.66), (s * 0.28, 0.56)], c.light, ink=False)
        pen.oval(s * 0.32, 0.72, 0.065, 0.075, c.base, ink=False)
        pen.oval(s * 0.25, 0.27, 0.085, 0.085, c.light, ink=False)
        pen.oval(s * 0.25, 0.27, 0.045, 0.045, YELLOW if c.base[2] > 90 or c.base[1] < 120 else WHITE, ink=False)
        pen.line([(0, 0.78), (s * 0.06, 0.94), (s * 0.16, 1.0)], DARK, 0.016, curved=True)
        pen.oval(s * 0.16, 1.0, 0.022, 0.022, DARK, ink=False)
    pen.blob([(0, 0.14), (0.045, 0.34), (0.045, 0.62), (0, 0.72), (-0.045, 0.62), (-0.045, 0.34)],
             (84, 62, 60))
    pen.oval(0, 0.75, 0.065, 0.065, (84, 62, 60))


def house(pen, c, rng):
    lit = pen.night
    glass = (255, 232, 130) if lit else GLASS
    roof = (120, 62, 54) if c.base[0] > 120 and c.base[1] < 120 else (176, 76, 62)
    if c.ink == (18, 18, 24):
        roof = (176, 76, 62)
    pen.box(0.20, 0.70, 0.31, 0.98, mix(roof, (90, 60, 60), 0.3))
    pen.box(-0.38, 0.0, 0.38, 0.58, c.base)
    pen.box(-0.38, 0.0, -0.26, 0.57, c.light, ink=False)
    pen.box(0.30, 0.0, 0.373, 0.57, c.dark, ink=False)
    pen.shape([(-0.50, 0.54), (0.50, 0.54), (0.30, 0.92), (-0.30, 0.92)], roof)
    for y in (0.64, 0.74, 0.83):
        half = 0.50 - 0.2 * (y - 0.54) / 0.38
        pen.line([(-half + 0.01, y), (half - 0.01, y)], mix(roof, (40, 20, 30), 0.35), 0.012)
    pen.box(-0.08, 0.0, 0.10, 0.34, WOOD)
    pen.oval(0.065, 0.16, 0.014, 0.014, YELLOW, ink=False)
    for x in (-0.235, 0.245):
        pen.box(x - 0.085, 0.20, x + 0.085, 0.40, glass, ink=(250, 250, 250) if c.ink == (18, 18, 24) else True)
        pen.line([(x, 0.20), (x, 0.40)], WHITE, 0.018)
        pen.line([(x - 0.08, 0.30), (x + 0.08, 0.30)], WHITE, 0.018)
    pen.oval(0.0, 0.72, 0.075, 0.075, glass)
    pen.line([(-0.07, 0.72), (0.07, 0.72)], WHITE, 0.014)
    pen.line([(0, 0.65), (0, 0.79)], WHITE, 0.014)


def castle(pen, c, rng):
    glass = (255, 232, 130) if pen.night else mix(c.ink, (40, 50, 90), 0.5)
    for s, x in ((-1, -0.36), (1, 0.36)):
        pen.box(x - 0.12, 0.0, x + 0.12, 0.66, c.base)
        pen.box(x + 0.04, 0.0, x + 0.113, 0.65, c.dark, ink=False)
        pen.shape([(x - 0.16, 0.64), (x + 0.16, 0.64), (x, 0.96)], c.dark)
        pen.box(x - 0.035, 0.42, x + 0.035, 0.54, glass)
        pen.line([(x, 0.95), (x, 1.06)], DARK, 0.014)
        pen.shape([(x, 1.06), (x + 0.11, 1.02), (x, 0.98)], (240, 80, 80) if c.base[0] < 200 or c.base[1] > 180 else YELLOW)
    pen.box(-0.26, 0.0, 0.26, 0.46, c.base)
    pen.box(-0.22, 0.05, 0.22, 0.14, c.light, ink=False)
    for i in range(4):
        x = -0.26 + 0.148 * i
        pen.box(x, 0.45, x + 0.085, 0.54, c.base)
    pen.box(-0.11, 0.53, 0.11, 0.80, c.base)
    for i in range(3):
        pen.box(-0.13 + 0.098 * i, 0.79, -0.13 + 0.098 * i + 0.064, 0.87, c.base)
    pen.box(-0.035, 0.60, 0.035, 0.71, glass)
    pen.blob([(-0.11, 0.0), (-0.11, 0.18), (0, 0.29), (0.11, 0.18), (0.11, 0.0)], WOOD)
    pen.line([(0, 0.0), (0, 0.28)], DARK, 0.012)


def tree(pen, c, rng):
    pen.blob([(-0.11, 0.0), (0.11, 0.0), (0.065, 0.16), (0.07, 0.46), (-0.07, 0.46),
              (-0.065, 0.16)], (134, 88, 56))
    pen.line([(0.02, 0.34), (0.17, 0.5)], (134, 88, 56), 0.05)
    pen.line([(-0.02, 0.32), (-0.16, 0.48)], (134, 88, 56), 0.05)
    bumps = [(-0.28, 0.54, 0.16), (0.28, 0.54, 0.16), (0.0, 0.52, 0.17), (-0.24, 0.73, 0.17),
             (0.25, 0.73, 0.17), (0.0, 0.84, 0.17), (0.0, 0.66, 0.2)]
    bumps = [(x + rng.uniform(-0.02, 0.02), y + rng.uniform(-0.02, 0.02), r) for x, y, r in bumps]
    for x, y, r in bumps:
        pen.oval(x, y, r + 0.012, r + 0.012, c.ink, ink=False)
    for x, y, r in bumps:
        pen.oval(x, y, r - 0.005, r - 0.005, c.base, ink=False)
    for x, y, r in bumps[1:5:3]:
        pen.oval(x + 0.03, y - 0.03, r * 0.7, r * 0.7, c.dark, ink=False)
        pen.oval(x - 0.02, y + 0.02, r * 0.7, r * 0.7, c.base, ink=False)
    for x, y, r in bumps[3:6:2]:
        pen.oval(x - 0.02, y + 0.03, r * 0.6, r * 0.55, c.light, ink=False)
    for x, y in ((0.12, 0.66), (-0.14, 0.58), (0.02, 0.50), (-0.03, 0.70)):
        pen.line([(x - 0.05, y + 0.01), (x, y - 0.02), (x + 0.05, y + 0.01)], c.dark, 0.018, curved=True)


def flower(pen, c, rng):
    pen.line([(0.0, 0.0), (0.02, 0.25), (0.0, 0.55)], (40, 110, 56), 0.07, curved=True)
    pen.line([(0.0, 0.0), (0.02, 0.25), (0.0, 0.55)], LEAF, 0.045, curved=True)
    for s, y in ((-1, 0.10), (1, 0.18)):
        pen.blob([(0.0, y), (s * 0.14, y + 0.16), (s * 0.32, y + 0.14), (s * 0.18, y + 0.0)], LEAF)
    turn = rng.uniform(0, 1)
    for i in range(8):
        a = turn + i * math.pi / 4
        pen.oval(0.225 * math.cos(a), 0.70 + 0.225 * math.sin(a), 0.125, 0.082,
                 c.base if i % 2 else mix(c.base, c.light, 0.45), angle=a)
    pen.oval(0, 0.70, 0.125, 0.125, (122, 74, 40) if c.base[1] > 190 and c.base[2] < 100 else YELLOW)
    for dx, dy in ((-0.04, 0.03), (0.045, 0.02), (0, -0.045)):
        pen.oval(dx, 0.70 + dy, 0.018, 0.018, (214, 140, 40), ink=False)


def mushroom(pen, c, rng):
    pen.blob([(-0.15, 0.02), (0.15, 0.02), (0.17, 0.12), (0.11, 0.5), (-0.11, 0.5), (-0.17, 0.12)],
             CREAM, ink=(120, 96, 84))
    pen.blob([(0.05, 0.04), (0.14, 0.05), (0.13, 0.16), (0.08, 0.46)], (226, 204, 170), ink=False)
    pen.blob([(-0.42, 0.46), (0, 0.37), (0.42, 0.46), (0, 0.52)], (236, 212, 178), ink=(120, 96, 84))
    pen.blob([(-0.48, 0.48), (-0.42, 0.74), (-0.22, 0.93), (0, 0.98), (0.22, 0.93), (0.42, 0.74),
              (0.48, 0.48), (0.24, 0.45), (0, 0.44), (-0.24, 0.45)], c.base)
    pen.blob([(0.20, 0.49), (0.43, 0.50), (0.39, 0.72), (0.27, 0.66)], c.dark, ink=False)
    spot = CREAM if c.base != RGB["white"] else (236, 96, 96)
    for x, y, r in ((-0.26, 0.64, 0.07), (0.0, 0.80, 0.085), (0.25, 0.66, 0.065), (-0.02, 0.56, 0.05),
                    (-0.19, 0.84, 0.035), (0.20, 0.85, 0.035)):
        pen.oval(x, y, r, r * 0.85, spot, ink=False)


def car(pen, c, rng):
    glass = (255, 236, 160) if pen.night else GLASS
    pen.blob([(-0.40, 0.42), (-0.30, 0.66), (-0.16, 0.74), (0.12, 0.74), (0.24, 0.66), (0.36, 0.42),
              (0.0, 0.38)], c.base)
    pen.shape([(-0.30, 0.44), (-0.23, 0.63), (-0.14, 0.68), (-0.04, 0.68), (-0.04, 0.44)], glass)
    pen.shape([(0.02, 0.44), (0.02, 0.68), (0.10, 0.68), (0.18, 0.63), (0.27, 0.44)], glass)
    pen.blob([(-0.57, 0.16), (-0.58, 0.34), (-0.46, 0.45), (0.0, 0.45), (0.38, 0.44), (0.56, 0.36),
              (0.60, 0.18), (0.40, 0.13), (-0.40, 0.13)], c.base)
    pen.box(-0.50, 0.17, 0.52, 0.225, c.dark, ink=False)
    pen.line([(-0.48, 0.385), (0.40, 0.385)], c.light, 0.035)
    pen.line([(-0.01, 0.43), (-0.01, 0.19)], c.ink, 0.012)
    pen.line([(0.04, 0.34), (0.11, 0.34)], c.ink, 0.02)
    pen.oval(0.53, 0.30, 0.045, 0.055, (255, 240, 150))
    pen.oval(-0.545, 0.30, 0.03, 0.045, (230, 70, 70))
    for x in (-0.32, 0.34):
        pen.oval(x, 0.14, 0.145, 0.145, (46, 46, 54), ink=(24, 24, 30))
        pen.oval(x, 0.14, 0.075, 0.075, (206, 210, 220), ink=False)
        pen.oval(x, 0.14, 0.028, 0.028, (110, 114, 126), ink=False)


def sailboat(pen, c, rng):
    pen.box(-0.016, 0.18, 0.016, 1.0, WOOD)
    sail = mix(c.base, WHITE, 0.0)
    pen.blob([(0.035, 0.96), (0.22, 0.66), (0.36, 0.34), (0.035, 0.30)], sail)
    pen.shape([(0.05, 0.42), (0.335, 0.405), (0.37, 0.345), (0.04, 0.31)], c.light, ink=False)
    pen.shape([(-0.035, 0.86), (-0.035, 0.32), (-0.36, 0.34)], CREAM if c.base != RGB["white"] else (214, 222, 240))
    pen.blob([(0.0, 1.0), (0.10, 1.01), (0.15, 0.99), (0.10, 0.96), (0.0, 0.95)], (240, 90, 80) if c.base[0] < 215 else (60, 120, 220))
    pen.shape([(-0.48, 0.27), (0.50, 0.27), (0.36, 0.04), (0.26, 0.0), (-0.28, 0.0), (-0.38, 0.05)],
              c.base)
    pen.shape([(-0.44, 0.205), (0.455, 0.205), (0.43, 0.16), (-0.42, 0.16)], WHITE if c.base != RGB["white"] else (230, 80, 80), ink=False)
    pen.shape([(-0.39, 0.075), (0.375, 0.075), (0.35, 0.03), (0.26, 0.008), (-0.28, 0.008),
               (-0.37, 0.045)], c.dark, ink=False)


def rocket(pen, c, rng):
    for s in (-1, 1):
        pen.blob([(s * 0.12, 0.40), (s * 0.30, 0.26), (s * 0.30, 0.10), (s * 0.12, 0.20)], c.dark)
    length = rng.uniform(-0.03, 0.03)
    pen.blob([(-0.11, 0.16), (0.11, 0.16), (0.10, 0.06), (0.0, -0.12 + length), (-0.10, 0.06)], (255, 150, 40),
             ink=(200, 80, 20))
    pen.blob([(-0.06, 0.16), (0.06, 0.16), (0.05, 0.08), (0.0, -0.01 + length), (-0.05, 0.08)], (255, 226, 90), ink=False)
    pen.blob([(-0.13, 0.17), (-0.19, 0.45), (-0.15, 0.74), (0.0, 1.0), (0.15, 0.74), (0.19, 0.45),
              (0.13, 0.17), (0.0, 0.15)], c.base)
    pen.blob([(-0.10, 0.22), (-0.15, 0.45), (-0.11, 0.70), (-0.07, 0.45)], c.light, ink=False)
    nose = WHITE if c.base not in (RGB["white"],) else (226, 70, 70)
    pen.blob([(-0.13, 0.785), (0.0, 1.0), (0.13, 0.785), (0.0, 0.765)], nose)
    pen.oval(0, 0.585, 0.095, 0.095, WHITE)
    pen.oval(0, 0.585, 0.066, 0.066, (120, 196, 240))
    pen.line([(-0.03, 0.60), (0.0, 0.625)], WHITE, 0.02)
    pen.oval(0, 0.375, 0.04, 0.04, (120, 196, 240))
    pen.blob([(-0.03, 0.30), (0.03, 0.30), (0.03, 0.08), (-0.03, 0.08)], c.dark)


def balloon(pen, c, rng):
    for x in (-0.10, -0.035, 0.035, 0.10):
        pen.line([(x * 2.0, 0.42), (x, 0.16)], (110, 84, 64), 0.012)
    pen.blob([(-0.13, 0.36), (-0.34, 0.56), (-0.38, 0.76), (-0.26, 0.93), (0, 1.01), (0.26, 0.93),
              (0.38, 0.76), (0.34, 0.56), (0.13, 0.36)], c.base)
    stripe = CREAM if c.base != RGB["white"] else (236, 110, 110)
    for s in (-1, 1):
        pen.blob([(s * 0.05, 0.36), (s * 0.13, 0.62), (s * 0.15, 0.80), (s * 0.08, 0.985),
                  (s * 0.20, 0.945), (s * 0.265, 0.78), (s * 0.235, 0.60), (s * 0.095, 0.36)],
                 stripe, ink=False)
    pen.blob([(-0.31, 0.70), (-0.25, 0.86), (-0.21, 0.86), (-0.26, 0.70)], c.light, ink=False)
    pen.blob([(-0.13, 0.37), (-0.34, 0.56), (-0.38, 0.76), (-0.26, 0.93), (0, 1.01), (0.26, 0.93),
              (0.38, 0.76), (0.34, 0.56), (0.13, 0.37)], None)
    pen.box(-0.13, 0.34, 0.13, 0.395, c.dark)
    pen.shape([(-0.12, 0.17), (0.12, 0.17), (0.095, 0.0), (-0.095, 0.0)], (186, 128, 72))
    pen.line([(-0.11, 0.09), (0.11, 0.09)], (126, 80, 44), 0.014)
    pen.box(-0.14, 0.145, 0.14, 0.19, (150, 98, 56))


def robot(pen, c, rng):
    for x in (-0.13, 0.13):
        pen.box(x - 0.05, 0.06, x + 0.05, 0.22, GRAY)
        pen.blob([(x - 0.10, 0.0), (x - 0.08, 0.085), (x + 0.08, 0.085), (x + 0.10, 0.0)], c.dark)
    for s in (-1, 1):
        pen.line([(s * 0.24, 0.46), (s * 0.37, 0.36), (s * 0.38, 0.24)], c.ink, 0.095, curved=True)
        pen.line([(s * 0.24, 0.46), (s * 0.37, 0.36), (s * 0.38, 0.24)], GRAY, 0.065, curved=True)
        pen.oval(s * 0.38, 0.22, 0.06, 0.06, c.base)
        pen.oval(s * 0.30, 0.70, 0.035, 0.06, GRAY)
    pen.box(-0.25, 0.18, 0.25, 0.53, c.base)
    pen.box(-0.25, 0.18, -0.19, 0.52, c.light, ink=False)
    pen.box(-0.13, 0.26, 0.13, 0.44, (228, 234, 242))
    pen.oval(-0.06, 0.385, 0.027, 0.027, (236, 80, 80), ink=False)
    pen.oval(0.025, 0.385, 0.027, 0.027, (90, 190, 100), ink=False)
    pen.line([(-0.08, 0.31), (0.08, 0.31)], GRAY, 0.022)
    pen.line([(0, 0.84), (0, 0.94)], c.ink, 0.022)
    pen.oval(0, 0.96, 0.042, 0.042, YELLOW)
    pen.blob([(-0.28, 0.58), (-0.28, 0.82), (-0.22, 0.865), (0.22, 0.865), (0.28, 0.82),
              (0.28, 0.58), (0.22, 0.545), (-0.22, 0.545)], c.base)
    pen.blob([(-0.21, 0.63), (-0.21, 0.79), (0, 0.82), (0.21, 0.79), (0.21, 0.63), (0, 0.60)], (40, 48, 70))
    for x in (-0.10, 0.10):
        pen.oval(x, 0.73, 0.042, 0.048, (130, 240, 250), ink=False)
    pen.line([(-0.07, 0.655), (0, 0.635), (0.07, 0.655)], (130, 240, 250), 0.018, curved=True)


DRAW = {"cat": cat, "dog": dog, "rabbit": rabbit, "bird": bird, "fish": fish,
        "butterfly": butterfly, "house": house, "castle": castle, "tree": tree, "flower": flower,
        "mushroom": mushroom, "car": car, "sailboat": sailboat, "rocket": rocket,
        "balloon": balloon, "robot": robot}
