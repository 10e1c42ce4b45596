"""Trees, flowers, mushrooms and cacti, each in its own unit box."""

import math

from details import STEM, accent, frame, leaf, smile, trim, tubes
from palette import CREAM, LAMP, LEAF, RGB, WHITE, WOOD, YELLOW, Kind, Shades
from pen import mix, smooth

STALK = Shades(CREAM, (255, 248, 232), (226, 204, 170), (120, 96, 84))
POT = (206, 112, 72)


def bark(c):
    """The wood of a trunk, unlike the asked colour."""
    return (208, 162, 112) if c.base == RGB["brown"] else (140, 92, 58)


def tree(pen, c, rng):
    wood, middle = bark(c), rng.uniform(0.63, 0.67)
    edge = mix(wood, (40, 20, 30), 0.5)
    foot, half = rng.uniform(0.10, 0.14), rng.uniform(0.05, 0.08)
    pen.blob([(-foot, 0.0), (foot, 0.0), (half, 0.14), (half, 0.48), (-half, 0.48), (-half, 0.14)],
             wood, edge)
    for s in (-1, 1):
        pen.line([(0, 0.28), (s * 0.17, 0.50)], wood, 0.05)
    if rng.random() < 0.3:
        pen.oval(0, 0.22, half * 0.55, 0.055, edge, ink=False)
    shape = rng.random()
    if shape < 0.55:
        wide, high = _cloud_crown(pen, c, middle, rng)
    elif shape < 0.8:
        wide, high = _scalloped_crown(pen, c, middle, rng.uniform(0.34, 0.40), 0.32, rng)
    else:
        wide, high = _scalloped_crown(pen, c, middle, rng.uniform(0.25, 0.29), 0.345, rng)
    _crown_details(pen, c, middle, wide, high, rng)


def _cloud_crown(pen, c, middle, rng):
    """A crown of round puffs; returns its half width and half height."""
    wide, high = rng.uniform(0.22, 0.28), rng.uniform(0.15, 0.19)
    count, turn = rng.randint(6, 9), rng.uniform(0, 6)
    puffs = [(0, middle, 0.22)]
    for i in range(count):
        angle = turn + i * 2 * math.pi / count
        puffs.append((wide * math.cos(angle), middle + high * math.sin(angle),
                      rng.uniform(0.135, 0.165)))
    if pen.outlined:
        for x, y, r in puffs:
            pen.oval(x, y, r + 0.017, r + 0.017, pen.ink, ink=False)
    for x, y, r in puffs:
        pen.oval(x, y, r, r, c.dark, ink=False)
    for x, y, r in puffs:
        pen.oval(x - 0.012, y + 0.022, r * 0.9, r * 0.9, c.base, ink=False)
    return wide + 0.12, high + 0.12


def _scalloped_crown(pen, c, middle, wide, high, rng):
    """A round crown with a wavy edge; returns its half width and half height."""
    count, turn = rng.choice([9, 10, 11]), rng.uniform(0, 6)

    def ring(size, dx, dy):
        points = []
        for i in range(count * 2):
            angle, r = turn + i * math.pi / count, size * (1.03 if i % 2 else 0.91)
            points.append((dx + wide * r * math.cos(angle),
                           middle + dy + high * r * math.sin(angle)))
        return points

    pen.blob(ring(1, 0, 0), c.dark)
    pen.blob(ring(0.91, -0.012, 0.018), c.base, ink=False)
    return wide * 0.85, high * 0.85


def _crown_details(pen, c, middle, wide, high, rng):
    """Light patches, leaf marks, and sometimes fruit or blossoms."""
    pen.oval(-wide * 0.45, middle + high * 0.52, wide * 0.30, high * 0.22, c.light, ink=False,
             angle=0.5)
    pen.oval(wide * 0.30, middle + high * 0.64, wide * 0.16, high * 0.12, c.light, ink=False)
    spots = [(-0.62, -0.1), (0.02, 0.28), (0.62, 0.12), (-0.22, -0.45), (0.34, -0.42),
             (0.72, -0.35)]
    spots = [(wide * (x + rng.uniform(-0.1, 0.1)), middle + high * (y + rng.uniform(-0.1, 0.1)))
             for x, y in spots]
    if rng.random() < 0.4:
        color = accent(c, rng)
        for x, y in spots[:rng.randint(4, 6)]:
            pen.oval(x, y, 0.042, 0.042, color)
    else:
        for x, y in spots[:4]:
            pen.line([(x - 0.05, y + 0.012), (x, y - 0.022), (x + 0.05, y + 0.012)], c.dark, 0.026,
                     curved=True)


def pine(pen, c, rng):
    wood, layers = bark(c), rng.choice([3, 3, 4])
    wide, foot = rng.uniform(0.33, 0.43), rng.uniform(0.13, 0.19)
    pen.box(-0.065, 0.0, 0.065, foot + 0.06, wood, mix(wood, (40, 20, 30), 0.5))
    straight, dressed = rng.random() < 0.4, rng.random() < 0.25
    step = (0.98 - foot) / (layers + 0.55)
    for i in range(layers):
        bottom, half = foot + i * step, wide * (1 - 0.74 * i / layers)
        top = 0.985 if i == layers - 1 else bottom + 1.55 * step
        _pine_layer(pen, c, bottom, half, top, 2 if straight else 5 - (i > 1))
        if dressed:
            for x in (-0.42, 0.32):
                pen.oval(half * x, bottom + 0.33 * step, 0.04, 0.04, accent(c, rng))
    if dressed:
        points = [(0.10 * (1 if i % 2 == 0 else 0.45) * math.sin(i * math.pi / 5),
                   0.965 + 0.10 * (1 if i % 2 == 0 else 0.45) * math.cos(i * math.pi / 5))
                  for i in range(10)]
        pen.shape(points, accent(c, rng) if c.base in (RGB["yellow"], RGB["orange"]) else YELLOW)


def _pine_layer(pen, c, bottom, half, top, tips):
    """One skirt of branches, dark on the right, with a light patch on the left."""
    high = top - bottom
    hem = []
    for i in range(tips * 2 - 1):
        x = -1 + i / (tips - 1)
        hem.append((half * x, bottom - 0.035 * (1 - x * x) + (0.035 if i % 2 and tips > 2 else 0)))
    sides = [(half * 0.47, bottom + high * 0.46), (0, top), (-half * 0.47, bottom + high * 0.46)]
    if bottom > 0.2:
        pen.shape([(x * 0.94, y - 0.03) for x, y in hem], c.dark, ink=False)
    pen.shape(hem + sides, c.base)
    inside = [(x * 0.93, y + 0.012) for x, y in hem if x >= half * 0.3]
    pen.shape(inside + [(half * 0.42, bottom + high * 0.44), (half * 0.1, top - high * 0.25)],
              c.dark, ink=False)
    pen.shape([(-half * 0.70, bottom + high * 0.13), (-half * 0.36, bottom + high * 0.44),
               (-half * 0.36, bottom + high * 0.16)], c.light, ink=False)


def palm(pen, c, rng):
    wood, lean = bark(c), rng.uniform(-0.02, 0.14)
    edge, top = mix(wood, (40, 20, 30), 0.5), rng.uniform(0.64, 0.69)
    _palm_trunk(pen, wood, edge, lean, top)
    count, length = rng.choice([6, 7, 7, 8]), rng.uniform(0.42, 0.47)
    wide, droop = rng.uniform(0.095, 0.115), rng.uniform(0.14, 0.24)
    fronds = []
    for i in range(count):
        angle = -0.30 + (math.pi + 0.6) * i / (count - 1) + rng.uniform(-0.06, 0.06)
        fronds.append((math.sin(angle), math.cos(angle)))
    for i, (up, out) in enumerate(sorted(fronds, key=lambda f: -f[0])):
        tip = (lean + length * out, top + 0.38 * up - droop * (1 - 0.6 * up))
        bend = (lean + length * 0.62 * out, top + 0.17 + 0.20 * up)
        _frond(pen, (lean, top), bend, tip, wide, mix(c.base, c.dark, 0.75) if i % 2 else c.base,
               c.light)
    for dx, dy in ((-0.05, -0.035), (0.05, -0.03), (0.0, -0.06))[:rng.choice([0, 2, 3])]:
        pen.oval(lean + dx, top + dy, 0.045, 0.045, (116, 74, 48), edge)


def _palm_trunk(pen, wood, edge, lean, top):
    """A leaning trunk with rings."""
    left, right = [], []
    for i in range(7):
        v = i / 6
        x, half = lean * v * v, 0.07 - 0.03 * v
        left.append((x - half, top * v))
        right.append((x + half, top * v))
    pen.shape(left + right[::-1], wood, edge)
    for i in range(1, 6):
        (ax, ay), (bx, by) = left[i], right[i]
        pen.line([(ax + 0.01, ay), (bx - 0.01, by)], mix(wood, edge, 0.6), 0.025)


def _frond(pen, start, bend, tip, wide, fill, light):
    """A hanging leaf with a jagged lower edge along a bent spine."""
    upper, lower, spine = [], [], []
    for i in range(11):
        t = i / 10
        a, b, d = (1 - t) ** 2, 2 * t * (1 - t), t * t
        x, y = (a * start[k] + b * bend[k] + d * tip[k] for k in (0, 1))
        dx, dy = (2 * (1 - t) * (bend[k] - start[k]) + 2 * t * (tip[k] - bend[k]) for k in (0, 1))
        size = wide * math.sin(math.pi * (0.1 + 0.9 * t)) ** 0.7 / (math.hypot(dx, dy) or 1)
        side = 1 if dx >= 0 else -1
        cut = 0.45 if i % 2 else 1.0
        upper.append((x - dy * size * 0.75 * side, y + dx * size * 0.75 * side))
        lower.append((x + dy * size * cut * side, y - dx * size * cut * side))
        spine.append((x, y))
    pen.shape(upper + lower[::-1], fill)
    pen.line(spine[2:8], light, 0.024)


def cactus(pen, c, rng):
    width, potted = rng.uniform(0.29, 0.37), rng.random() < 0.25
    base, half = (0.24 if potted else 0.0), width / 2
    top = 0.96 - half
    curves = [([(0, base + half), (0, (base + top) / 2 + 0.1), (0, top)], width)]
    sides = rng.choice([(-1, 1), (-1, 1), (-1, 1), (1,)])
    arms = []
    for s in sides:
        y, reach = rng.uniform(base + 0.24, 0.47), half + rng.uniform(0.125, 0.15)
        lift = y + rng.uniform(0.20, 0.30)
        arms.append((s * reach, lift))
        curves.append(([(0, y), (s * (reach - 0.04), y + 0.01), (s * reach, y + 0.10),
                        (s * reach, lift)], rng.uniform(0.125, 0.155)))
    tubes(pen, c, curves)
    pen.shape([(-half, base + half), (-half * 0.94, base), (half * 0.94, base),
               (half, base + half)], c.base)
    pen.box(-half + 0.012, base + half * 0.8, half - 0.012, base + half * 1.3, c.base, ink=False)
    pen.line([(half * 0.66, base + 0.05), (half * 0.66, top)], c.dark, 0.045)
    pen.line([(-half * 0.62, base + 0.08), (-half * 0.62, top)], c.light, 0.045)
    for x, y in arms:
        pen.line([(x, y - 0.12), (x, y)], c.light, 0.035)
    _cactus_front(pen, c, base, top, half, rng)
    if rng.random() < 0.55:
        x, y = rng.choice(arms + [(0, top + half - 0.03)])
        _bloom(pen, accent(c, rng), x, y + (0.06 if x else 0))
    if potted:
        pot = POT if c.base not in (RGB["orange"], RGB["red"], RGB["brown"]) else (236, 226, 214)
        pen.shape([(-0.19, 0.20), (0.19, 0.20), (0.14, 0.0), (-0.14, 0.0)], pot, (96, 52, 44))
        pen.box(-0.22, 0.18, 0.22, 0.265, mix(pot, WHITE, 0.15), (96, 52, 44))


def _cactus_front(pen, c, base, top, half, rng):
    """A smiling face, or spines."""
    if rng.random() < 0.5:
        smile(pen, c, 0, top - 0.06, half * 0.60, rng)
        return
    color = frame(c) if c.base != RGB["white"] else c.ink
    for i in range(4):
        y = base + 0.16 + (top - base - 0.12) * i / 4
        for x in (-0.02, 0.045) if i % 2 else (0.01,):
            pen.line([(x - 0.02, y + 0.03), (x, y), (x + 0.02, y + 0.03)], color, 0.018)


def _bloom(pen, color, x, y):
    """A small five-petalled blossom."""
    for i in range(5):
        a = 0.3 + i * 2 * math.pi / 5
        pen.oval(x + 0.05 * math.cos(a), y + 0.05 * math.sin(a), 0.042, 0.042, color)
    pen.oval(x, y, 0.032, 0.032, YELLOW if color[1] < 190 else (250, 140, 60), ink=False)


def flower(pen, c, rng):
    bend, middle = rng.uniform(-0.06, 0.06), 0.665
    stalk = [(0.0, 0.0), (bend, 0.25), (0.0, 0.55)]
    pen.line(smooth(stalk, closed=False), STEM if pen.outlined else LEAF, 0.085)
    pen.line(smooth(stalk, closed=False), LEAF, 0.055)
    for i in range(rng.choice([1, 2, 2, 2])):
        s = 1 if i else -1
        leaf(pen, bend * 0.6, 0.06 + 0.07 * i, rng.uniform(0.24, 0.30), 0.15,
             rng.uniform(0.35, 0.7) if s > 0 else math.pi - rng.uniform(0.35, 0.7))
    turn, count, second = rng.uniform(0, 1), rng.choice([5, 5, 6, 7, 8]), mix(c.base, c.light, 0.5)
    long, wide = {5: (0.165, 0.145), 6: (0.155, 0.115), 7: (0.155, 0.10), 8: (0.15, 0.09)}[count]
    far, hearts, plain = 0.32 - long, count == 5 and rng.random() < 0.6, rng.random() < 0.5
    for i in range(count):
        a = turn + i * 2 * math.pi / count
        fill = c.base if plain or i % 2 == 0 else second
        if hearts:
            _heart_petal(pen, middle, a, fill)
        else:
            pen.oval(far * math.cos(a), middle + far * math.sin(a), long, wide, fill, angle=a)
    for i in range(count):
        a = turn + i * 2 * math.pi / count
        pen.oval(0.16 * math.cos(a), middle + 0.16 * math.sin(a), 0.055, 0.03, c.dark, ink=False,
                 angle=a)
    _flower_heart(pen, c, middle, rng)


def _heart_petal(pen, middle, angle, fill):
    """A petal with a notch at its end."""
    cos, sin = math.cos(angle), math.sin(angle)
    points = [(0.04, 0), (0.15, 0.125), (0.28, 0.145), (0.34, 0.07), (0.305, 0), (0.34, -0.07),
              (0.28, -0.145), (0.15, -0.125)]
    pen.blob([(u * cos - v * sin, middle + u * sin + v * cos) for u, v in points], fill)


def _flower_heart(pen, c, middle, rng):
    """The middle of a flower: a smile or pollen."""
    warm = c.base in (RGB["yellow"], RGB["orange"])
    core = Shades.of("white" if warm else "yellow")
    pen.oval(0, middle, 0.12, 0.12, core.base)
    if rng.random() < 0.45:
        smile(pen, core, 0, middle, 0.075, rng)
    else:
        for dx, dy in ((-0.04, 0.035), (0.05, 0.02), (0, -0.05)):
            pen.oval(dx, middle + dy, 0.024, 0.024, (226, 150, 40), ink=False)


def sunflower(pen, c, rng):
    middle, lean = rng.uniform(0.65, 0.67), rng.uniform(-0.05, 0.05)
    stalk = smooth([(lean, 0.0), (lean * 0.3, 0.25), (0.0, 0.5)], closed=False)
    pen.line(stalk, STEM if pen.outlined else LEAF, 0.115)
    pen.line(stalk, LEAF, 0.08)
    for i, s in enumerate(rng.choice([(-1, 1), (1, -1)])):
        angle = rng.uniform(0.25, 0.55)
        leaf(pen, lean * 0.5, 0.05 + 0.085 * i, rng.uniform(0.28, 0.33), 0.17,
             angle if s > 0 else math.pi - angle)
    count, turn = rng.choice([10, 11, 12, 13]), rng.uniform(0, 1)
    for ring, (length, fill) in enumerate(((0.35, c.dark), (0.345, c.base))):
        for i in range(count):
            a = turn + (i + 0.5 * ring) * 2 * math.pi / count
            _pointed_petal(pen, middle, a, length, 0.80 / count, fill)
    core = {RGB["brown"]: (66, 42, 36), RGB["black"]: (136, 84, 48)}.get(c.base, (98, 58, 38))
    radius = rng.uniform(0.14, 0.155)
    pen.oval(0, middle, radius, radius, core)
    if rng.random() < 0.4:
        dark = Shades(RGB["brown"], core, core, (40, 22, 22))
        pen.oval(0, middle, radius * 0.82, radius * 0.82, mix(core, (220, 150, 80), 0.25),
                 ink=False)
        smile(pen, dark, 0, middle, 0.08, rng)
        return
    pen.oval(0, middle, radius * 0.68, radius * 0.68, mix(core, (20, 10, 20), 0.35), ink=False)
    for i in range(9):
        a = i * 2 * math.pi / 9
        pen.oval(radius * 0.76 * math.cos(a), middle + radius * 0.76 * math.sin(a), 0.02, 0.02,
                 mix(core, (240, 180, 90), 0.5), ink=False)


def _pointed_petal(pen, middle, angle, length, wide, fill):
    """One long petal with a point."""
    cos, sin = math.cos(angle), math.sin(angle)
    points = [(0.08, wide * 0.6), (length * 0.62, wide), (length * 0.82, wide * 0.7), (length, 0),
              (length * 0.82, -wide * 0.7), (length * 0.62, -wide), (0.08, -wide * 0.6)]
    pen.shape([(u * cos - v * sin, middle + u * sin + v * cos) for u, v in points], fill)


def mushroom(pen, c, rng):
    if rng.random() < 0.3:
        for s in rng.choice([(1,), (-1,), (-1, 1)]):
            size = rng.uniform(0.34, 0.42)
            _toadstool(pen.part(s * rng.uniform(0.31, 0.35), 0.0, size), c, rng, 0)
    _toadstool(pen, c, rng, rng.random())


def _toadstool(pen, c, rng, front):
    """A stalk, gills and a spotted cap; `front` (0..1) chooses what is on the stalk."""
    under, foot = rng.uniform(0.39, 0.45), rng.uniform(0.15, 0.19)
    neck, wide = foot * rng.uniform(0.65, 0.85), rng.uniform(0.40, 0.49)
    pen.blob([(-foot * 0.9, 0.01), (foot * 0.9, 0.01), (foot, 0.11), (neck, 0.5), (-neck, 0.5),
              (-foot, 0.11)], STALK.base, STALK.ink)
    pen.blob([(foot * 0.4, 0.04), (foot * 0.8, 0.06), (foot * 0.75, 0.16), (neck * 0.75, 0.42)],
             STALK.dark, ink=False)
    if front > 0.85:
        pen.blob([(-0.085, 0.03), (-0.085, 0.2), (0, 0.29), (0.085, 0.2), (0.085, 0.03)], WOOD,
                 STALK.ink)
        pen.oval(0.04, 0.15, 0.02, 0.02, YELLOW, ink=False)
    elif front > 0.4:
        smile(pen, STALK, 0, 0.24, foot * 0.62, rng)
    pen.blob([(-wide * 0.85, under + 0.02), (0, under - 0.07), (wide * 0.85, under + 0.02),
              (0, under + 0.06)], (236, 212, 178), STALK.ink)
    shoulder, brow = rng.uniform(0.82, 0.94), rng.uniform(0.42, 0.58)
    high = 0.975 - under

    def cap(size=1.0, dx=0.0, dy=0.0):
        half = [(wide, 0.04), (wide * shoulder, high * 0.5), (wide * brow, high * 0.86)]
        points = [(-x, y) for x, y in half] + [(0, high)] + half[::-1]
        points += [(wide * 0.5, 0.0), (0, -0.015), (-wide * 0.5, 0.0)]
        return [(dx + x * size, under + dy + y * size) for x, y in points]

    pen.blob(cap(), c.dark)
    pen.blob(cap(0.92, -0.018, 0.045), c.base, ink=False)
    pen.oval(-wide * 0.5, under + high * 0.70, 0.055, 0.03, c.light, ink=False, angle=0.8)
    _cap_spots(pen, c, wide, under, high, front, rng)


def _cap_spots(pen, c, wide, under, high, front, rng):
    """Pale spots, and a lit window in the cap above a door."""
    spots = rng.choice([
        [(-0.58, 0.36, 0.07), (0.0, 0.66, 0.085), (0.55, 0.40, 0.068), (-0.05, 0.22, 0.05)],
        [(-0.28, 0.52, 0.085), (0.32, 0.62, 0.06), (0.62, 0.28, 0.06), (0.12, 0.22, 0.055),
         (-0.68, 0.20, 0.05)],
        [(-0.42, 0.40, 0.10), (0.38, 0.42, 0.095), (0.0, 0.80, 0.06)]])
    if front > 0.85:
        pen.oval(0, under + high * 0.45, 0.085, 0.085, LAMP if pen.night else (190, 228, 248))
        pen.line([(0, under + high * 0.45 - 0.08), (0, under + high * 0.45 + 0.08)], WHITE, 0.024)
        spots = [s for s in spots if abs(s[0]) > 0.3]
    for x, y, r in spots:
        pen.oval(wide * x, under + high * y, r, r * 0.86, trim(c), ink=False)


KINDS = {
    "tree": Kind(tree, 0.62, top=0.95),
    "pine": Kind(pine, 0.66),
    "palm": Kind(palm, 0.66, top=0.90),
    "cactus": Kind(cactus, 0.54, top=0.95),
    "flower": Kind(flower, 0.54),
    "sunflower": Kind(sunflower, 0.62),
    "mushroom": Kind(mushroom, 0.50, top=0.96),
}
