"""Buildings: house, castle, lighthouse, windmill, bridge and tent, each in its own unit box."""

import math

from details import accent, far, frame, smoke, trim
from palette import DARK, GLASS, LAMP, LEAF, RGB, WHITE, WOOD, YELLOW, Kind
from pen import mix

ROOFS = [(176, 76, 62), (92, 104, 140), (126, 84, 60)]
STONE = (150, 142, 138)


def pane(pen, c, x, y, rx, ry, round_top=False):
    """A window with a cross."""
    glass = LAMP if pen.night else GLASS
    if round_top:
        pen.blob([(x - rx, y - ry), (x - rx, y + ry * 0.5), (x, y + ry * 1.3),
                  (x + rx, y + ry * 0.5), (x + rx, y - ry)], glass, frame(c))
    else:
        pen.box(x - rx, y - ry, x + rx, y + ry, glass, frame(c))
    pen.line([(x, y - ry * 0.95), (x, y + ry * 0.95)], WHITE, 0.02)
    pen.line([(x - rx * 0.95, y), (x + rx * 0.95, y)], WHITE, 0.02)


def door(pen, x, half, height, color, rounded):
    """A wooden door with a knob."""
    if rounded:
        pen.blob([(x - half, 0), (x - half, height * 0.65), (x, height), (x + half, height * 0.65),
                  (x + half, 0), (x, 0)], color)
    else:
        pen.box(x - half, 0, x + half, height, color)
    pen.oval(x + half * 0.55, height * 0.42, 0.018, 0.018, YELLOW, ink=False)


def house(pen, c, rng):
    half, wall = rng.uniform(0.34, 0.41), rng.uniform(0.46, 0.56)
    gable = rng.random() < 0.55
    roof = far(c, ROOFS, rng) if gable or rng.random() < 0.3 else c.dark
    side = rng.choice([-1, 1])
    peak = rng.uniform(0.92, 1.0) if gable else wall + 0.30
    chimney = peak + rng.uniform(-0.02, 0.04) - (0.03 if gable else 0.0)
    pen.box(side * 0.24 - 0.055, wall, side * 0.24 + 0.055, chimney, mix(roof, (90, 60, 60), 0.3))
    pen.box(side * 0.24 - 0.07, chimney - 0.05, side * 0.24 + 0.07, chimney, mix(roof, DARK, 0.4))
    if rng.random() < 0.5:
        smoke(pen, side * 0.24, chimney + 0.04, rng, 0.8)
    if gable:
        _gable(pen, c, half, wall, peak, roof)
    else:
        _hip(pen, c, half, wall, peak, roof)
    _front(pen, c, half, wall, rng)
    if gable or rng.random() < 0.5:
        y = wall + (0.13 if gable else 0.14)
        pen.oval(0, y, 0.075, 0.075, LAMP if pen.night else GLASS, frame(c))
        pen.line([(-0.065, y), (0.065, y)], WHITE, 0.018)
        pen.line([(0, y - 0.065), (0, y + 0.065)], WHITE, 0.018)
    if rng.random() < 0.5:
        for s in rng.sample([-1, 1], rng.choice([1, 2])):
            for dx, r in ((0.0, 0.075), (0.08, 0.055)):
                pen.oval(s * (half + dx - 0.02), r * 0.75, r, r * 0.85, LEAF, ink=(44, 104, 58))


def _gable(pen, c, half, wall, peak, roof):
    """A wall that runs up into a pointed roof."""
    top = peak - 0.05
    pen.shape([(-half, 0), (half, 0), (half, wall), (0, top), (-half, wall)], c.base)
    pen.shape([(-half + 0.02, 0.015), (-half + 0.10, 0.015), (-half + 0.10, wall + 0.06),
               (-half + 0.02, wall - 0.02)], c.light, ink=False)
    pen.shape([(half - 0.02, 0.015), (half - 0.09, 0.015), (half - 0.09, wall + 0.06),
               (half - 0.02, wall - 0.02)], c.dark, ink=False)
    slope = (top - wall) / half
    for s in (-1, 1):
        edge = half + 0.09
        low = wall - slope * 0.09
        pen.shape([(0, peak + 0.02), (s * edge, low + 0.07), (s * edge, low - 0.035),
                   (0, peak - 0.085)], roof)


def _hip(pen, c, half, wall, peak, roof):
    """A broad wall under a sloping roof with rows of tiles."""
    pen.box(-half, 0, half, wall + 0.03, c.base)
    pen.box(-half + 0.012, 0.012, -half + 0.10, wall, c.light, ink=False)
    pen.box(half - 0.09, 0.012, half - 0.012, wall, c.dark, ink=False)
    edge, ridge = half + 0.10, half - 0.08
    pen.shape([(-edge, wall), (edge, wall), (ridge, peak), (-ridge, peak)], roof)
    for part in (0.33, 0.66):
        y = wall + (peak - wall) * part
        x = edge + (ridge - edge) * part - 0.02
        pen.line([(-x, y), (x, y)], mix(roof, (40, 20, 40), 0.3), 0.018)


def _front(pen, c, half, wall, rng):
    """Door and windows."""
    wood = rng.choice([WOOD, (112, 76, 56), accent(c, rng)])
    rounded = rng.random() < 0.5
    high, low = wall * 0.62, wall * 0.55
    if rng.random() < 0.65:
        door(pen, 0, 0.09, low + 0.03, wood, rounded)
        spots = (-half * 0.64, half * 0.64)
        size = 0.072
    else:
        side = rng.choice([-1, 1])
        door(pen, side * half * 0.5, 0.09, low + 0.03, wood, rounded)
        spots, size = (-side * half * 0.36,), 0.115
    for x in spots:
        pane(pen, c, x, high, size, 0.085, rounded)
        if size > 0.1:
            pen.box(x - 0.13, high - 0.15, x + 0.13, high - 0.085, WOOD)
            for dx in (-0.08, 0, 0.08):
                pen.oval(x + dx, high - 0.08, 0.03, 0.03, accent(c, rng), ink=False)


def _battlement(pen, color, x0, x1, y, count, height=0.075):
    """Teeth along the top of a wall."""
    step = (x1 - x0) / (2 * count - 1)
    for i in range(count):
        pen.box(x0 + 2 * i * step, y - 0.01, x0 + (2 * i + 1) * step, y + height, color)


def _flag(pen, x, y, color, side=1):
    pen.line([(x, y), (x, y + 0.12)], DARK, 0.018)
    pen.shape([(x, y + 0.13), (x + side * 0.12, y + 0.09), (x, y + 0.05)], color)


def _tower(pen, c, x, half, top, pointed, peak, roof):
    """One tower with a pointed roof or with teeth."""
    pen.box(x - half, 0, x + half, top, c.base)
    pen.box(x + half * 0.4, 0.01, x + half - 0.012, top - 0.01, c.dark, ink=False)
    if pointed:
        pen.shape([(x - half - 0.04, top - 0.01), (x + half + 0.04, top - 0.01), (x, peak)], roof)
        pen.shape([(x - half * 0.75, top + 0.015), (x - half * 0.2, top + 0.015),
                   (x - 0.015, peak - 0.07)], mix(roof, c.light, 0.4), ink=False)
    else:
        pen.box(x - half - 0.03, top - 0.02, x + half + 0.03, top + 0.06, c.base)
        _battlement(pen, c.base, x - half - 0.03, x + half + 0.03, top + 0.06, 3)


def castle(pen, c, rng):
    glass = LAMP if pen.night else mix(c.ink, (60, 80, 140), 0.5)
    flag, roof = accent(c, rng), rng.choice([c.dark, c.dark, c.light])
    out, inner = rng.uniform(0.35, 0.39), rng.uniform(0.10, 0.13)
    tall, pointed = rng.uniform(0.56, 0.68), rng.random() < 0.65
    keep, keep_pointed = rng.uniform(0.62, 0.74), rng.random() < 0.5
    wide = rng.uniform(0.12, 0.17)
    _tower(pen, c, 0, wide, keep, keep_pointed, keep + 0.25, roof)
    pen.oval(0, keep - 0.08, 0.04, 0.055, glass, frame(c))
    if keep_pointed or not pointed:
        _flag(pen, 0, keep + (0.22 if keep_pointed else 0.10), flag)
    for s in (-1, 1):
        _tower(pen, c, s * out, inner, tall, pointed, min(tall + 0.32, 0.97), roof)
        pen.oval(s * out, tall - 0.14, 0.038, 0.06, glass, frame(c))
        if pointed and not keep_pointed:
            _flag(pen, s * out, min(tall + 0.30, 0.95), flag)
    wall = rng.uniform(0.40, 0.46)
    pen.box(-out + inner, 0, out - inner, wall, c.base)
    _battlement(pen, c.base, -out + inner, out - inner, wall, 4)
    for x, y in ((-0.19, 0.08), (0.19, 0.16), (-0.16, 0.33), (0.17, 0.33), (-out, 0.12),
                 (out, 0.24)):
        pen.box(x - 0.04, y - 0.02, x + 0.04, y + 0.02, c.light, ink=False)
    pen.blob([(-0.115, 0.0), (-0.115, 0.18), (0, 0.30), (0.115, 0.18), (0.115, 0.0), (0, 0)], WOOD)
    if rng.random() < 0.5:
        pen.line([(0, 0.0), (0, 0.28)], (84, 54, 40), 0.02)
    else:
        for x in (-0.06, 0, 0.06):
            pen.line([(x, 0.02), (x, 0.24)], (84, 54, 40), 0.018)


def lighthouse(pen, c, rng):
    low, high = rng.uniform(0.22, 0.26), rng.uniform(0.13, 0.15)
    base, top = 0.05, rng.uniform(0.66, 0.72)
    other = c.dark if c.base == RGB["white"] else WHITE
    _rocks(pen, rng)

    def half(y):
        return low + (high - low) * (y - base) / (top - base)

    def band(y0, y1, color, slant=0.0):
        pen.shape([(-half(y0), y0), (half(y0 + slant), y0 + slant), (half(y1 + slant), y1 + slant),
                   (-half(y1), y1)], color, ink=False)

    outline = [(-half(base), base), (half(base), base), (half(top), top), (-half(top), top)]
    pen.shape(outline, c.base)
    count, slant = rng.choice([2, 2, 3]), rng.choice([0.0, 0.0, 0.07])
    step = (top - base) / (count + 0.62)
    for i in range(count):
        y = base + step * (i + 0.62)
        band(y - slant / 2, y - slant / 2 + step * 0.38, other, slant)
    pen.shape([(half(base) - 0.065, base), (half(base), base), (half(top), top),
               (half(top) - 0.045, top)], mix(c.dark, other, 0.25), ink=False)
    pen.shape(outline, None)
    door(pen, 0, 0.07, 0.24, WOOD, True)
    for y in ((0.40, 0.56) if rng.random() < 0.5 else (0.5,)):
        glass = LAMP if pen.night else mix(c.ink, (70, 90, 150), 0.4)
        pen.oval(0, y, 0.042, 0.055, glass, frame(c))
    _lantern(pen, c, top, high, rng)


def _rocks(pen, rng):
    for x, r in ((-0.25, 0.09), (0.26, 0.085), (-0.12, 0.07), (0.13, 0.075)):
        r *= rng.uniform(0.85, 1.15)
        pen.blob([(x - r, 0), (x - r * 0.8, r * 0.8), (x + r * 0.1, r * 1.1), (x + r, r * 0.5),
                  (x + r, 0)], STONE, ink=(90, 84, 88))


def _lantern(pen, c, top, high, rng):
    """The lamp room with its beams at night, and the roof."""
    middle = top + 0.10
    if pen.night:
        for s in (-1, 1):
            pen.shape([(s * 0.08, middle), (s * 0.56, middle + 0.10), (s * 0.56, middle - 0.08)],
                      (255, 240, 168), ink=False)
    pen.box(-0.095, top, 0.095, top + 0.17, LAMP if pen.night else (255, 240, 186))
    pen.line([(0, top + 0.03), (0, top + 0.16)], c.ink, 0.02)
    pen.box(-high - 0.05, top - 0.02, high + 0.05, top + 0.035, c.dark)
    roof = top + 0.165
    if rng.random() < 0.5:
        pen.shape([(-0.14, roof), (0.14, roof), (0, roof + 0.15)], c.base)
    else:
        pen.blob([(-0.13, roof), (-0.09, roof + 0.09), (0, roof + 0.13), (0.09, roof + 0.09),
                  (0.13, roof), (0, roof - 0.01)], c.base)
    pen.oval(0, roof + 0.145, 0.028, 0.028, YELLOW)


def windmill(pen, c, rng):
    low, high = rng.uniform(0.25, 0.30), rng.uniform(0.15, 0.18)
    top = rng.uniform(0.60, 0.66)
    pen.shape([(-low, 0), (low, 0), (high, top), (-high, top)], c.base)
    pen.shape([(-low + 0.015, 0.01), (-low + 0.09, 0.01), (-high + 0.065, top),
               (-high + 0.01, top)], c.light, ink=False)
    pen.shape([(low - 0.015, 0.01), (low - 0.09, 0.01), (high - 0.06, top), (high - 0.01, top)],
              c.dark, ink=False)
    if rng.random() < 0.5:
        pen.box(-low - 0.02, 0, low + 0.02, 0.07, STONE)
    pen.blob([(-high - 0.03, top), (-high * 0.75, top + 0.15), (0, top + 0.20),
              (high * 0.75, top + 0.15), (high + 0.03, top), (0, top - 0.02)], c.dark)
    door(pen, 0, 0.085, 0.25, WOOD, rng.random() < 0.6)
    for x in ((-0.10, 0.10) if rng.random() < 0.4 else (0,)):
        pane(pen, c, x, 0.36, 0.05, 0.055)
    _sails(pen, c, top + 0.04, rng)


def _sails(pen, c, hub, rng):
    """Four sails round the hub."""
    turn, length = rng.uniform(0.15, 1.42), rng.uniform(0.36, 0.40)
    cloth = rng.choice([trim(c), c.light]) if c.base != RGB["white"] else (240, 200, 150)
    for i in range(4):
        a = turn + i * math.pi / 2
        ux, uy = math.cos(a), math.sin(a)

        def at(along, across):
            return (ux * along - uy * across, hub + uy * along + ux * across)

        pen.shape([at(0.12, 0.0), at(length, 0.0), at(length, 0.125), at(0.12, 0.105)], cloth)
        for along in (0.21, 0.30):
            pen.line([at(along, 0.01), at(along, 0.11)], (140, 100, 74), 0.018)
        pen.line([at(0, 0), at(length + 0.02, 0)], (110, 72, 48), 0.036)
    pen.oval(0, hub, 0.05, 0.05, YELLOW)


def bridge(pen, c, rng):
    rise, edge = rng.uniform(0.20, 0.28), 0.20
    count = rng.choice([1, 1, 2, 3])

    def deck(x):
        return edge + rise * (1 - (x / 0.58) ** 2)

    xs = [-0.58 + 1.16 * i / 16 for i in range(17)]
    pen.oval(0, 0.0, 0.52, 0.05, (104, 182, 232), ink=False)
    _railing(pen, c, deck, xs, rng.random() < 0.6, rng)
    body = [(x, deck(x)) for x in xs]
    for x0, x1 in reversed(_spans(count)):
        middle, half = (x0 + x1) / 2, (x1 - x0) / 2
        crown = deck(middle) - (0.13 if count < 3 else 0.15)
        body += [(middle + half * math.cos(t * math.pi / 10), crown * math.sin(t * math.pi / 10))
                 for t in range(11)]
    body = body[:17] + [(0.58, 0)] + body[17:] + [(-0.58, 0)]
    pen.shape(body, c.base)
    pen.line([(x, deck(x) - 0.035) for x in xs[1:-1]], c.light, 0.05)
    for s in (-1, 1):
        for x, y in ((0.53, 0.06), (0.49, 0.13)):
            pen.box(s * x - 0.035, y - 0.018, s * x + 0.035, y + 0.018, c.dark, ink=False)
    pen.line([(x, deck(x)) for x in xs], c.ink, 0.02)
    for x in (-0.34, -0.12, 0.12, 0.34):
        pen.box(x - 0.04, deck(x) - 0.095, x + 0.04, deck(x) - 0.06, c.dark, ink=False)


def _spans(count):
    """The arches' left and right ends."""
    if count == 1:
        return [(-0.40, 0.40)]
    if count == 2:
        return [(-0.45, -0.05), (0.05, 0.45)]
    return [(-0.48, -0.21), (-0.15, 0.15), (0.21, 0.48)]


def _railing(pen, c, deck, xs, solid, rng):
    """Posts with a rail, and lanterns at the ends."""
    height = rng.uniform(0.12, 0.17)
    if solid:
        pen.shape([(x, deck(x) - 0.02) for x in xs] + [(x, deck(x) + height) for x in xs[::-1]],
                  mix(c.base, c.dark, 0.5))
    for width, color in ((0.075, c.ink), (0.042, c.base)):
        for x in xs[::2]:
            if not solid or x in (xs[0], xs[-1]):
                pen.line([(x * 0.97, deck(x) - 0.03), (x * 0.97, deck(x) + height)], color, width)
        pen.line([(x * 0.97, deck(x) + height) for x in xs], color, width)
    for s in (-1, 1):
        pen.oval(s * 0.563, deck(0.58) + height + 0.05, 0.045, 0.05,
                 LAMP if pen.night else c.light)


def tent(pen, c, rng):
    if rng.random() < 0.6:
        _ridge_tent(pen, c, rng)
    else:
        _round_tent(pen, c, rng)


def _opening(pen, c, x, half, height):
    """The entrance with its two flaps turned back."""
    pen.shape([(x - half, 0), (x + half, 0), (x, height)],
              LAMP if pen.night else mix(c.ink, (40, 34, 60), 0.5))
    for s in (-1, 1):
        pen.shape([(x, height), (x + s * half, 0), (x + s * half * 1.45, 0.0),
                   (x + s * half * 0.85, height * 0.36)], c.light)


def _ridge_tent(pen, c, rng):
    """A camping tent seen from its corner."""
    top, left, right = rng.uniform(0.70, 0.80), -0.50, rng.uniform(0.08, 0.16)
    peak, back = (left + right) / 2, rng.uniform(0.22, 0.30)
    for a, b in (((left + 0.04, 0.10), (-0.58, 0.0)), ((0.50, 0.14), (0.60, 0.0))):
        pen.line([a, b], (120, 90, 66), 0.022)
    pen.shape([(peak, top), (back, top - 0.06), (0.54, 0.03), (right, 0)], c.dark)
    pen.shape([(peak + 0.05, top - 0.03), (back - 0.01, top - 0.085), (back + 0.06, top - 0.24),
               (peak + 0.13, top - 0.21)], c.base, ink=False)
    pen.shape([(peak, top), (left, 0), (right, 0)], c.base)
    _opening(pen, c, peak, 0.12, top * 0.72)
    pen.line([(peak, top - 0.02), (peak, top + 0.05)], WOOD, 0.035)
    if rng.random() < 0.5:
        _flag(pen, peak, top, accent(c, rng))
    if rng.random() < 0.5:
        pen.line([(right + 0.04, 0.09), (0.48, 0.11)], trim(c), 0.045)


def _round_tent(pen, c, rng):
    """A fair's tent: a wall with a pointed, scalloped roof."""
    wall, peak = rng.uniform(0.36, 0.42), rng.uniform(0.82, 0.90)
    striped = rng.random() < 0.7
    pale = trim(c)
    pen.shape([(-0.44, 0), (0.44, 0), (0.40, wall + 0.03), (-0.40, wall + 0.03)], c.base)
    if striped:
        for s in (-1, 1):
            pen.shape([(s * 0.27, 0.01), (s * 0.36, 0.01), (s * 0.34, wall), (s * 0.25, wall)],
                      pale, ink=False)
    _opening(pen, c, 0, 0.12, wall * 0.95)
    for s in (-1, 1):
        pen.oval(s * 0.41, wall, 0.08, 0.065, c.dark)
    for i in (-2, 0, 2, -1, 1):
        pen.oval(i * 0.16, wall, 0.085, 0.07, c.dark if i % 2 == 0 else pale)
    pen.blob([(-0.50, wall), (-0.26, wall + 0.17), (-0.06, peak - 0.04), (0, peak),
              (0.06, peak - 0.04), (0.26, wall + 0.17), (0.50, wall), (0.25, wall + 0.005),
              (-0.25, wall + 0.005)], c.base)
    if striped:
        for s in (-1, 1):
            pen.shape([(s * 0.09, wall + 0.02), (s * 0.20, wall + 0.02), (s * 0.12, wall + 0.20),
                       (s * 0.02, peak - 0.05)], pale, ink=False)
    _flag(pen, 0, peak - 0.02, accent(c, rng))


KINDS = {
    "house": Kind(house, 0.54, top=0.90),
    "castle": Kind(castle, 0.58, top=0.95),
    "lighthouse": Kind(lighthouse, 0.62, top=0.98),
    "windmill": Kind(windmill, 0.60, top=0.84),
    "bridge": Kind(bridge, 0.60, top=0.46),
    "tent": Kind(tent, 0.56, top=0.78),
}
