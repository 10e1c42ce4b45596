"""Vehicles on wheels, on water and in the air, each in its own unit box."""

import math

from details import accent, frame, smoke, trim
from palette import CREAM, GLASS, LAMP, RGB, WHITE, WOOD, YELLOW, Kind
from pen import mix

TYRE, STEEL = (46, 46, 54), (206, 210, 220)


def wheel(pen, x, y, radius, hub=STEEL):
    """A tyre with a hub cap."""
    pen.oval(x, y, radius, radius, TYRE, ink=False)
    pen.oval(x, y, radius * 0.55, radius * 0.55, hub, ink=False)
    pen.oval(x, y, radius * 0.2, radius * 0.2, (110, 114, 126), ink=False)


def glass_of(pen):
    """The colour of the windows: lit at night."""
    return LAMP if pen.night else GLASS


def car(pen, c, rng):
    boxy, radius = rng.random() < 0.45, rng.uniform(0.135, 0.16)
    roof, shift = rng.uniform(0.72, 0.76), rng.uniform(-0.05, 0.03)
    if boxy:
        _boxy_cab(pen, c, shift - 0.04, roof)
    else:
        _round_cab(pen, c, shift, roof)
    pen.blob([(-0.57, 0.16), (-0.58, 0.34), (-0.46, 0.45), (0.0, 0.45), (0.38, 0.44), (0.56, 0.36),
              (0.60, 0.18), (0.40, 0.13), (-0.40, 0.13)], c.base)
    pen.box(-0.50, 0.15, 0.52, 0.21, c.dark, ink=False)
    if rng.random() < 0.4:
        pen.box(-0.555, 0.285, 0.55, 0.345, trim(c), ink=False)
    else:
        pen.line([(-0.48, 0.385), (0.40, 0.385)], c.light, 0.04)
    pen.line([(-0.01, 0.43), (-0.01, 0.19)], frame(c), 0.016)
    pen.line([(0.04, 0.31), (0.11, 0.31)], frame(c), 0.026)
    pen.oval(0.53, 0.30, 0.05, 0.06, (255, 240, 150))
    pen.oval(-0.545, 0.30, 0.034, 0.05, (230, 70, 70))
    pen.line([(0.50, 0.17), (0.60, 0.17)], STEEL, 0.045)
    hub = rng.choice([STEEL, trim(c)])
    for x in (-0.32, 0.34):
        pen.oval(x, 0.16, radius + 0.025, radius + 0.02, c.ink, ink=False)
        wheel(pen, x, radius, radius, hub)


def _round_cab(pen, c, x, top):
    pen.blob([(x - 0.42, 0.42), (x - 0.32, 0.65), (x - 0.16, top), (x + 0.12, top),
              (x + 0.26, 0.65), (x + 0.38, 0.42), (x, 0.38)], c.base)
    for points in ([(-0.31, 0.44), (-0.24, 0.61), (-0.14, 0.665), (-0.045, 0.665), (-0.045, 0.44)],
                   [(0.025, 0.44), (0.025, 0.665), (0.10, 0.665), (0.19, 0.61), (0.28, 0.44)]):
        pen.shape([(x + px, y) for px, y in points], glass_of(pen), frame(c))


def _boxy_cab(pen, c, x, top):
    pen.shape([(x - 0.44, 0.40), (x - 0.42, top - 0.04), (x - 0.38, top), (x + 0.16, top),
               (x + 0.21, top - 0.03), (x + 0.35, 0.40)], c.base)
    for points in ([(-0.37, 0.45), (-0.36, top - 0.07), (-0.12, top - 0.07), (-0.12, 0.45)],
                   [(-0.06, 0.45), (-0.06, top - 0.07), (0.14, top - 0.07), (0.26, 0.45)]):
        pen.shape([(x + px, y) for px, y in points], glass_of(pen), frame(c))


def sailboat(pen, c, rng):
    white = c.base == RGB["white"]
    mast, wide = rng.uniform(0.94, 1.0), rng.uniform(0.32, 0.40)
    pen.box(-0.018, 0.18, 0.018, mast, WOOD)
    pen.blob([(0.035, mast - 0.04), (wide * 0.62, 0.66), (wide, 0.34), (0.035, 0.30)], c.base)
    _sail_pattern(pen, c, wide, rng)
    if rng.random() < 0.8:
        jib = rng.uniform(0.74, 0.88)
        pale = (214, 222, 240) if white else rng.choice([CREAM, c.light])
        pen.shape([(-0.035, jib), (-0.035, 0.32), (-wide, 0.34)], pale)
    flag = accent(c, rng)
    pen.shape([(0.0, mast + 0.02), (0.15, mast - 0.01), (0.0, mast - 0.05)], flag)
    low = rng.uniform(0.30, 0.40)
    pen.shape([(-0.50, 0.29), (0.52, 0.29), (low, 0.05), (low - 0.08, 0.0), (-0.28, 0.0),
               (-0.38, 0.05)], c.base)
    pen.shape([(-0.41, 0.095), (low + 0.04, 0.095), (low - 0.02, 0.04), (low - 0.09, 0.012),
               (-0.27, 0.012), (-0.36, 0.05)], c.dark, ink=False)
    if rng.random() < 0.5:
        pen.shape([(-0.465, 0.235), (0.47, 0.235), (0.45, 0.18), (-0.445, 0.18)], trim(c),
                  ink=False)
    else:
        for x in (-0.24, 0.0, 0.24):
            pen.oval(x, 0.18, 0.048, 0.048, glass_of(pen), frame(c))


def _sail_pattern(pen, c, wide, rng):
    """A stripe, a star or a lighter foot on the big sail."""
    pattern = rng.randrange(3)
    if pattern == 0:
        pen.shape([(0.05, 0.43), (wide * 0.88, 0.42), (wide * 0.97, 0.355), (0.05, 0.32)], c.light,
                  ink=False)
    elif pattern == 1:
        pen.shape([(0.045, 0.58), (wide * 0.70, 0.56), (wide * 0.80, 0.48), (0.045, 0.49)], trim(c),
                  ink=False)
    else:
        points = [(0.145 + r * math.sin(i * math.pi / 5), 0.50 + r * math.cos(i * math.pi / 5))
                  for i, r in enumerate([0.085, 0.038] * 5)]
        pen.shape(points, trim(c), ink=False)


def rocket(pen, c, rng):
    plump, flame = rng.uniform(0.18, 0.235), rng.uniform(-0.03, 0.03)
    fin = rng.uniform(0.28, 0.36)
    for s in (-1, 1):
        pen.blob([(s * plump * 0.62, 0.42), (s * fin, 0.27), (s * (fin + 0.02), 0.07),
                  (s * plump * 0.6, 0.19)], c.dark)
    pen.blob([(-0.11, 0.18), (0.11, 0.18), (0.10, 0.08), (0.0, -0.08 + flame), (-0.10, 0.08)],
             (255, 150, 40), ink=(200, 80, 20))
    pen.blob([(-0.06, 0.17), (0.06, 0.17), (0.05, 0.09), (0.0, 0.01 + flame), (-0.05, 0.09)],
             (255, 226, 90), ink=False)
    hull = [(-plump * 0.68, 0.17), (-plump, 0.45), (-plump * 0.8, 0.74), (0.0, 1.0),
            (plump * 0.8, 0.74), (plump, 0.45), (plump * 0.68, 0.17), (0.0, 0.15)]
    pen.blob(hull, c.base)
    pen.blob([(-plump * 0.55, 0.22), (-plump * 0.82, 0.45), (-plump * 0.64, 0.70),
              (-plump * 0.42, 0.45)], c.light, ink=False)
    nose = c.dark if rng.random() < 0.4 else trim(c)
    pen.blob([(-plump * 0.66, 0.80), (0.0, 1.0), (plump * 0.66, 0.80), (0.0, 0.78)], nose)
    if rng.random() < 0.5:
        pen.shape([(-plump * 0.84, 0.26), (plump * 0.84, 0.26), (plump * 0.91, 0.33),
                   (-plump * 0.91, 0.33)], trim(c), ink=False)
        pen.blob(hull, None)
    for y, r in ((0.60, 0.10), (0.41, 0.055))[:rng.choice([1, 2])]:
        pen.oval(0, y, r, r, WHITE, frame(c))
        pen.oval(0, y, r * 0.68, r * 0.68, LAMP if pen.night else (120, 196, 240), c.ink)
        pen.line([(-r * 0.3, y + r * 0.15), (0.0, y + r * 0.4)], WHITE, 0.022)
    pen.blob([(-0.035, 0.28), (0.035, 0.28), (0.035, 0.08), (-0.035, 0.08)], c.dark)


def balloon(pen, c, rng):
    wide, neck = rng.uniform(0.35, 0.41), rng.uniform(0.33, 0.38)
    for x in (-0.10, 0.10):
        pen.line([(x * 1.3, neck + 0.03), (x, 0.16)], (110, 84, 64), 0.02)
    envelope = [(-0.13, neck), (-wide * 0.9, neck + 0.20), (-wide, 0.76), (-wide * 0.68, 0.94),
                (0, 1.01), (wide * 0.68, 0.94), (wide, 0.76), (wide * 0.9, neck + 0.20),
                (0.13, neck)]
    pen.blob(envelope, c.base)
    _envelope_pattern(pen, c, wide, neck, rng)
    pen.blob([(-wide * 0.82, 0.68), (-wide * 0.66, 0.87), (-wide * 0.52, 0.88),
              (-wide * 0.66, 0.68)], c.light, ink=False)
    pen.blob(envelope, None)
    pen.box(-0.13, neck - 0.03, 0.13, neck + 0.03, c.dark)
    pen.shape([(-0.12, 0.17), (0.12, 0.17), (0.095, 0.0), (-0.095, 0.0)], (186, 128, 72))
    pen.line([(-0.10, 0.075), (0.10, 0.075)], (126, 80, 44), 0.02)
    pen.box(-0.14, 0.145, 0.14, 0.19, (150, 98, 56))
    if pen.night:
        pen.blob([(-0.03, 0.22), (0, 0.31), (0.03, 0.22)], (255, 190, 70), ink=False)


def _envelope_pattern(pen, c, wide, neck, rng):
    """Stripes from top to bottom, a zigzag band, or panels in the shades of the colour."""
    pattern, pale = rng.randrange(3), trim(c)
    k = wide / 0.38
    if pattern == 1:
        zigzag = [(-wide * 0.9 + wide * 1.8 * i / 8, 0.74 if i % 2 else 0.66) for i in range(9)]
        pen.line(zigzag, pale, 0.065)
        return
    if pattern == 2:
        pen.blob([(-0.06, neck + 0.02), (-0.14 * k, 0.66), (-0.13 * k, 0.84), (0, 0.995),
                  (0.13 * k, 0.84), (0.14 * k, 0.66), (0.06, neck + 0.02)], c.light, ink=False)
        pale = c.dark
    for s in (-1, 1):
        pen.blob([(s * 0.06, neck + 0.02), (s * 0.14 * k, 0.62), (s * 0.16 * k, 0.80),
                  (s * 0.08, 0.98), (s * 0.18, 0.95), (s * 0.255 * k, 0.78), (s * 0.225 * k, 0.60),
                  (s * 0.095, neck + 0.02)], pale, ink=False)


def bus(pen, c, rng):
    top, nose = rng.uniform(0.70, 0.76), rng.random() < 0.4
    front = 0.40 if nose else 0.56
    if nose:
        pen.blob([(0.36, 0.14), (0.36, 0.44), (0.52, 0.42), (0.59, 0.34), (0.60, 0.16),
                  (0.5, 0.13)], c.base)
    pen.shape([(-0.58, 0.15), (-0.58, top - 0.06), (-0.53, top), (front - 0.07, top),
               (front - 0.01, top - 0.07), (front + 0.02, 0.40), (front + 0.03, 0.15)], c.base)
    pen.line([(-0.52, top - 0.035), (front - 0.08, top - 0.035)], c.light, 0.035)
    pen.box(-0.57, 0.155, front + 0.015, 0.205, c.dark, ink=False)
    stripe = trim(c)
    pen.box(-0.568, 0.30, front + 0.01, 0.345, stripe, ink=False)
    count, low, high = rng.choice([3, 4]), 0.41, top - 0.09
    left, right = -0.52, front - 0.24
    step = (right - left) / count
    for i in range(count):
        pen.box(left + i * step, low, left + (i + 0.76) * step, high, glass_of(pen), frame(c))
    pen.box(front - 0.22, 0.17, front - 0.08, high, glass_of(pen), frame(c))
    pen.line([(front - 0.15, 0.18), (front - 0.15, high)], frame(c), 0.018)
    if not nose:
        pen.shape([(front - 0.04, low), (front - 0.045, high), (front - 0.018, high),
                   (front + 0.008, low)], glass_of(pen), frame(c))
    pen.oval(0.56, 0.25, 0.035, 0.045, (255, 240, 150))
    pen.oval(-0.565, 0.25, 0.025, 0.04, (230, 70, 70))
    for x in (-0.34, 0.22 if not nose else 0.36):
        pen.oval(x, 0.14, 0.145, 0.15, c.ink, ink=False)
        wheel(pen, x, 0.125, 0.125)


def train(pen, c, rng):
    cab, chimney = rng.uniform(0.70, 0.76), rng.uniform(0.64, 0.72)
    boiler = rng.uniform(0.52, 0.57)
    pen.line([(-0.60, 0.0), (0.60, 0.0)], (120, 112, 112), 0.03)
    smoke(pen, 0.33, chimney + 0.08, rng, 1.15)
    pen.shape([(0.29, boiler - 0.02), (0.37, boiler - 0.02), (0.41, chimney), (0.25, chimney)],
              c.dark)
    pen.line([(0.24, chimney), (0.42, chimney)], c.ink, 0.04)
    pen.oval(0.13, boiler, 0.075, 0.075, YELLOW if c.base != RGB["yellow"] else (236, 150, 60))
    pen.blob([(-0.06, 0.20), (-0.06, boiler), (0.2, boiler + 0.01), (0.46, boiler), (0.53, 0.47),
              (0.54, 0.30), (0.47, 0.20), (0.2, 0.19)], c.base)
    pen.line([(0.03, boiler - 0.06), (0.42, boiler - 0.06)], c.light, 0.05)
    for x in (0.10, 0.34):
        pen.box(x - 0.02, 0.20, x + 0.02, boiler - 0.01, trim(c), ink=False)
    pen.box(-0.52, 0.16, -0.06, cab, c.base)
    pen.box(-0.505, 0.17, -0.43, cab - 0.02, c.light, ink=False)
    for x0, x1 in (((-0.42, -0.16),) if rng.random() < 0.5 else ((-0.44, -0.31), (-0.26, -0.13))):
        pen.box(x0, 0.44, x1, cab - 0.09, glass_of(pen), frame(c))
    pen.blob([(-0.60, cab), (-0.55, cab + 0.07), (-0.29, cab + 0.10), (-0.02, cab + 0.07),
              (0.02, cab), (-0.29, cab - 0.01)], c.dark)
    pen.box(-0.54, 0.14, 0.50, 0.21, c.dark)
    pen.shape([(0.48, 0.21), (0.63, 0.03), (0.46, 0.03)], mix(YELLOW, (200, 90, 40), 0.3)
              if c.base != RGB["orange"] else YELLOW)
    pen.oval(0.53, 0.42, 0.045, 0.05, (255, 240, 150))
    hub = c.light
    wheel(pen, -0.30, 0.17, 0.165, hub)
    for x in (0.05, 0.32):
        wheel(pen, x, 0.115, 0.115, hub)
    pen.line([(-0.30, 0.13), (0.32, 0.10)], STEEL, 0.04)


def _tyre(pen, c, x, y, radius):
    """A ring that the background shows through."""
    for half, color in ((0.05, c.ink), (0.036, c.base)):
        turn = [(math.cos(i * math.pi / 16), math.sin(i * math.pi / 16)) for i in range(33)]
        ring = [(x + (radius + half) * a, y + (radius + half) * b) for a, b in turn]
        ring += [(x + (radius - half) * a, y + (radius - half) * b) for a, b in turn[::-1]]
        pen.shape(ring, color, ink=False)


def bicycle(pen, c, rng):
    radius, apart = rng.uniform(0.225, 0.25), rng.uniform(0.31, 0.335)
    hub, seat, bar = radius + 0.045, rng.uniform(0.66, 0.72), rng.uniform(0.74, 0.80)
    for x in (-apart, apart):
        for i in range(4):
            a = i * math.pi / 4 + 0.3
            dx, dy = radius * math.cos(a), radius * math.sin(a)
            pen.line([(x - dx, hub - dy), (x + dx, hub + dy)], (222, 226, 234), 0.02)
        _tyre(pen, c, x, hub, radius)
    crank, saddle, head = (-0.04, hub - 0.01), (-0.13, seat - 0.07), (0.22, bar - 0.14)
    low = rng.random() < 0.4
    beam = [(-0.09, hub + 0.14), head] if low else [(-0.12, seat - 0.10), head]
    lines = [[(-apart, hub), crank], [(-apart, hub), (-0.115, seat - 0.13)], [crank, saddle], beam,
             [crank, (0.235, bar - 0.2)], [(apart, hub), (0.20, bar - 0.04)]]
    for color, width in ((c.ink, 0.098), (c.base, 0.068)):
        for points in lines:
            pen.line(points, color, width)
    pen.line([lines[3][0], lines[3][1]], c.light, 0.02)
    for x in (-apart, apart):
        pen.oval(x, hub, 0.04, 0.04, STEEL, c.ink)
    pen.oval(*crank, 0.062, 0.062, c.dark)
    pen.line([(crank[0] + 0.02, crank[1] - 0.03), (crank[0] + 0.06, crank[1] - 0.13)], STEEL, 0.034)
    pen.line([(crank[0] + 0.01, crank[1] - 0.14), (crank[0] + 0.11, crank[1] - 0.14)], TYRE, 0.04)
    leather = (110, 70, 48)
    pen.blob([(-0.25, seat), (-0.23, seat + 0.055), (-0.12, seat + 0.04), (-0.01, seat + 0.03),
              (-0.03, seat - 0.01), (-0.14, seat - 0.035)], leather)
    pen.line([(0.19, bar - 0.02), (0.20, bar + 0.05), (0.11, bar + 0.07)], leather, 0.055)
    if rng.random() < 0.5:
        _basket(pen, c, bar, rng)


def _basket(pen, c, bar, rng):
    """A wicker basket with flowers."""
    petal = accent(c, rng)
    for dx in (0.0, 0.08, 0.16):
        pen.oval(0.29 + dx, bar + 0.03, 0.045, 0.045, petal, ink=(130, 60, 70))
        pen.oval(0.29 + dx, bar + 0.03, 0.017, 0.017, (255, 244, 200), ink=False)
    pen.shape([(0.24, bar), (0.50, bar), (0.46, bar - 0.16), (0.28, bar - 0.16)], (206, 156, 96))
    pen.line([(0.27, bar - 0.08), (0.47, bar - 0.08)], (150, 100, 60), 0.022)


def airplane(pen, c, rng):
    plump = rng.uniform(0.155, 0.19)
    propeller = rng.random() < 0.5
    y = 0.46
    _tail(pen, c, y, rng)
    pen.blob([(0.02, y + 0.06), (0.18, y + 0.06), (-0.03, y + 0.31), (-0.13, y + 0.33),
              (-0.12, y + 0.27)], c.dark)
    hull = [(-0.56, y + 0.07), (-0.34, y + plump * 0.75), (0.0, y + plump),
            (0.34, y + plump * 0.92), (0.53, y + plump * 0.35), (0.55, y - plump * 0.3),
            (0.36, y - plump * 0.9), (0.0, y - plump), (-0.32, y - plump * 0.55)]
    pen.blob(hull, c.base)
    pen.blob([(-0.30, y - plump * 0.42), (0.0, y - plump * 0.62), (0.36, y - plump * 0.55),
              (0.50, y - plump * 0.35), (0.34, y - plump * 0.82), (0.0, y - plump * 0.92)],
             c.light if rng.random() < 0.6 else trim(c), ink=False)
    pen.shape([(0.34, y + 0.015), (0.33, y + plump * 0.72), (0.42, y + plump * 0.62),
               (0.51, y + 0.03)], glass_of(pen), frame(c))
    count = rng.choice([3, 4])
    for i in range(count):
        pen.oval(-0.26 + 0.5 * i / (count - 1), y + 0.05, 0.04, 0.046, glass_of(pen), frame(c))
    if not propeller:
        pen.blob([(0.03, y - 0.31), (0.17, y - 0.30), (0.18, y - 0.19), (0.03, y - 0.18)], c.dark)
    pen.blob([(-0.06, y - 0.06), (0.19, y - 0.06), (0.02, y - 0.33), (-0.14, y - 0.38),
              (-0.17, y - 0.34)], c.base)
    pen.blob([(-0.03, y - 0.10), (0.06, y - 0.10), (-0.06, y - 0.29), (-0.12, y - 0.31)], c.light,
             ink=False)
    if propeller:
        for s in (-1, 1):
            pen.oval(0.575, y + s * 0.11, 0.032, 0.105, (232, 196, 130))
        pen.oval(0.57, y, 0.055, 0.055, accent(c, rng))


def _tail(pen, c, y, rng):
    """Fin and tailplane; the fin may carry a stripe."""
    pen.blob([(-0.56, y + 0.06), (-0.34, y + 0.08), (-0.46, y + 0.35), (-0.56, y + 0.38)], c.base)
    if rng.random() < 0.6:
        pen.shape([(-0.545, y + 0.25), (-0.445, y + 0.23), (-0.41, y + 0.16), (-0.55, y + 0.17)],
                  trim(c), ink=False)
    pen.blob([(-0.58, y + 0.03), (-0.36, y + 0.04), (-0.50, y - 0.09), (-0.63, y - 0.10)], c.dark)


KINDS = {
    "car": Kind(car, 0.54, top=0.75),
    "sailboat": Kind(sailboat, 0.58, "boat"),
    "rocket": Kind(rocket, 0.58, "air"),
    "balloon": Kind(balloon, 0.60, "air"),
    "bus": Kind(bus, 0.58, top=0.75),
    "train": Kind(train, 0.58, top=0.82),
    "bicycle": Kind(bicycle, 0.58, top=0.74),
    "airplane": Kind(airplane, 0.56, "air", 0.64),
}
