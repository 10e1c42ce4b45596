"""Fruit, sweets and crockery, each in its own unit box."""

import math

from details import STEM, accent, leaf, smile, trim, tubes
from palette import LEAF, RGB, WHITE, Kind
from pen import mix, smooth

TWIG, WAFFLE, WAFFLE_INK = (120, 78, 50), (236, 178, 104), (140, 86, 48)
STEAM = (232, 238, 248)
DRINKS = [(112, 68, 44), (176, 104, 52), (206, 160, 110), (246, 232, 210)]


def _twig(pen, points, width=0.045):
    """A short brown stem."""
    points = smooth(points, closed=False)
    if pen.outlined:
        pen.line(points, (64, 40, 34), width + 0.03)
    pen.line(points, TWIG, width)


def _round_fruit(pen, c, outline, middle):
    """An outlined shape, shaded below right and lit above left; `middle` is its centre."""
    mx, my = middle
    pen.blob(outline, c.dark)
    pen.blob([(mx + (x - mx) * 0.90 - 0.018, my + (y - my) * 0.91 + 0.016) for x, y in outline],
             c.base, ink=False)


def apple(pen, c, rng):
    wide, top = rng.uniform(0.40, 0.45), rng.uniform(0.79, 0.82)
    foot, hip = rng.uniform(0.10, 0.17), rng.uniform(0.78, 0.92)
    half = [(0.13, top + 0.03), (wide * 0.78, top - 0.03), (wide, top * 0.68),
            (wide * hip, top * 0.30), (foot + 0.05, 0.015)]
    outline = [(0, top - 0.06)] + half + [(0, 0.05)] + [(-x, y) for x, y in half[::-1]]
    _round_fruit(pen, c, outline, (0, 0.42))
    pen.oval(-wide * 0.56, top * 0.74, 0.065, 0.12, c.light, ink=False, angle=-0.35)
    pen.oval(0, top - 0.035, 0.11, 0.035, c.dark, ink=False)
    tilt = rng.uniform(-0.07, 0.07)
    _twig(pen, [(0, top - 0.04), (tilt * 0.4, top + 0.07), (tilt, 0.97)])
    sides = rng.choice([(1,), (1,), (-1,), (-1, 1)])
    for s in sides:
        angle = rng.uniform(0.15, 0.6)
        leaf(pen, tilt * 0.4, top + 0.05, rng.uniform(0.26, 0.32), 0.17,
             angle if s > 0 else math.pi - angle)
    look = rng.random()
    if look < 0.5:
        smile(pen, c, 0, 0.40, rng.uniform(0.15, 0.18), rng)
    elif look < 0.7:
        for x, y in ((0.12, 0.55), (0.22, 0.40), (0.04, 0.36), (-0.10, 0.22), (0.12, 0.22)):
            pen.oval(x, y, 0.02, 0.024, c.light, ink=False)


def pear(pen, c, rng):
    wide, neck = rng.uniform(0.32, 0.37), rng.uniform(0.13, 0.165)
    bend, waist = rng.uniform(-0.05, 0.05), rng.uniform(0.52, 0.57)
    half = [(neck * 0.75, 0.845), (neck, 0.76), (neck * 1.22, waist), (wide, 0.31),
            (wide * 0.80, 0.09), (0.13, 0.01)]

    def lean(x, y):
        return x + bend * max(0, (y - 0.4) / 0.45), y

    outline = [lean(0, 0.875)] + [lean(x, y) for x, y in half] + [(0, 0.03)]
    outline += [lean(-x, y) for x, y in half[::-1]]
    _round_fruit(pen, c, outline, (0, 0.38))
    pen.oval(-wide * 0.55, 0.36, 0.06, 0.12, c.light, ink=False, angle=-0.2)
    pen.oval(bend * 0.7 - neck * 0.45, 0.70, 0.035, 0.07, c.light, ink=False)
    tilt = rng.uniform(-0.06, 0.06)
    _twig(pen, [(bend, 0.85), (bend + tilt * 0.4, 0.92), (bend + tilt, 0.995)])
    if rng.random() < 0.85:
        angle = rng.uniform(0.0, 0.5)
        leaf(pen, bend, 0.89, rng.uniform(0.24, 0.30), 0.15,
             angle if rng.random() < 0.6 else math.pi - angle)
    if rng.random() < 0.5:
        smile(pen, c, 0, 0.30, rng.uniform(0.13, 0.15), rng)
    else:
        for x, y in ((0.02, 0.42), (0.14, 0.30), (-0.06, 0.20), (0.10, 0.14), (0.04, 0.58)):
            pen.oval(x, y, 0.02, 0.022, c.dark, ink=False)


def cherry(pen, c, rng):
    top = (rng.uniform(-0.08, 0.08), 0.95)
    radius = rng.uniform(0.235, 0.26)
    lift = rng.choice([(0.0, 0.0), (0.10, 0.0), (0.0, 0.10), (0.05, 0.0)])
    balls = [(-0.235, radius + lift[0] + 0.01), (0.235, radius + lift[1] + 0.01)]
    faces = rng.random() < 0.5
    for x, y in sorted(balls, key=lambda ball: -ball[1]):
        _cherry_ball(pen, c, x, y, radius)
        bend = (x * 0.85, y + radius + 0.18)
        _stalk(pen, [(x, y + radius * 0.82), bend, top])
        if faces:
            smile(pen, c, x, y - 0.02, 0.11, rng)
    if rng.random() < 0.8:
        for s in rng.choice([(1,), (-1,), (-1, 1)]):
            angle = rng.uniform(-0.25, 0.1)
            leaf(pen, top[0], top[1] - 0.03, rng.uniform(0.28, 0.34), 0.17,
                 angle if s > 0 else math.pi - angle)
    pen.oval(*top, 0.045, 0.035, TWIG, (64, 40, 34))


def _cherry_ball(pen, c, x, y, radius):
    pen.oval(x, y, radius, radius * 0.97, c.dark)
    pen.oval(x - 0.015, y + 0.018, radius * 0.89, radius * 0.86, c.base, ink=False)
    pen.oval(x, y + radius * 0.80, 0.06, 0.025, c.dark, ink=False)
    pen.oval(x - radius * 0.48, y + radius * 0.42, 0.045, 0.07, c.light, ink=False, angle=-0.6)


def _stalk(pen, points):
    """A thin green stem."""
    points = smooth(points, closed=False)
    if pen.outlined:
        pen.line(points, STEM, 0.062)
    pen.line(points, LEAF, 0.036)


def cake(pen, c, rng):
    tiers = {1: [(0.05, 0.70, 0.41)], 2: [(0.05, 0.40, 0.44), (0.40, 0.70, 0.29)],
             3: [(0.05, 0.30, 0.45), (0.30, 0.52, 0.335), (0.52, 0.70, 0.22)]}[
                 rng.choice([1, 2, 2, 3])]
    pen.oval(0, 0.05, 0.50, 0.05, (238, 240, 246), (130, 134, 152))
    icing = c.dark if c.base == RGB["white"] else c.light
    if rng.random() < 0.25 and c.base not in (RGB["orange"], RGB["yellow"]):
        icing = c.dark
    garnish, spotted = accent(c, rng), rng.random() < 0.5
    for bottom, top, half in tiers:
        _tier(pen, c, bottom, top, half, rng)
        if spotted:
            for i in range(4):
                pen.oval(half * (-0.72 + 0.48 * i), bottom + (top - bottom) * 0.30, 0.034, 0.034,
                         garnish, ink=False)
        else:
            _cream_edge(pen, c, bottom, half)
        _icing(pen, icing, top, half, rng)
    if len(tiers) == 1 and rng.random() < 0.6:
        smile(pen, c, 0, 0.34, 0.14, rng)
    _on_top(pen, c, tiers[-1][1], tiers[-1][2], rng)


def _tier(pen, c, bottom, top, half, rng):
    """A round layer of cake seen a little from above."""
    dip = half * 0.10
    pen.shape(_rim(half, bottom, dip) + [(half, top), (-half, top)], c.base)
    side = [p for p in _rim(half, bottom, dip) if p[0] > half * 0.72]
    pen.shape(side + [(half * 0.985, top), (half * 0.75, top)], c.dark, ink=False)


def _rim(half, y, dip):
    """The front edge of a round plate, from left to right."""
    return [(-half * math.cos(i * math.pi / 12), y - dip * math.sin(i * math.pi / 12))
            for i in range(13)]


def _cream_edge(pen, c, bottom, half):
    """Dabs of cream around the foot of a layer."""
    count = max(4, int(half / 0.055))
    for i in range(count):
        x = half * (-0.92 + 1.84 * i / (count - 1))
        y = bottom + 0.012 - half * 0.10 * math.sqrt(max(0, 1 - (x / half) ** 2))
        pen.oval(x, y, 0.04, 0.034, trim(c), STEAM if c.base == RGB["black"] else c.ink)


def _icing(pen, color, top, half, rng):
    """A glaze that runs down from the top."""
    dip, drops = half * 0.12, max(4, int(half / 0.06))
    points = []
    for i in range(drops * 2 + 1):
        u = -1 + i / drops
        low = rng.uniform(0.085, 0.12) if i % 2 else rng.uniform(0.02, 0.045)
        points.append((half * 1.02 * u, top - dip * math.sqrt(max(0, 1 - u * u)) - low))
    back = [(x, 2 * top - y) for x, y in _rim(half * 1.02, top, dip)][::-1]
    pen.shape(smooth(points, 4, closed=False).tolist() + back, color)
    pen.oval(0, top + 0.005, half * 0.80, dip * 0.62, mix(color, WHITE, 0.22), ink=False)


def _on_top(pen, c, top, half, rng):
    """Candles, a cherry, or berries."""
    look = rng.random()
    if look < 0.65:
        count = rng.choice([1, 2, 3, 3, 5 if half > 0.25 else 3])
        color = accent(c, rng)
        for i in range(count):
            x = half * 0.68 * (0 if count == 1 else -1 + 2 * i / (count - 1))
            _candle(pen, x, top + 0.01, color, pen.night)
        return
    for x in (0,) if look < 0.8 else (-half * 0.6, 0, half * 0.6):
        color = accent(c, rng)
        pen.oval(x, top + 0.065, 0.07, 0.07, color, mix(color, (30, 10, 30), 0.6))
        pen.oval(x - 0.025, top + 0.09, 0.018, 0.018, WHITE, ink=False)
        if look < 0.8:
            _stalk(pen, [(x, top + 0.12), (x + 0.03, top + 0.19), (x + 0.10, top + 0.23)])


def _candle(pen, x, y, color, night):
    """A striped candle with a flame."""
    pen.box(x - 0.03, y, x + 0.03, y + 0.15, color, mix(color, (30, 10, 30), 0.6))
    pen.line([(x - 0.022, y + 0.05), (x + 0.022, y + 0.09)], WHITE, 0.028)
    size = 1.25 if night else 1.0
    pen.blob([(x, y + 0.165), (x - 0.036 * size, y + 0.205), (x, y + 0.205 + 0.085 * size),
              (x + 0.036 * size, y + 0.205)], (255, 160, 40), (220, 100, 30))
    pen.oval(x, y + 0.205, 0.018, 0.028, (255, 240, 150), ink=False)


def ice_cream(pen, c, rng):
    second = mix(c.base, c.light, 0.55) if rng.random() < 0.6 else c.base
    cone = rng.uniform(0.33, 0.39)
    look = rng.choice(["one", "two", "three", "swirl", "two"])
    half = {"one": 0.22, "two": 0.20, "three": 0.25, "swirl": 0.21}[look]
    if look == "one" and rng.random() < 0.4:
        _wafer(pen, 0.16, 0.74)
    _cone(pen, cone, half, rng.random() < 0.25)
    if look == "swirl":
        balls = _swirl(pen, c, cone)
    else:
        balls = {"one": [(0, 0.31, 0.315)], "two": [(0, 0.23, 0.245), (0, 0.50, 0.205)],
                 "three": [(-0.19, 0.23, 0.215), (0.19, 0.23, 0.215), (0, 0.46, 0.205)]}[look]
        balls = [(x, cone + y - 0.06, r) for x, y, r in balls]
        for i, (x, y, r) in enumerate(balls):
            _scoop(pen, c, x, y, r, c.base if i % 2 == 0 else second, rng)
    _toppings(pen, c, balls, rng)


def _cone(pen, top, half, flat):
    """A waffle cone, or a wafer cup with a flat foot."""
    foot = half * 0.55 if flat else 0.03
    pen.shape([(-half, top), (-foot, 0.0), (foot, 0.0), (half, top)], WAFFLE, WAFFLE_INK)
    pen.shape([(half * 0.45, top), (half * 0.94, top), (foot * 0.8, 0.015), (foot * 0.35, 0.015)],
              mix(WAFFLE, WAFFLE_INK, 0.25), ink=False)
    line = mix(WAFFLE, WAFFLE_INK, 0.75)
    for t in (0.25, 0.62):
        wide = half + (foot - half) * (1 - t)
        low = foot + (half - foot) * max(0, t - 0.28)
        for s in (-1, 1):
            pen.line([(s * wide * 0.96, top * t), (-s * low * 0.6, top * max(0.03, t - 0.3))],
                     line, 0.02)
            pen.line([(s * wide * 0.96, top * t), (-s * half * 0.35, top * min(0.98, t + 0.42))],
                     line, 0.02)
    if flat:
        pen.box(-half * 1.06, top * 0.72, half * 1.06, top, WAFFLE, WAFFLE_INK)


def _wafer(pen, x, y):
    """A rolled wafer that sticks out at the top."""
    pen.shape([(x - 0.02, y), (x + 0.10, y + 0.26), (x + 0.19, y + 0.22), (x + 0.08, y - 0.03)],
              WAFFLE, WAFFLE_INK)
    for k in (0.10, 0.17):
        pen.line([(x - 0.02 + k * 0.48, y + k), (x + 0.07 + k * 0.45, y + k - 0.04)], WAFFLE_INK,
                 0.022)


def _scoop(pen, c, x, y, r, fill, rng):
    """A ball with a frilly lower edge."""
    turn = rng.uniform(0, 0.3)
    upper = [(x + r * math.cos(a), y + r * math.sin(a))
             for a in (i * math.pi / 12 - 0.12 for i in range(15))]
    frill = []
    for i in range(9):
        u = -1.08 + 2.16 * i / 8
        down = r * (0.42 if i % 2 else 0.22) + turn * 0.05
        frill.append((x + r * u, y - down - r * 0.34 * (1 - u * u / 1.2)))
    outline = upper + frill
    pen.blob(outline, mix(fill, c.dark, 0.85))
    pen.blob([(x + (px - x) * 0.90 - 0.014, y + (py - y) * 0.92 + 0.016) for px, py in outline],
             fill, ink=False)
    pen.oval(x - r * 0.46, y + r * 0.48, r * 0.20, r * 0.28, c.light, ink=False, angle=-0.7)


def _swirl(pen, c, cone):
    """Soft ice in a spiral; returns the ball on which a topping can sit."""
    rows = [(cone + 0.03, 0.30, 0.105), (cone + 0.18, 0.255, 0.10), (cone + 0.315, 0.19, 0.09),
            (cone + 0.43, 0.12, 0.075)]
    for i, (y, half, high) in enumerate(rows):
        pen.oval(0, y, half, high, c.dark, angle=0.10)
        pen.oval(-0.012, y + 0.016, half * 0.92, high * 0.80, c.base, ink=False, angle=0.10)
        pen.oval(-half * 0.45, y + 0.025, half * 0.28, 0.025, c.light, ink=False, angle=0.2)
    y = rows[-1][0]
    pen.blob([(-0.085, y + 0.02), (-0.02, y + 0.13), (0.05, y + 0.17), (0.045, y + 0.10),
              (0.085, y + 0.02), (0, y - 0.02)], c.base)
    return [(0, cone + 0.16, 0.22)]


def _toppings(pen, c, balls, rng):
    """Sprinkles, a face, or a cherry on top."""
    look = rng.random()
    x, y, r = balls[-1]
    if look < 0.4:
        smile(pen, c, balls[0][0] if len(balls) == 1 else x, y, r * 0.5, rng)
    elif look < 0.75:
        for bx, by, br in balls:
            for u, v in ((-0.15, 0.62), (0.35, 0.42), (-0.5, -0.05), (0.05, 0.08), (0.55, -0.12)):
                color, a = accent(c, rng), rng.uniform(0, math.pi)
                dx, dy = 0.024 * math.cos(a), 0.024 * math.sin(a)
                px, py = bx + u * br, by + v * br
                pen.line([(px - dx, py - dy), (px + dx, py + dy)], color, 0.032)
    if look > 0.3 and len(balls) > 1 and y + r < 0.92:
        color = (232, 60, 70) if c.base not in (RGB["red"], RGB["pink"]) else (255, 206, 70)
        pen.oval(x, y + r + 0.035, 0.065, 0.062, color, mix(color, (30, 10, 30), 0.6))
        pen.oval(x - 0.02, y + r + 0.055, 0.017, 0.017, WHITE, ink=False)


def teapot(pen, c, rng):
    wide, top = rng.uniform(0.305, 0.345), rng.uniform(0.65, 0.71)
    belly, lean = top * rng.uniform(0.42, 0.52), rng.uniform(-0.02, 0.03)
    _spout(pen, c, wide, top, lean)
    reach = rng.uniform(0.15, 0.18)
    handle = [(-wide * 0.80, top * 0.80), (-wide - reach * 0.7, top * 0.86 + lean),
              (-wide - reach, top * 0.58), (-wide - reach * 0.45, top * 0.32),
              (-wide * 0.85, top * 0.26)]
    tubes(pen, c, [(handle, 0.075)])
    _foot(pen, c, wide * 0.62)
    half = [(wide * 0.55, top), (wide * 0.92, top * 0.80), (wide, belly), (wide * 0.82, top * 0.18),
            (wide * 0.5, 0.045)]
    _round_fruit(pen, c, half + [(-x, y) for x, y in half[::-1]], (0, top * 0.5))
    pen.oval(-wide * 0.62, top * 0.66, 0.04, 0.085, c.light, ink=False, angle=-0.35)
    _lid(pen, c, wide, top, rng)
    _glaze(pen, c, wide, top * 0.44, rng)


def _spout(pen, c, wide, top, lean):
    """A bent spout on the right, thinner towards its mouth."""
    x, y = wide + 0.17, top * 0.94 + lean
    pen.blob([(wide * 0.70, top * 0.62), (wide + 0.05, top * 0.66), (x - 0.075, y - 0.03),
              (x - 0.06, y + 0.045), (x + 0.01, y + 0.05), (x + 0.035, y + 0.0),
              (wide + 0.12, top * 0.42), (wide * 0.72, top * 0.20)], c.base)
    pen.line([(wide * 0.98, top * 0.36), (wide + 0.085, top * 0.50)], c.dark, 0.04)
    pen.oval(x - 0.012, y + 0.043, 0.042, 0.02, c.dark, angle=-0.1)


def _foot(pen, c, half):
    """The ring on which a pot or cup stands."""
    pen.blob([(-half, 0.005), (-half * 0.85, 0.09), (half * 0.85, 0.09), (half, 0.005)], c.dark)


def _lid(pen, c, wide, top, rng):
    """A domed lid with a knob."""
    high = rng.uniform(0.10, 0.14)
    half = wide * 0.68
    pen.blob([(-half, top - 0.02), (-half * 0.72, top + high * 0.72), (0, top + high),
              (half * 0.72, top + high * 0.72), (half, top - 0.02), (0, top - 0.05)], c.base)
    pen.oval(-half * 0.42, top + high * 0.55, 0.06, 0.024, c.light, ink=False, angle=0.5)
    pen.line([(-half * 0.95, top - 0.012), (0, top - 0.035), (half * 0.95, top - 0.012)], c.dark,
             0.03, curved=True)
    knob = accent(c, rng) if rng.random() < 0.3 else c.base
    pen.oval(0, top + high + 0.05, 0.06, 0.055, knob)


def _glaze(pen, c, wide, y, rng):
    """What is painted on a pot or cup: a face, dots, a flower, a band or nothing."""
    look, pale = rng.random(), trim(c)
    if look < 0.4:
        smile(pen, c, 0, y - 0.02, min(0.15, wide * 0.5), rng)
    elif look < 0.6:
        for u, v in ((-0.5, 0.0), (0.0, 0.08), (0.5, 0.0), (-0.22, -0.15), (0.26, -0.15)):
            pen.oval(wide * u, y + v, 0.04, 0.04, pale, ink=False)
    elif look < 0.75:
        color = accent(c, rng)
        for i in range(5):
            a = 0.3 + i * 2 * math.pi / 5
            pen.oval(0.085 * math.cos(a), y + 0.085 * math.sin(a), 0.06, 0.06, pale, ink=False)
        pen.oval(0, y, 0.045, 0.045, color, ink=False)
    elif look < 0.9:
        pen.line([(-wide * 0.93, y + 0.03), (0, y - 0.01), (wide * 0.93, y + 0.03)], pale, 0.055,
                 curved=True)


def cup(pen, c, rng):
    steam = rng.random() < 0.7
    top = rng.uniform(0.62, 0.68) if steam else rng.uniform(0.70, 0.78)
    if steam:
        _steam(pen, top, rng)
    saucer = rng.random() < 0.4
    base, wide = (0.05 if saucer else 0.01), rng.uniform(0.32, 0.36)
    if saucer:
        pen.oval(0.0, 0.055, 0.49, 0.055, c.dark)
        pen.oval(0.0, 0.07, 0.44, 0.038, c.base, ink=False)
    reach, high = rng.uniform(0.15, 0.18), top - base
    mug = not saucer and rng.random() < 0.65
    handle = [(wide * 0.92, base + high * 0.78), (wide + reach * 0.75, base + high * 0.78),
              (wide + reach, base + high * 0.52), (wide + reach * 0.55, base + high * 0.27),
              (wide * 0.85, base + high * 0.24)]
    tubes(pen, c, [([(x - 0.08, y) for x, y in handle], 0.08)])
    if mug:
        half = [(wide, top), (wide, base + high * 0.5), (wide * 0.98, base + 0.09),
                (wide * 0.88, base)]
    else:
        half = [(wide * 1.04, top), (wide, base + high * 0.55), (wide * 0.78, base + high * 0.20),
                (wide * 0.42, base)]
    _cup_body(pen, c, half, top, rng)
    _glaze(pen, c, wide * 0.9, base + high * 0.46, rng)


def _cup_body(pen, c, half, top, rng):
    """The wall of a cup, and the drink in it."""
    wide = half[0][0]
    right = smooth(half, 5, closed=False).tolist()
    outline = right + [(-x, y) for x, y in right[::-1]]
    pen.shape(outline, c.base)
    shade = [(x * 0.965, y) for x, y in right]
    pen.shape(shade + [(x * 0.74, y) for x, y in right[::-1]], c.dark, ink=False)
    pen.line([(-wide * 0.80, top - 0.15), (-wide * 0.78, top - 0.30)], c.light, 0.055)
    pen.oval(0, top, wide, 0.075, c.light)
    drink = rng.choice(DRINKS[:2] if c.base in (RGB["white"], RGB["gray"]) else DRINKS)
    pen.oval(0, top - 0.012, wide * 0.86, 0.050, drink, ink=False)


def _steam(pen, top, rng):
    """Two or three curls of steam."""
    for x in rng.choice([(-0.12, 0.12), (-0.16, 0.0, 0.16)]):
        low, sway = top + 0.09 + abs(x) * 0.2, rng.choice([-0.045, 0.045])
        high = rng.uniform(0.93, 0.99)
        pen.line([(x, low), (x + sway, low + (high - low) * 0.33),
                  (x - sway, low + (high - low) * 0.66), (x, high)], STEAM, 0.042, curved=True)


KINDS = {
    "apple": Kind(apple, 0.46, top=0.80),
    "pear": Kind(pear, 0.52, top=0.88),
    "cherry": Kind(cherry, 0.48, top=0.94),
    "cake": Kind(cake, 0.54, top=0.71),
    "ice cream": Kind(ice_cream, 0.58, top=0.95),
    "teapot": Kind(teapot, 0.50, top=0.86),
    "cup": Kind(cup, 0.48, top=0.64),
}
