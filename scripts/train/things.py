"""Toys, figures and things of the sky and the garden, each in its own unit box."""

import math

import numpy as np

from details import accent, blush_of, eyes, frame, smile, trim
from palette import CREAM, DARK, GRAY, PINK, RGB, WHITE, WOOD, YELLOW, Kind
from pen import mix, smooth

CYAN = (130, 240, 250)
SKIN = [(255, 220, 190), (236, 184, 144), (176, 120, 84), (120, 78, 56)]


def limb(pen, c, points, width, color=None):
    """A thick outlined curve: an arm or a leg."""
    points = smooth(points, 3, closed=False)
    pen.line(points, c.ink, width + 0.03)
    pen.line(points, color or c.base, width)


def robot(pen, c, rng):
    wide, half = rng.uniform(0.21, 0.27), rng.uniform(0.25, 0.31)
    _robot_legs(pen, c, wide, rng)
    wave = rng.randrange(3)
    for s in (-1, 1):
        up = wave == 1 and s == 1 or wave == 2
        x = wide + 0.14
        hand = (s * (x + 0.02), 0.58) if up else (s * x, 0.24)
        elbow = (s * x, 0.44) if up else (s * (x - 0.01), 0.36)
        limb(pen, c, [(s * (wide - 0.01), 0.46), elbow, hand], 0.065, GRAY)
        pen.oval(*hand, 0.065, 0.065, c.base)
        pen.oval(s * (half + 0.02), 0.70, 0.04, 0.065, c.dark)
    pen.box(-wide, 0.18, wide, 0.55, c.base)
    pen.box(-wide + 0.012, 0.192, -wide + 0.065, 0.54, c.light, ink=False)
    pen.box(wide - 0.05, 0.192, wide - 0.012, 0.54, c.dark, ink=False)
    _robot_chest(pen, c, rng)
    for x in ((0,) if rng.random() < 0.6 else (-0.14, 0.14)):
        pen.line([(x, 0.84), (x * 1.2, 0.95)], c.ink, 0.03)
        pen.oval(x * 1.2, 0.97, 0.045, 0.045, accent(c, rng))
    if rng.random() < 0.3:
        pen.oval(0, 0.71, half, 0.18, c.base)
    else:
        pen.blob([(-half, 0.58), (-half, 0.82), (-half + 0.06, 0.87), (half - 0.06, 0.87),
                  (half, 0.82), (half, 0.58), (half - 0.06, 0.545), (-half + 0.06, 0.545)], c.base)
    pen.oval(-half * 0.5, 0.84, 0.07, 0.018, c.light, ink=False)
    _robot_face(pen, c, half, rng)


def _robot_legs(pen, c, wide, rng):
    if rng.random() < 0.3:
        pen.blob([(-wide * 0.8, 0.02), (-wide * 0.9, 0.14), (wide * 0.9, 0.14), (wide * 0.8, 0.02)],
                 (72, 74, 86))
        for x in (-0.12, 0, 0.12):
            pen.oval(x, 0.075, 0.048, 0.048, c.light)
        pen.box(-0.08, 0.13, 0.08, 0.20, GRAY)
        return
    for s in (-1, 1):
        x = s * wide * 0.55
        pen.box(x - 0.05, 0.06, x + 0.05, 0.22, GRAY)
        pen.blob([(x - 0.10, 0.0), (x - 0.08, 0.085), (x + 0.08, 0.085), (x + 0.10, 0.0)], c.dark)


def _robot_chest(pen, c, rng):
    """A panel with lamps, or a heart."""
    if rng.random() < 0.4:
        color = accent(c, rng)
        pen.blob([(0, 0.27), (-0.10, 0.37), (-0.09, 0.43), (-0.045, 0.445), (0, 0.41),
                  (0.045, 0.445), (0.09, 0.43), (0.10, 0.37)], color)
        return
    pen.box(-0.12, 0.28, 0.12, 0.44, (228, 234, 242), frame(c))
    pen.oval(-0.055, 0.385, 0.032, 0.032, (236, 80, 80), ink=False)
    pen.oval(0.04, 0.385, 0.032, 0.032, (90, 190, 100), ink=False)
    pen.line([(-0.07, 0.32), (0.07, 0.32)], GRAY, 0.026)


def _robot_face(pen, c, half, rng):
    """A screen with glowing eyes, or round white eyes."""
    if rng.random() < 0.6:
        w = half - 0.07
        pen.blob([(-w, 0.63), (-w, 0.79), (0, 0.81), (w, 0.79), (w, 0.63), (0, 0.61)], (40, 48, 70))
        for x in (-0.095, 0.095):
            pen.oval(x, 0.73, 0.044, 0.052, CYAN, ink=False)
        pen.line([(-0.07, 0.665), (0, 0.645), (0.07, 0.665)], CYAN, 0.026, curved=True)
    else:
        for x in (-0.11, 0.11):
            pen.oval(x, 0.73, 0.075, 0.075, WHITE, c.ink)
            pen.oval(x + 0.01, 0.73, 0.038, 0.042, DARK, ink=False)
        pen.line([(-0.09, 0.625), (0, 0.60), (0.09, 0.625)], frame(c), 0.03, curved=True)


def snowman(pen, c, rng):
    low, high = rng.uniform(0.29, 0.33), rng.uniform(0.19, 0.215)
    three = rng.random() < 0.5
    scarf = accent(c, rng)
    belly, neck = (0.22, 0.55) if three else (low - 0.02, low * 2 - 0.06)
    head = neck + high * 0.82
    for s in (-1, 1):
        y = belly + (0.18 if three else 0.10)
        tip = y + rng.uniform(0.06, 0.20)
        pen.line([(s * 0.20, y), (s * 0.48, tip)], (112, 74, 50), 0.04)
        pen.line([(s * 0.40, tip - 0.04), (s * 0.43, tip + 0.08)], (112, 74, 50), 0.032)
    pen.oval(0, belly, low, low * 0.80 if three else low * 0.97, c.base)
    pen.oval(-low * 0.45, belly + low * 0.25, low * 0.28, low * 0.34, c.light, ink=False)
    pen.blob([(low * 0.2, belly - low * 0.72), (low * 0.72, belly - low * 0.45),
              (low * 0.9, belly), (low * 0.62, belly - low * 0.25)], c.dark, ink=False)
    if three:
        pen.oval(0, 0.46, 0.225, 0.165, c.base)
        pen.oval(-0.11, 0.50, 0.06, 0.055, c.light, ink=False)
    pen.oval(0, head, high * 1.08, high, c.base)
    pen.oval(-high * 0.5, head + high * 0.45, high * 0.3, high * 0.22, c.light, ink=False)
    button = WHITE if c.base == RGB["black"] else DARK
    for y in ((0.46, 0.36, 0.24) if three else (belly + 0.08, belly - 0.05)):
        pen.oval(0, y, 0.03, 0.03, button, ink=False)
    smile(pen, c, 0, head + 0.035, high * 0.66, rng, 0.06)
    pen.shape([(-0.03, head + 0.035), (-0.015, head - 0.03), (0.14, head - 0.01)], (255, 136, 44),
              ink=(170, 70, 20))
    _scarf(pen, neck + 0.01, high, scarf, rng)
    if rng.random() < 0.5:
        _top_hat(pen, c, head + high * 0.72, high, scarf)
    else:
        _woolly_hat(pen, head + high * 0.62, high, accent(c, rng))


def _scarf(pen, y, wide, color, rng):
    side = rng.choice([-1, 1])
    pen.shape([(side * 0.06, y), (side * 0.15, y), (side * 0.19, y - 0.19),
               (side * 0.09, y - 0.20)], color)
    pen.blob([(-wide, y + 0.03), (0, y - 0.005), (wide, y + 0.03), (wide * 0.95, y - 0.045),
              (0, y - 0.075), (-wide * 0.95, y - 0.045)], color)


def _top_hat(pen, c, y, wide, band):
    color = (92, 66, 60) if c.base == RGB["black"] else DARK
    top = min(y + 0.22, 1.03)
    pen.shape([(-wide * 0.72, y), (wide * 0.72, y), (wide * 0.66, top), (-wide * 0.66, top)], color)
    pen.box(-wide * 0.70, y + 0.02, wide * 0.70, y + 0.075, band, ink=False)
    pen.line([(-wide * 1.1, y), (wide * 1.1, y)], color, 0.05)


def _woolly_hat(pen, y, wide, color):
    pen.blob([(-wide * 0.92, y), (-wide * 0.7, y + 0.14), (0, y + 0.19), (wide * 0.7, y + 0.14),
              (wide * 0.92, y), (0, y + 0.03)], color)
    pen.oval(0, y + 0.19, 0.055, 0.055, CREAM)
    pen.blob([(-wide, y + 0.03), (0, y + 0.07), (wide, y + 0.03), (wide * 0.95, y - 0.035), (0, y),
              (-wide * 0.95, y - 0.035)], mix(color, WHITE, 0.45))


def umbrella(pen, c, rng):
    lean = rng.choice([0.0, 0.0, 0.28, 0.36]) + rng.uniform(-0.05, 0.05)
    pen = pen.turned(lean, 0, 0.42)
    hook = [(0, 0.60), (0, 0.08), (0.03, 0.015), (0.10, 0.01), (0.135, 0.08)]
    wood = rng.choice([WOOD, (112, 72, 50)])
    pen.line(hook, mix(wood, DARK, 0.6), 0.07, curved=True)
    pen.line(hook, wood, 0.042, curved=True)
    half, rim, top = rng.uniform(0.49, 0.54), rng.uniform(0.46, 0.50), rng.uniform(0.90, 0.96)
    pen.line([(0, top - 0.02), (0, top + 0.06)], mix(wood, DARK, 0.4), 0.04)
    xs = [-half + 2 * half * i / 4 for i in range(5)]

    def side(x, part):
        """A point of the rib that ends at x, `part` (0..1) of the way up."""
        return x * math.cos(part * math.pi / 2), rim + (top - rim) * math.sin(part * math.pi / 2)

    parts = [i / 7 for i in range(8)]
    patterned = 1 if c.base == RGB["white"] else rng.randrange(3)
    for i in range(4):
        a, b = xs[i], xs[i + 1]
        scallop = [(b + (a - b) * t, rim + 0.055 * math.sin(t * math.pi))
                   for t in (0.25, 0.5, 0.75)]
        odd = i % 2 == (0 if patterned else 1)
        fill = c.base if not odd else (c.light if patterned != 1 else c.dark)
        pen.shape([side(a, p) for p in parts] + [side(b, p) for p in parts[::-1]] + scallop, fill)
    if patterned == 1:
        for x, y, r in ((-0.30, 0.64, 0.04), (-0.11, 0.62, 0.045), (0.12, 0.68, 0.045),
                        (0.33, 0.60, 0.04), (-0.13, 0.81, 0.035)):
            pen.oval(x, rim + (y - 0.48), r, r, trim(c), ink=False)


def guitar(pen, c, rng):
    pen = pen.turned(rng.choice([-1, 1]) * rng.uniform(0.04, 0.24), 0, 0.30)
    electric = rng.random() < 0.35
    top = rng.uniform(0.88, 0.94)
    neck = (112, 72, 46) if c.base != RGB["brown"] else (214, 160, 100)
    pen.box(-0.042, 0.40, 0.042, top, neck)
    for y in (0.68, 0.75, 0.82):
        pen.line([(-0.035, y), (0.035, y)], (236, 214, 170), 0.016)
    for s in (-1, 1):
        for y in (0.03, 0.10):
            pen.oval(s * 0.085, top + y - 0.01, 0.026, 0.022, CREAM)
    pen.shape([(-0.05, top - 0.04), (0.05, top - 0.04), (0.07, top + 0.12), (-0.07, top + 0.12)],
              c.dark)
    if electric:
        _electric_body(pen, c)
    else:
        _acoustic_body(pen, c, rng)
    for x in (-0.016, 0.016):
        pen.line([(x, 0.15), (x, top)], (244, 236, 216), 0.01)


def _acoustic_body(pen, c, rng):
    wide = rng.uniform(0.28, 0.32)

    right = [(0, 0.0), (wide * 0.62, 0.03), (wide, 0.17), (wide * 0.88, 0.29), (wide * 0.62, 0.38),
             (wide * 0.70, 0.47), (wide * 0.74, 0.54), (wide * 0.50, 0.62), (0, 0.62)]
    body = right + [(-x, y) for x, y in right[-2:0:-1]]
    for k, fill, ink in ((1.0, c.base, True), (0.84, c.light, False), (0.78, c.base, False)):
        pen.blob([(x * k, 0.31 + (y - 0.31) * k) for x, y in body], fill, ink)
    pen.oval(0, 0.38, 0.105, 0.105, trim(c))
    pen.oval(0, 0.38, 0.075, 0.075, mix(c.ink, DARK, 0.5), ink=False)
    pen.box(-0.12, 0.125, 0.12, 0.175, mix(WOOD, DARK, 0.25))


def _electric_body(pen, c):
    pen.blob([(0, 0.0), (0.22, 0.03), (0.30, 0.16), (0.21, 0.32), (0.25, 0.48), (0.20, 0.58),
              (0.10, 0.47), (-0.08, 0.46), (-0.19, 0.63), (-0.28, 0.52), (-0.21, 0.34),
              (-0.30, 0.17), (-0.22, 0.03)], c.base)
    pen.blob([(-0.19, 0.10), (-0.22, 0.17), (-0.15, 0.33), (-0.20, 0.50), (-0.12, 0.33)], c.light,
             ink=False)
    pen.blob([(0.04, 0.12), (0.18, 0.12), (0.16, 0.28), (0.14, 0.42), (0.04, 0.43)], trim(c))
    for y in (0.24, 0.36):
        pen.box(-0.085, y - 0.025, 0.085, y + 0.025, mix(DARK, GRAY, 0.3))
    pen.box(-0.10, 0.11, 0.10, 0.16, (206, 210, 220))
    pen.oval(0.20, 0.15, 0.03, 0.03, YELLOW)


def _star_points(cx, cy, outer, inner, turn=0.0):
    return [(cx + r * math.sin(turn + i * math.pi / 5), cy + r * math.cos(turn + i * math.pi / 5))
            for i, r in enumerate([outer, inner] * 5)]


def star(pen, c, rng):
    plump, turn = rng.uniform(0.58, 0.68), rng.uniform(-0.14, 0.14)
    points = []
    for i in range(10):
        a = turn + i * math.pi / 5
        if i % 2:
            points.append((a, 0.50 * plump))
        else:
            points += [(a - 0.15, 0.485), (a, 0.53), (a + 0.15, 0.485)]

    def body(k, dx=0.0, dy=0.0):
        return [(k * r * math.sin(a) + dx, 0.50 + k * r * math.cos(a) + dy) for a, r in points]

    pen.blob(body(1.0), c.base)
    pen.blob(body(0.95), c.dark, ink=False)
    pen.blob(body(0.90, -0.018, 0.022), c.base, ink=False)
    pen.oval(-0.10 + turn * 0.3, 0.78, 0.035, 0.085, c.light, ink=False, angle=-0.3)
    pen.oval(-0.31, 0.60, 0.07, 0.032, c.light, ink=False)
    smile(pen, c, 0, 0.49, rng.uniform(0.18, 0.20), rng)
    if rng.random() < 0.4:
        spark = accent(c, rng)
        for x, y, r in ((-0.45, 0.93, 0.08), (0.46, 0.90, 0.07), (0.52, 0.20, 0.06)):
            pen.shape(_star_points(x, y, r, r * 0.45), spark, ink=False)


def heart(pen, c, rng):
    wide, dip = rng.uniform(0.46, 0.52), rng.uniform(0.76, 0.82)

    def body(k, dx=0.0, dy=0.0):
        k0 = wide / 0.49
        right = [(0.05, 0.06), (0.28 * k0, 0.28), (0.455 * k0, 0.52), (wide, 0.74),
                 (0.41 * k0, 0.92), (0.24 * k0, 0.97), (0.07, dip + 0.08)]
        whole = [(0, 0.025)] + right + [(0, dip)] + [(-x, y) for x, y in right[::-1]]
        return [(x * k + dx, 0.55 + (y - 0.55) * k + dy) for x, y in whole]

    pen.blob(body(1.0), c.base)
    pen.blob(body(0.95), c.dark, ink=False)
    pen.blob(body(0.90, -0.02, 0.02), c.base, ink=False)
    pen.oval(-wide * 0.56, 0.82, 0.10, 0.055, c.light, ink=False, angle=0.5)
    pen.oval(-wide * 0.80, 0.68, 0.035, 0.045, c.light, ink=False)
    smile(pen, c, 0, 0.56, rng.uniform(0.19, 0.22), rng)
    pattern = rng.randrange(3)
    if pattern == 0:
        y = dip + 0.04
        for s in (-1, 1):
            pen.blob([(0, y), (s * 0.15, y + 0.09), (s * 0.17, y), (s * 0.15, y - 0.09)],
                     accent(c, rng) if s < 0 else trim(c))
        pen.oval(0, y, 0.045, 0.045, CREAM)
    elif pattern == 1:
        spark = accent(c, rng)
        for s, x, y, r in ((-1, 0.50, 0.30, 0.05), (1, 0.48, 0.24, 0.065), (1, 0.55, 0.40, 0.04)):
            pen.blob([(s * x, y - r * 1.2), (s * x - r, y + r * 0.2),
                      (s * x - r * 0.5, y + r * 0.8), (s * x, y + r * 0.4),
                      (s * x + r * 0.5, y + r * 0.8), (s * x + r, y + r * 0.2)], spark,
                     ink=False)


def moon(pen, c, rng):
    thick = rng.uniform(0.30, 0.36)
    radius, inner = 0.49, 0.41
    shift = 0.10 + radius - thick - inner
    middle = 0.10

    def crescent(outer, hollow):
        """Outer arc on the right, hollow on the left; `hollow` is (centre x, radius)."""
        cx, r = hollow
        gap = middle - cx
        x = (gap * gap + outer * outer - r * r) / (2 * gap)
        a = math.acos(max(-1.0, min(1.0, -x / outer)))
        b = math.acos(max(-1.0, min(1.0, (middle - x - cx) / r)))
        points = [(middle + outer * math.cos(t), 0.5 + outer * math.sin(t))
                  for t in np.linspace(-a, a, 34)]
        return points + [(cx + r * math.cos(t), 0.5 + r * math.sin(t))
                         for t in np.linspace(b, -b, 26)]

    pen = pen.turned(rng.uniform(-0.22, 0.12), 0, 0.5)
    points = crescent(radius, (shift, inner))
    pen.shape(points, c.base)
    edge = points[3:31]
    pen.shape(edge + [(0.10 + (x - 0.10) * 0.90 - 0.01, 0.5 + (y - 0.5) * 0.94 + 0.01)
                      for x, y in edge[::-1]], c.dark, ink=False)
    for x, y, r in ((0.20, 0.84, 0.045), (0.33, 0.74, 0.03), (0.22, 0.13, 0.04)):
        pen.oval(x, y, r, r * 0.8, c.light, ink=False)
    pen.shape(points, None)
    _sleeping_face(pen, c, shift + inner + thick * 0.48, thick)
    extra = rng.randrange(3)
    if extra == 0:
        _night_cap(pen, accent(c, rng), points)
    elif extra == 1:
        spark = accent(c, rng)
        for x, y, r in ((-0.22, 0.62, 0.09), (-0.36, 0.36, 0.065), (-0.06, 0.36, 0.055)):
            pen.shape(_star_points(x, y, r, r * 0.45, 0.2), spark)


def _sleeping_face(pen, c, x, thick):
    """Closed eyes, cheeks and a small mouth."""
    for s in (-1, 1):
        ex = x + s * thick * 0.24
        pen.line([(ex - 0.055, 0.57), (ex, 0.525), (ex + 0.055, 0.57)], frame(c), 0.034,
                 curved=True)
        pen.oval(x + s * thick * 0.31, 0.45, 0.044, 0.032, blush_of(c), ink=False)
    pen.line([(x - 0.055, 0.42), (x, 0.38), (x + 0.055, 0.42)], frame(c), 0.034, curved=True)


def _night_cap(pen, color, points):
    """A cap on the upper horn with a bobble."""
    x, y = points[33]
    pen.blob([(x + 0.01, y - 0.10), (x + 0.12, y + 0.09), (x + 0.30, y + 0.07),
              (x + 0.18, y + 0.15), (x - 0.02, y + 0.16), (x - 0.20, y + 0.05),
              (x - 0.27, y - 0.16), (x - 0.15, y - 0.02)], color)
    pen.oval(x - 0.27, y - 0.18, 0.06, 0.06, CREAM)


def astronaut(pen, c, rng):
    half, head = rng.uniform(0.17, 0.20), rng.uniform(0.245, 0.275)
    top = 0.99 - head
    pen.blob([(-half - 0.09, 0.20), (-half - 0.09, 0.52), (half + 0.09, 0.52), (half + 0.09, 0.20)],
             c.dark)
    step = rng.uniform(0.0, 0.05)
    for s in (-1, 1):
        x = s * (half * 0.55 + step * 0.5)
        limb(pen, c, [(s * half * 0.5, 0.22), (x, 0.07)], 0.13)
        pen.blob([(x - 0.095, 0.0), (x - 0.09, 0.075), (x + 0.09, 0.075), (x + 0.095, 0.0)], c.dark)
    wave = rng.randrange(3)
    for s in (-1, 1):
        up = wave == 1 and s == 1 or wave == 2
        hand = (s * (half + 0.24), 0.58) if up else (s * (half + 0.17), 0.25)
        elbow = (s * (half + 0.17), 0.42) if up else (s * (half + 0.13), 0.36)
        limb(pen, c, [(s * (half - 0.04), 0.44), elbow, hand], 0.105)
        pen.oval(*hand, 0.07, 0.07, c.dark)
    pen.blob([(-half, 0.18), (-half - 0.02, 0.36), (-half + 0.03, 0.53), (half - 0.03, 0.53),
              (half + 0.02, 0.36), (half, 0.18), (0, 0.15)], c.base)
    pen.oval(-half * 0.62, 0.37, 0.03, 0.10, c.light, ink=False)
    _suit_front(pen, c, rng)
    pen.oval(0, top, head * 1.06, head, c.base)
    pen.oval(-head * 0.55, top + head * 0.70, 0.06, 0.03, c.light, ink=False, angle=0.6)
    _visor(pen, c, top - 0.01, head, rng)
    for s in (-1, 1):
        pen.oval(s * head * 1.05, top - 0.01, 0.035, 0.07, c.dark)


def _suit_front(pen, c, rng):
    """A control panel or a star badge, above a belt."""
    if rng.random() < 0.6:
        pen.box(-0.10, 0.29, 0.10, 0.41, (232, 236, 244), c.ink)
        for x, color in ((-0.05, (236, 80, 80)), (0.01, YELLOW), (0.06, (80, 170, 230))):
            pen.oval(x, 0.355, 0.026, 0.03, color, ink=False)
    else:
        pen.shape(_star_points(0, 0.35, 0.08, 0.036), accent(c, rng))
    pen.line([(-0.12, 0.215), (0.12, 0.215)], c.dark, 0.04)


def _visor(pen, c, y, head, rng):
    """The helmet's window: a friendly face behind it, or a reflection of the stars."""
    wide, high = head * 0.74, head * 0.62
    if rng.random() < 0.65:
        skin = rng.choice(SKIN)
        pen.oval(0, y, wide, high, skin, frame(c))
        if rng.random() < 0.6:
            hair = rng.choice([(84, 56, 44), (60, 46, 50), (210, 140, 60)])
            pen.blob([(-wide * 0.90, y + high * 0.34), (-wide * 0.5, y + high * 0.82),
                      (0, y + high * 0.95), (wide * 0.5, y + high * 0.82),
                      (wide * 0.90, y + high * 0.34), (wide * 0.2, y + high * 0.52)], hair,
                     ink=False)
        eyes(pen, (-wide * 0.42, wide * 0.42), y + 0.005, 0.03)
        for s in (-1, 1):
            pen.oval(s * wide * 0.66, y - high * 0.32, 0.03, 0.022, mix(skin, PINK, 0.8), ink=False)
        pen.line([(-0.045, y - high * 0.42), (0, y - high * 0.58), (0.045, y - high * 0.42)],
                 (120, 50, 50), 0.024, curved=True)
    else:
        pen.oval(0, y, wide, high, (44, 56, 104), frame(c))
        pen.blob([(-wide * 0.75, y + 0.02), (-wide * 0.4, y + high * 0.68), (0.0, y + high * 0.78),
                  (-wide * 0.35, y + high * 0.35)], (120, 190, 240), ink=False)
        pen.oval(wide * 0.4, y - high * 0.3, 0.025, 0.025, WHITE, ink=False)
        pen.oval(wide * 0.1, y - high * 0.55, 0.016, 0.016, WHITE, ink=False)


KINDS = {
    "robot": Kind(robot, 0.58, top=0.86),
    "snowman": Kind(snowman, 0.56, top=0.98),
    "umbrella": Kind(umbrella, 0.54, top=0.95),
    "guitar": Kind(guitar, 0.60),
    "star": Kind(star, 0.52, "air", 0.96),
    "heart": Kind(heart, 0.48, "air", 0.84),
    "moon": Kind(moon, 0.50, "air", 0.96),
    "astronaut": Kind(astronaut, 0.58),
}
