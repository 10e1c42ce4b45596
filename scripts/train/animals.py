"""The animals, each drawn in its own unit box: x from -0.5 to 0.5, y from 0 (ground) to 1 (top).

Every function takes the pen, the shades of the asked colour and a random generator for variations
in pose and proportion. Heads, ears and wings are drawn around their own centre on a `part` pen.
"""

import math

from details import eyes
from palette import CREAM, DARK, LEAF, PINK, RGB, WHITE, YELLOW, Kind
from pen import mix

BEAK, BEAK_INK = (255, 164, 40), (164, 88, 24)
WATER, WATER_INK = (206, 238, 255), (104, 170, 222)
WOOL = (214, 60, 66)


def pale(c):
    """A much lighter tone of the asked colour, for bellies and muzzles."""
    return mix(c.light, WHITE, 0.38 if is_dark(c) else 0.58)


def shade(c):
    """A neighbour of the asked colour, for wings and fins that lie on the body."""
    return c.light if is_dark(c) else mix(c.base, c.dark, 0.8)


def accent(c):
    """A tone for patterns that shows on every colour, white too."""
    return c.dark if near(c.base, WHITE) else pale(c)


def is_dark(c):
    return sum(c.base) < 200


def near(first, second):
    return sum(abs(a - b) for a, b in zip(first, second)) < 110


def tube(pen, c, points, width, fill=None):
    """A thick outlined curve, for tails and arms."""
    pen.line(points, c.ink, width + 0.034, curved=True)
    pen.line(points, fill or c.base, width, curved=True)


def look(pen, c, xs, y, size):
    """Eyes that stay visible on dark fur."""
    if is_dark(c):
        for x in xs:
            pen.oval(x, y, size * 1.42, size * 1.6, WHITE, ink=False)
    eyes(pen, xs, y, size)


def blush(pen, c, x, y, size=0.05):
    tone = (240, 92, 130) if near(c.base, PINK) else PINK
    for s in (-1, 1):
        pen.oval(s * x, y, size, size * 0.7, tone, ink=False)


def smile(pen, c, y, size=0.06):
    """The two arcs below a nose."""
    for s in (-1, 1):
        pen.line([(0, y + size * 0.6), (s * size * 0.45, y), (s * size * 1.1, y + size * 0.35)],
                 c.ink, 0.022, curved=True)


def both(points):
    """The points of a right half, bottom to top, and their mirror image."""
    return points + [(-x, y) for x, y in reversed(points)]


def cat(pen, c, rng):
    tail = rng.choice(([(0.14, 0.09), (0.40, 0.07), (0.45, 0.24), (0.36, 0.40)],
                       [(0.14, 0.10), (0.34, 0.10), (0.38, 0.34), (0.48, 0.52)],
                       [(0.14, 0.09), (0.38, 0.12), (0.37, 0.40), (0.30, 0.58)]))
    tube(pen, c, tail, rng.uniform(0.08, 0.11))
    body = pen.part(0, 0, wide=rng.uniform(0.9, 1.15))
    body.blob(both([(0.22, 0.02), (0.27, 0.18), (0.17, 0.47)]), c.base)
    body.blob([(0.14, 0.05), (0.25, 0.12), (0.19, 0.36), (0.13, 0.22)], c.dark, ink=False)
    body.oval(0, 0.22, 0.12, 0.17, pale(c), ink=False)
    for x in (-0.11, 0.11):
        body.oval(x, 0.04, 0.09, 0.05, c.light)
    head = pen.part(0, 0.64, rng.uniform(0.92, 1.06), rng.uniform(-0.10, 0.10),
                rng.uniform(0.96, 1.12))
    ear = rng.uniform(0.26, 0.34)
    for s in (-1, 1):
        head.shape([(s * 0.28, 0.03), (s * ear, 0.36), (s * 0.05, 0.20)], c.base)
        head.shape([(s * 0.235, 0.10), (s * (ear - 0.035), 0.29), (s * 0.11, 0.19)], PINK,
                   ink=False)
    head.blob(both([(0.20, -0.19), (0.31, -0.02), (0.22, 0.18), (0.05, 0.225)]), c.base)
    if rng.random() < 0.5:
        for x in (-0.08, 0, 0.08):
            head.line([(x, 0.20), (x * 0.8, 0.11)], c.dark, 0.036)
    head.oval(0, -0.105, 0.125, 0.085, pale(c), ink=False)
    look(head, c, (-0.145, 0.145), 0.01, 0.052)
    blush(head, c, 0.225, -0.085)
    head.shape([(-0.04, -0.055), (0.04, -0.055), (0, -0.10)], (236, 110, 130), ink=False)
    smile(head, c, -0.15)


def dog(pen, c, rng):
    wag = rng.uniform(-0.06, 0.06)
    tube(pen, c, [(0.16, 0.10), (0.36, 0.16), (0.44 + wag * 0.5, 0.36 + wag)], 0.10)
    body = pen.part(0, 0, wide=rng.uniform(0.9, 1.12))
    for s in (-1, 1):
        body.oval(s * 0.20, 0.10, 0.14, 0.11, c.dark)
    body.blob(both([(0.16, 0.03), (0.22, 0.18), (0.19, 0.46)]), c.base)
    body.oval(0, 0.32, 0.11, 0.13, pale(c), ink=False)
    for s in (-1, 1):
        body.blob([(s * 0.02, 0.02), (s * 0.03, 0.26), (s * 0.14, 0.27), (s * 0.16, 0.02)], c.base)
        body.oval(s * 0.095, 0.04, 0.095, 0.055, c.light)
    collar = (60, 110, 220) if near(c.base, (226, 48, 48)) or c.base[0] > 240 else (226, 60, 60)
    pen.line([(-0.17, 0.44), (0, 0.40), (0.17, 0.44)], collar, 0.07, curved=True)
    pen.oval(0, 0.375, 0.045, 0.045, YELLOW)
    _dog_head(pen.part(0, 0.69, rng.uniform(0.96, 1.06), rng.uniform(-0.14, 0.14),
                   rng.uniform(0.96, 1.10)), c, rng)


def _dog_head(head, c, rng):
    head.blob(both([(0.16, -0.24), (0.27, -0.10), (0.25, 0.12), (0.13, 0.245)]), c.base)
    if rng.random() < 0.4:
        head.oval(-0.125, 0.045, 0.10, 0.12, c.dark, ink=False)
    length, spread = rng.uniform(0.22, 0.30), rng.uniform(0.0, 0.05)
    fill = shade(c)
    for s in (-1, 1):
        head.blob([(s * 0.13, 0.24), (s * 0.27, 0.22), (s * (0.38 + spread), 0.02),
                   (s * (0.36 + spread), -length + 0.04), (s * (0.27 + spread), -length),
                   (s * 0.235, -0.04)], fill)
    if rng.random() < 0.6:
        head.blob(both([(0.03, -0.28), (0.055, -0.16)]), (246, 120, 140))
    head.oval(0, -0.10, 0.165, 0.125, pale(c))
    head.oval(0, -0.035, 0.075, 0.055, DARK, ink=False)
    smile(head, c, -0.16, 0.07)
    look(head, c, (-0.115, 0.115), 0.075, 0.048)


def rabbit(pen, c, rng):
    pen.oval(0.26, 0.13, 0.10, 0.10, pale(c))
    lean, length = rng.uniform(-0.02, 0.32), rng.uniform(0.94, 1.10)
    drop = rng.random() < 0.3
    for s in (-1, 1):
        ear = pen.part(s * 0.10, 0.63, length, -s * lean, s)
        if drop and s > 0:
            ear.blob([(-0.07, 0), (-0.09, 0.22), (0.02, 0.36), (0.20, 0.32), (0.26, 0.16),
                      (0.19, 0.13), (0.10, 0.20), (0.07, 0)], c.base)
            ear.blob([(0.05, 0.24), (0.15, 0.28), (0.22, 0.18), (0.12, 0.21)], PINK, ink=False)
        else:
            ear.blob([(-0.06, 0), (-0.09, 0.20), (-0.01, 0.40), (0.08, 0.22), (0.07, 0)], c.base)
            ear.blob([(-0.025, 0.05), (-0.045, 0.19), (-0.005, 0.32), (0.04, 0.20), (0.03, 0.05)],
                     PINK, ink=False)
    body = pen.part(0, 0, wide=rng.uniform(0.92, 1.15))
    body.blob(both([(0.22, 0.02), (0.27, 0.16), (0.16, 0.40)]), c.base)
    body.oval(0, 0.18, 0.14, 0.15, pale(c), ink=False)
    for x in (-0.14, 0.14):
        body.oval(x, 0.045, 0.12, 0.055, c.light)
        body.oval(x * 0.75, 0.265, 0.05, 0.08, c.base)
    head = pen.part(0, 0.53, rng.uniform(0.95, 1.08), rng.uniform(-0.08, 0.08),
                rng.uniform(1.0, 1.12))
    head.blob(both([(0.17, -0.17), (0.27, -0.04), (0.20, 0.14), (0.06, 0.195)]), c.base)
    head.oval(0, -0.10, 0.12, 0.08, pale(c), ink=False)
    look(head, c, (-0.125, 0.125), 0.025, 0.048)
    blush(head, c, 0.195, -0.07)
    head.shape([(-0.04, -0.04), (0.04, -0.04), (0, -0.085)], (236, 110, 130), ink=False)
    smile(head, c, -0.125, 0.055)


def bird(pen, c, rng):
    for x in (-0.08, 0.10):
        pen.line([(x, 0.22), (x, 0.03)], BEAK_INK, 0.062)
        pen.line([(x, 0.22), (x, 0.03)], BEAK, 0.036)
        pen.oval(x + 0.03, 0.025, 0.085, 0.032, BEAK, ink=BEAK_INK)
    body = pen.part(0, 0.53, rng.uniform(0.94, 1.04), rng.uniform(-0.08, 0.12),
                rng.uniform(0.98, 1.12))
    lift = rng.uniform(-0.02, 0.16)
    body.blob([(-0.24, 0.06), (-0.46, 0.10 + lift), (-0.54, 0.0 + lift), (-0.50, -0.12 + lift),
               (-0.22, -0.20)], shade(c))
    for i in range(rng.choice((0, 2, 3))):
        feather = body.part(0.02 + 0.05 * i, 0.30, tilt=0.5 - 0.4 * i)
        feather.oval(0, 0.08, 0.045, 0.10, c.base)
    beak = rng.uniform(0.86, 1.2)
    body.shape([(0.26, 0.22), (0.30 + 0.23 * beak, 0.06), (0.26, -0.07)], BEAK, ink=BEAK_INK)
    body.line([(0.29, 0.07), (0.27 + 0.2 * beak, 0.06)], BEAK_INK, 0.024)
    body.blob([(-0.33, -0.06), (-0.24, 0.20), (0.0, 0.36), (0.24, 0.29), (0.35, 0.06),
               (0.31, -0.20), (0.12, -0.36), (-0.16, -0.33)], c.base)
    body.blob([(0.30, -0.06), (0.27, -0.20), (0.10, -0.32), (-0.10, -0.29), (0.08, -0.14)],
              pale(c), ink=False)
    wing = body.part(0.02, 0.0, rng.uniform(0.9, 1.12), rng.choice((0.0, 0.2, -0.9)))
    wing.blob([(0.06, 0.07), (-0.06, 0.11), (-0.22, 0.03), (-0.30, -0.10), (-0.14, -0.16),
               (0.03, -0.10)], shade(c))
    body.oval(0.17, 0.12, 0.088, 0.092, WHITE, ink=False)
    eyes(body, (0.185,), 0.12, 0.054)
    body.oval(0.22, -0.03, 0.05, 0.035, (240, 92, 130) if near(c.base, PINK) else PINK, ink=False)


def fish(pen, c, rng):
    tall, fan = rng.uniform(0.88, 1.14), rng.uniform(0.85, 1.15)
    body = pen.part(0.04, 0.5, 0.94, wide=rng.uniform(0.95, 1.05))
    tail = body.part(-0.24, 0, fan, rng.uniform(-0.2, 0.2))
    tail.blob([(0.04, 0.0), (-0.12, 0.19), (-0.30, 0.31), (-0.33, 0.18), (-0.24, 0.0),
               (-0.33, -0.18), (-0.30, -0.31), (-0.12, -0.19)], shade(c))
    main = body.part(0, 0, tall, wide=1 / tall)
    main.blob([(-0.20, 0.18), (-0.10, 0.42), (0.10, 0.44), (0.26, 0.20)], shade(c))
    main.blob([(-0.10, -0.22), (-0.14, -0.42), (0.02, -0.42), (0.14, -0.24)], shade(c))
    main.blob([(-0.30, 0.0), (-0.16, 0.20), (0.10, 0.32), (0.36, 0.22), (0.47, 0.0), (0.36, -0.22),
               (0.10, -0.32), (-0.16, -0.20)], c.base)
    main.blob([(-0.14, -0.17), (0.10, -0.28), (0.33, -0.20), (0.38, -0.11), (0.08, -0.15)], pale(c),
              ink=False)
    pattern = rng.randrange(3)
    if pattern == 0:
        for x, high in ((-0.12, 0.17), (0.03, 0.24)):
            main.line([(x, high), (x - 0.04, 0.0), (x, -high)], accent(c), 0.07, curved=True)
    elif pattern == 1:
        for x, y in ((-0.13, 0.09), (0.02, 0.16), (-0.02, 0.0)):
            main.oval(x, y, 0.052, 0.046, accent(c), ink=False)
    main.line([(0.20, 0.17), (0.155, 0.0), (0.20, -0.17)], shade(c), 0.036, curved=True)
    fin = main.part(0.06, -0.04, 1.0, rng.uniform(-0.4, 0.4))
    fin.blob([(0.03, 0.04), (-0.15, 0.06), (-0.19, -0.03), (-0.12, -0.11), (0.03, -0.05)], shade(c))
    main.oval(0.30, 0.085, 0.088, 0.088 / tall, WHITE)
    eyes(main, (0.315,), 0.085, 0.052)
    main.line([(0.45, -0.06), (0.39, -0.11), (0.32, -0.10)], c.ink, 0.026, curved=True)
    for i in range(rng.randrange(3)):
        r = (0.05, 0.035)[i]
        pen.oval(0.50 + 0.04 * i, 0.76 + 0.14 * i, r, r, WATER, ink=WATER_INK)


def butterfly(pen, c, rng):
    body_fill = (98, 72, 66) if not near(c.base, (98, 72, 66)) else (236, 196, 120)
    upper, lower = rng.uniform(0.9, 1.06), rng.uniform(0.86, 1.12)
    fold, pattern = rng.uniform(0.84, 1.05), rng.randrange(3)
    mark = c.dark if near(c.base, WHITE) else c.light
    dot = YELLOW if c.base[2] > 90 or c.base[1] < 120 else WHITE
    for s in (-1, 1):
        low = pen.part(0, 0.50, lower, wide=s * fold)
        low.blob([(0.03, 0.0), (0.22, 0.02), (0.42, -0.12), (0.38, -0.36), (0.20, -0.42),
                  (0.05, -0.18)], c.dark)
        low.oval(0.25, -0.21, 0.095, 0.10, c.light, ink=False)
        low.oval(0.25, -0.21, 0.05, 0.05, dot, ink=False)
        top = pen.part(0, 0.50, upper, wide=s * fold)
        top.blob([(0.03, 0.0), (0.08, 0.26), (0.30, 0.47), (0.52, 0.42), (0.53, 0.16),
                  (0.32, -0.02)], c.base)
        if pattern == 0:
            top.blob([(0.12, 0.08), (0.18, 0.26), (0.32, 0.36), (0.43, 0.30), (0.41, 0.16),
                      (0.28, 0.06)], mark, ink=False)
            top.oval(0.32, 0.22, 0.07, 0.08, c.base, ink=False)
        elif pattern == 1:
            for x, y, r in ((0.20, 0.18, 0.07), (0.36, 0.30, 0.085), (0.39, 0.12, 0.06)):
                top.oval(x, y, r, r, accent(c), ink=False)
        else:
            top.blob([(0.30, 0.42), (0.48, 0.38), (0.48, 0.18), (0.38, 0.08), (0.38, 0.28)], c.dark,
                     ink=False)
            top.oval(0.24, 0.19, 0.10, 0.08, mark, ink=False, angle=0.8)
        pen.line([(0, 0.76), (s * 0.06, 0.93), (s * 0.15, 1.0)], body_fill, 0.026, curved=True)
        pen.oval(s * 0.155, 1.0, 0.034, 0.034, body_fill, ink=False)
    pen.blob(both([(0.02, 0.15), (0.052, 0.36), (0.055, 0.62), (0.02, 0.72)]), body_fill)
    pen.oval(0, 0.745, 0.085, 0.08, body_fill)
    for x in (-0.036, 0.036):
        pen.oval(x, 0.755, 0.026, 0.032, WHITE, ink=False)
        pen.oval(x, 0.75, 0.015, 0.019, DARK, ink=False)


def fox(pen, c, rng):
    tail = pen.part(0.14, 0.09, rng.uniform(0.94, 1.1), rng.uniform(-0.25, 0.12))
    tail.blob([(0.0, -0.05), (0.20, -0.06), (0.36, 0.08), (0.38, 0.28), (0.28, 0.46), (0.22, 0.52),
               (0.18, 0.40), (0.14, 0.24), (0.0, 0.10)], c.base)
    tail.blob([(0.385, 0.24), (0.38, 0.28), (0.28, 0.46), (0.22, 0.52), (0.18, 0.40), (0.165, 0.32),
               (0.23, 0.34), (0.29, 0.26)], pale(c))
    body = pen.part(0, 0, wide=rng.uniform(0.9, 1.1))
    body.blob(both([(0.18, 0.02), (0.22, 0.16), (0.13, 0.47)]), c.base)
    body.blob(both([(0.04, 0.14), (0.10, 0.30), (0.10, 0.45)]), pale(c), ink=False)
    for s in (-1, 1):
        body.blob([(s * 0.02, 0.02), (s * 0.035, 0.22), (s * 0.12, 0.22), (s * 0.14, 0.02)],
                  shade(c))
    head = pen.part(0, 0.61, rng.uniform(0.94, 1.06), rng.uniform(-0.12, 0.12),
                rng.uniform(1.0, 1.12))
    ear = rng.uniform(0.22, 0.30)
    for s in (-1, 1):
        head.shape([(s * 0.28, 0.04), (s * ear, 0.40), (s * 0.04, 0.17)], c.base)
        head.shape([(s * 0.23, 0.11), (s * (ear - 0.012), 0.32), (s * 0.10, 0.16)],
                   c.light if is_dark(c) else mix(c.dark, c.ink, 0.6), ink=False)
    tip = (0.365, -0.07)
    face = [(0.0, -0.235), (0.17, -0.175), tip, tip, (0.25, 0.12), (0.10, 0.19)]
    head.blob(face + [(-x, y) for x, y in reversed(face[1:])], c.base)
    for s in (-1, 1):
        head.blob([(0, -0.215), (s * 0.16, -0.16), (s * 0.335, -0.07), (s * 0.22, -0.035),
                   (s * 0.09, -0.055), (0, -0.12)], pale(c), ink=False)
    look(head, c, (-0.135, 0.135), 0.035, 0.046)
    blush(head, c, 0.235, -0.08, 0.045)
    head.oval(0, -0.165, 0.058, 0.045, DARK, ink=False)


def bear(pen, c, rng):
    body = pen.part(0, 0, wide=rng.uniform(0.94, 1.12))
    body.blob(both([(0.18, 0.03), (0.31, 0.20), (0.22, 0.50)]), c.base)
    body.oval(0, 0.24, 0.185, 0.19, pale(c), ink=False)
    for s in (-1, 1):
        foot = body.part(s * 0.235, 0.105, rng.uniform(0.95, 1.1))
        foot.oval(0, 0, 0.125, 0.11, c.base)
        foot.oval(0, -0.01, 0.072, 0.06, c.light, ink=False)
        arm = [(s * 0.20, 0.40), (s * 0.32, 0.33), (s * 0.33, 0.22)]
        if s > 0 and rng.random() < 0.45:
            arm = [(0.20, 0.38), (0.36, 0.42), (0.44, 0.58)]
        tube(body, c, arm, 0.125)
    head = pen.part(0, 0.68, rng.uniform(0.96, 1.06), rng.uniform(-0.10, 0.10),
                rng.uniform(1.0, 1.1))
    size = rng.uniform(0.095, 0.125)
    for s in (-1, 1):
        head.oval(s * 0.205, 0.19, size, size, c.base)
        head.oval(s * 0.205, 0.19, size * 0.56, size * 0.56, c.light, ink=False)
    head.blob(both([(0.14, -0.235), (0.27, -0.11), (0.26, 0.08), (0.13, 0.22)]), c.base)
    head.oval(0, -0.095, 0.145, 0.115, pale(c), ink=False)
    head.oval(0, -0.04, 0.068, 0.05, DARK, ink=False)
    smile(head, c, -0.155, 0.065)
    look(head, c, (-0.135, 0.135), 0.045, 0.044)
    blush(head, c, 0.215, -0.06, 0.046)


def owl(pen, c, rng):
    for x in (-0.11, 0.11):
        pen.oval(x, 0.035, 0.10, 0.045, BEAK, ink=BEAK_INK)
    body = pen.part(0, 0, rng.uniform(0.96, 1.03), wide=rng.uniform(0.94, 1.12))
    tuft, height = rng.uniform(0.27, 0.37), rng.uniform(0.97, 1.04)
    for s in (-1, 1):
        body.shape([(s * 0.29, 0.68), (s * tuft, height), (s * 0.05, 0.86)], c.dark)
    body.blob(both([(0.17, 0.06), (0.31, 0.24), (0.32, 0.58), (0.23, 0.83), (0.08, 0.895)]), c.base)
    body.blob(both([(0.11, 0.09), (0.20, 0.24), (0.15, 0.46)]), pale(c), ink=False)
    rows = ((0.36, (-0.09, 0.09)), (0.25, (0,)), (0.15, (-0.08, 0.08)))
    if rng.random() < 0.7:
        for y, xs in rows:
            for x in xs:
                body.line([(x - 0.055, y + 0.02), (x, y - 0.02), (x + 0.055, y + 0.02)], c.base,
                          0.034, curved=True)
    spread = rng.choice((0.0, 0.1, 0.35, 0.6))
    for s in (-1, 1):
        wing = body.part(s * 0.28, 0.52, 1.0, s * spread, s)
        wing.blob([(-0.06, 0.0), (0.03, 0.05), (0.10, -0.10), (0.08, -0.30), (-0.02, -0.42),
                   (-0.08, -0.22)], shade(c))
        body.oval(s * 0.135, 0.645, 0.155, 0.155, pale(c))
        body.oval(s * 0.13, 0.645, 0.098, 0.098, (255, 206, 70), ink=False)
        body.oval(s * 0.125, 0.645, 0.068, 0.072, DARK, ink=False)
        body.oval(s * 0.125 + 0.025, 0.675, 0.027, 0.027, WHITE, ink=False)
    body.shape([(-0.058, 0.605), (0, 0.645), (0.058, 0.605), (0, 0.49)], BEAK, ink=BEAK_INK)


def whale(pen, c, rng):
    pen = pen.part(0.03, 0, 0.98, wide=rng.uniform(0.9, 0.98))
    _spout(pen.part(0.13, 0.55, rng.uniform(0.88, 1.05)), rng)
    fluke = pen.part(-0.42, 0.50, rng.uniform(0.95, 1.15), rng.uniform(-0.1, 0.3))
    for s in (-1, 1):
        fluke.blob([(0.0, -0.04), (s * 0.06, 0.08), (s * 0.17, 0.16), (s * 0.20, 0.06),
                    (s * 0.12, -0.02)], c.dark)
    body = [(-0.16, 0.02), (0.16, 0.0), (0.42, 0.06), (0.54, 0.22), (0.52, 0.40), (0.36, 0.545),
            (0.10, 0.565), (-0.14, 0.45), (-0.30, 0.40), (-0.38, 0.52), (-0.45, 0.50),
            (-0.44, 0.30), (-0.34, 0.12)]
    pen.blob(body, c.base)
    pen.blob([(-0.28, 0.11), (-0.12, 0.16), (0.12, 0.15), (0.30, 0.20), (0.51, 0.19), (0.41, 0.08),
              (0.16, 0.02), (-0.14, 0.04)], pale(c), ink=False)
    pen.blob([(0.02, 0.50), (0.20, 0.535), (0.36, 0.50), (0.42, 0.42), (0.22, 0.47)], c.light,
             ink=False)
    flipper = pen.part(0.04, 0.20, rng.uniform(0.9, 1.15), rng.uniform(-0.35, 0.35))
    flipper.blob([(0.07, 0.03), (-0.08, 0.03), (-0.24, -0.06), (-0.20, -0.13), (-0.02, -0.10)],
                 shade(c))
    pen.line([(0.51, 0.235), (0.40, 0.205), (0.30, 0.245)], c.ink, 0.026, curved=True)
    look(pen, c, (0.335,), 0.345, 0.045)
    pen.oval(0.245, 0.275, 0.05, 0.034, (240, 92, 130) if near(c.base, PINK) else PINK, ink=False)


def _spout(pen, rng):
    """Water that rises from (0, 0) and falls to both sides."""
    arcs = [[(0, 0), (s * 0.02, 0.20), (s * 0.10, 0.33), (s * 0.20, 0.32), (s * 0.24, 0.21)]
            for s in (-1, 1)]
    if rng.random() < 0.4:
        arcs.append([(0, 0), (0, 0.36)])
    for color, width in ((WATER_INK, 0.10), (WATER, 0.066)):
        for arc in arcs:
            pen.line(arc, color, width, curved=True)
    for s in (-1, 1):
        pen.oval(s * 0.25, 0.11, 0.032, 0.042, WATER, ink=WATER_INK)


def turtle(pen, c, rng):
    skin = mix(c.light, LEAF if near(c.base, RGB["green"]) else CREAM, 0.45)
    skin = mix(skin, c.base, 0.25)
    pen.shape([(-0.38, 0.24), (-0.54, 0.16), (-0.36, 0.13)], skin)
    step = rng.uniform(-0.04, 0.05)
    for x, lean in ((-0.18, -step), (0.10, step)):
        pen.blob([(x - 0.06, 0.26), (x - 0.06 + lean, 0.03), (x + 0.07 + lean, 0.03),
                  (x + 0.07, 0.26)], c.dark)
    up = rng.uniform(-0.05, 0.16)
    tube(pen, c, [(0.22, 0.24), (0.36, 0.28), (0.41, 0.42 + up)], 0.13, skin)
    for x, lean in ((-0.29, step), (0.21, -step)):
        pen.blob([(x - 0.08, 0.28), (x - 0.085 + lean, 0.05), (x + lean, 0.005),
                  (x + 0.095 + lean, 0.04), (x + 0.08, 0.28)], skin)
    head = pen.part(0.42, 0.48 + up, rng.uniform(0.95, 1.12), rng.uniform(-0.15, 0.15))
    head.blob([(-0.13, -0.02), (-0.08, 0.12), (0.06, 0.13), (0.155, 0.03), (0.13, -0.09),
               (0.0, -0.12), (-0.10, -0.09)], skin)
    eyes(head, (0.045,), 0.045, 0.042)
    head.line([(0.14, -0.035), (0.07, -0.06), (0.02, -0.04)], c.ink, 0.024, curved=True)
    head.oval(-0.045, -0.035, 0.036, 0.026, PINK, ink=False)
    _turtle_shell(pen, c, rng)


def _turtle_shell(pen, c, rng):
    shell = pen.part(-0.06, 0.22, rng.uniform(0.94, 1.0), wide=rng.uniform(0.95, 1.1))
    shell.blob([(-0.40, 0.0), (-0.36, 0.24), (-0.20, 0.48), (0.0, 0.56), (0.20, 0.48), (0.35, 0.24),
                (0.38, 0.0), (0.0, -0.03)], c.base)
    tone = shade(c)
    if rng.random() < 0.55:
        shell.blob([(-0.11, 0.20), (-0.12, 0.38), (0.0, 0.45), (0.12, 0.38), (0.11, 0.20),
                    (0.0, 0.15)], tone, ink=False)
        for s in (-1, 1):
            shell.blob([(s * 0.18, 0.15), (s * 0.20, 0.33), (s * 0.27, 0.30), (s * 0.32, 0.14)],
                       tone, ink=False)
    else:
        spots = ((-0.22, 0.20), (-0.09, 0.38), (0.0, 0.18), (0.15, 0.36), (0.23, 0.19))
        for x, y in spots:
            shell.oval(x, y, 0.068, 0.068, tone, ink=False)
    shell.blob([(-0.43, 0.02), (-0.40, 0.085), (0.0, 0.06), (0.38, 0.085), (0.42, 0.02),
                (0.0, -0.05)], c.light)


def snail(pen, c, rng):
    skin = mix(mix(c.light, CREAM, 0.5), c.base, 0.25)
    up = rng.uniform(-0.05, 0.05)
    for x, lean in ((0.32, -0.05), (0.42, 0.04)):
        tip = (x + lean + rng.uniform(-0.03, 0.03), 0.74 + up + rng.uniform(-0.04, 0.04))
        tube(pen, c, [(x, 0.42), (x + lean * 0.4, 0.58), tip], 0.036, skin)
        pen.oval(*tip, 0.062, 0.066, WHITE)
        pen.oval(tip[0] + 0.012, tip[1], 0.033, 0.038, DARK, ink=False)
    pen.blob([(-0.54, 0.015), (-0.36, 0.13), (0.0, 0.20), (0.18, 0.24), (0.22, 0.40 + up),
              (0.30, 0.50 + up), (0.42, 0.49 + up), (0.50, 0.38 + up), (0.47, 0.18), (0.36, 0.03),
              (0.0, 0.0)], skin)
    pen.line([(0.48, 0.34 + up), (0.42, 0.305 + up), (0.36, 0.33 + up)], c.ink, 0.026, curved=True)
    pen.oval(0.33, 0.385 + up, 0.042, 0.03, PINK, ink=False)
    size = rng.uniform(0.31, 0.35)
    shell = pen.part(-0.10, 0.14 + size, size, rng.uniform(-0.4, 0.4), rng.uniform(0.98, 1.08))
    shell.oval(0, 0, 1, 1, c.base)
    shell.blob([(-0.80, -0.35), (-0.30, -0.88), (0.40, -0.82), (0.82, -0.30), (0.30, -0.60),
                (-0.30, -0.62)], mix(c.base, shade(c), 0.6), ink=False)
    turns, step = rng.uniform(1.5, 1.9), rng.uniform(4.9, 6.1)
    sign = rng.choice((-1, 1))
    spiral = []
    for i in range(44):
        t = i / 43
        radius, angle = 0.06 + 0.70 * t, sign * (turns * 2 * math.pi * t) + step
        spiral.append((radius * math.cos(angle), radius * math.sin(angle)))
    deep = c.light if is_dark(c) else mix(c.dark, c.ink, 0.5)
    bright = not near(c.base, WHITE) and rng.random() < 0.5
    shell.line(spiral, pale(c) if bright else deep, 0.15)


def horse(pen, c, rng):
    hair = c.light if is_dark(c) else mix(c.dark, c.ink, 0.45)
    if rng.random() < 0.35 and not near(c.base, WHITE):
        hair = pale(c)
    pen = pen.part(0, 0, 0.92)
    swing = rng.uniform(-0.06, 0.06)
    pen.blob([(-0.32, 0.56), (-0.44, 0.52), (-0.52 + swing, 0.34), (-0.50 + swing, 0.14),
              (-0.40 + swing * 0.5, 0.22), (-0.32, 0.40)], hair)
    step = rng.uniform(-0.05, 0.05)
    _leg(pen, c, -0.14, -step, c.dark)
    _leg(pen, c, 0.11, step, c.dark)
    lifted = rng.random() < 0.4
    _leg(pen, c, -0.27, step, c.base)
    if lifted:
        pen.line([(0.21, 0.36), (0.36, 0.27), (0.34, 0.12)], c.ink, 0.144)
        pen.line([(0.21, 0.36), (0.36, 0.27), (0.34, 0.12)], c.base, 0.11)
        pen.line([(0.342, 0.14), (0.338, 0.11)], hair, 0.115)
    else:
        _leg(pen, c, 0.21, -step, c.base)
    bow = rng.uniform(-0.03, 0.05)
    pen.blob([(0.02, 0.56), (0.04, 0.74 + bow), (0.12, 0.94 + bow), (0.24, 0.98 + bow),
              (0.20, 0.70), (0.14, 0.54)], hair)
    pen.blob([(-0.37, 0.42), (-0.33, 0.57), (-0.16, 0.60), (0.03, 0.575), (0.12, 0.66),
              (0.16, 0.84 + bow), (0.28, 0.90 + bow), (0.37, 0.70), (0.33, 0.46), (0.25, 0.30),
              (0.0, 0.27), (-0.28, 0.27)], c.base)
    pen.blob([(-0.30, 0.30), (-0.05, 0.29), (0.22, 0.31), (0.20, 0.37), (-0.10, 0.35)],
             shade(c), ink=False)
    _horse_head(pen.part(0.26, 0.84 + bow, rng.uniform(0.98, 1.1), rng.uniform(-0.2, 0.12)),
                c, rng, hair)


def _leg(pen, c, x, step, fill):
    pen.blob([(x - 0.07, 0.38), (x - 0.058 + step, 0.08), (x - 0.065 + step, 0.0),
              (x + 0.065 + step, 0.0), (x + 0.058 + step, 0.08), (x + 0.07, 0.38)], fill)
    pen.box(x - 0.06 + step, 0.0, x + 0.06 + step, 0.065, mix(c.dark, c.ink, 0.6))


def _horse_head(head, c, rng, hair):
    head.blob([(-0.04, 0.06), (-0.035, 0.20), (0.03, 0.24), (0.07, 0.10)], c.base)
    head.blob([(-0.12, -0.03), (-0.07, 0.12), (0.06, 0.14), (0.17, 0.05), (0.28, -0.08),
               (0.29, -0.18), (0.19, -0.23), (0.06, -0.16), (-0.06, -0.15)], c.base)
    head.blob([(0.20, -0.03), (0.275, -0.09), (0.28, -0.175), (0.19, -0.215), (0.13, -0.16)],
              pale(c), ink=False)
    head.oval(0.235, -0.11, 0.024, 0.024, c.ink, ink=False)
    head.line([(0.22, -0.185), (0.16, -0.16)], c.ink, 0.024)
    look(head, c, (0.075,), 0.025, 0.042)
    head.oval(0.035, -0.075, 0.048, 0.034, (240, 92, 130) if near(c.base, PINK) else PINK,
              ink=False)
    head.blob([(-0.09, 0.14), (0.04, 0.15), (0.09, 0.07), (0.0, 0.065), (-0.10, 0.04)], hair)


def penguin(pen, c, rng):
    for x in (-0.13, 0.13):
        pen.oval(x, 0.04, 0.125, 0.052, BEAK, ink=BEAK_INK)
    body = pen.part(0, 0, rng.uniform(0.96, 1.03), rng.uniform(-0.05, 0.05),
                rng.uniform(0.92, 1.14))
    raised = rng.random() < 0.3
    for s in (-1, 1):
        flap = rng.uniform(0.15, 0.6) + (1.2 if raised and s > 0 else 0)
        wing = body.part(s * 0.23, 0.52, 1.0, s * flap, s)
        wing.blob([(-0.04, 0.07), (0.06, 0.04), (0.10, -0.14), (0.05, -0.33), (-0.03, -0.22),
                   (-0.06, -0.06)], c.dark)
    body.blob(both([(0.15, 0.04), (0.29, 0.18), (0.28, 0.45), (0.23, 0.62), (0.245, 0.80),
                    (0.11, 0.965)]), c.base)
    chest = mix(pale(c), WHITE, 0.6) if not near(c.base, WHITE) else (232, 238, 248)
    body.blob(both([(0.09, 0.08), (0.17, 0.18), (0.15, 0.36), (0.08, 0.46)]), chest, ink=False)
    body.blob([(0, 0.55), (0.11, 0.57), (0.185, 0.68), (0.15, 0.81), (0.05, 0.805), (0, 0.76),
               (-0.05, 0.805), (-0.15, 0.81), (-0.185, 0.68), (-0.11, 0.57)], chest, ink=False)
    eyes(body, (-0.105, 0.105), 0.72, 0.044)
    blush(body, c, 0.135, 0.625, 0.042)
    size = rng.uniform(0.9, 1.15)
    body.blob([(-0.075 * size, 0.655), (0, 0.69), (0.075 * size, 0.655), (0, 0.655 - 0.085 * size)],
              BEAK, ink=BEAK_INK)
    if rng.random() < 0.4:
        scarf = (60, 120, 220) if near(c.base, WOOL) or c.base[0] > 240 > c.base[2] else WOOL
        body.line([(0.15, 0.49), (0.20, 0.32)], scarf, 0.085)
        body.line([(-0.235, 0.54), (0, 0.50), (0.235, 0.54)], scarf, 0.085, curved=True)


KINDS = {
    "cat": Kind(cat, 0.54, top=0.85),
    "dog": Kind(dog, 0.55, top=0.92),
    "rabbit": Kind(rabbit, 0.56, top=0.72),
    "bird": Kind(bird, 0.50, top=0.88),
    "fish": Kind(fish, 0.52, "air", top=0.92),
    "butterfly": Kind(butterfly, 0.54, "air", top=0.95),
    "fox": Kind(fox, 0.55, top=0.80),
    "bear": Kind(bear, 0.57, top=0.90),
    "owl": Kind(owl, 0.54, top=0.88),
    "whale": Kind(whale, 0.58, "boat", top=0.55),
    "turtle": Kind(turtle, 0.53, top=0.76),
    "snail": Kind(snail, 0.52, top=0.80),
    "horse": Kind(horse, 0.61, top=0.55),
    "penguin": Kind(penguin, 0.55, top=0.95),
}
