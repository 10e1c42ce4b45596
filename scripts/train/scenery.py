"""What stands in the landscapes: plants, buildings, the light on water."""

import math

import numpy as np
from PIL import Image, ImageDraw

from pen import gradient, mix
from sky import FULL, WHITE, Land

# Water far away and near, for each time.
SEA = {"day": ((92, 190, 224), (28, 112, 190)), "sunset": ((240, 150, 118), (92, 70, 150)),
       "night": ((58, 76, 150), (18, 30, 88)), "fog": ((206, 218, 222), (120, 160, 182)),
       "rain": ((136, 162, 186), (58, 96, 138)), "snowfall": ((196, 212, 236), (98, 144, 192)),
       "storm": ((78, 94, 122), (30, 44, 72))}
WINDOW = {"day": (214, 236, 250), "fog": (250, 244, 214), "rain": (255, 230, 150),
          "snowfall": (255, 236, 170)}
WINDOW_LIT = (255, 224, 120)
FLOWERS = [(255, 255, 255), (255, 214, 90), (250, 140, 170), (178, 130, 230), (240, 84, 84)]
CORALS = [(250, 112, 120), (255, 150, 70), (236, 110, 190), (176, 104, 220)]


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
    light = mix(color, land.lit((190, 220, 120)), 0.25)
    land.box(x - 0.014 * size, base - 0.13 * size, x + 0.014 * size, base,
             land.lit((112, 76, 52)))
    if land.rng.random() < 0.5:
        for dx in (-0.05, 0.05):
            land.oval(x + dx * size, base - 0.16 * size, 0.055 * size, 0.055 * size, color)
    land.oval(x, base - 0.2 * size, 0.085 * size, 0.1 * size, color)
    land.oval(x - 0.02 * size, base - 0.23 * size, 0.045 * size, 0.05 * size, light)


def bush(land: Land, x, base, size, color):
    """A round bush of three puffs."""
    for dx, r in ((-0.04, 0.032), (0.04, 0.034), (0, 0.046)):
        land.oval(x + dx * size, base - r * 0.6 * size, r * size, r * size, color)
    land.oval(x - 0.012 * size, base - 0.045 * size, 0.02 * size, 0.016 * size,
              mix(color, land.lit((190, 220, 120)), 0.3))


def tufts(land: Land, color, count=16, top=0.74):
    """Blades of grass in the foreground."""
    for _ in range(count):
        x, y = land.rng.random(), land.rng.uniform(top, 0.98)
        for dx in (-0.008, 0.0, 0.008):
            land.poly([(x + dx - 0.003, y), (x + dx + 0.003, y), (x + dx * 2, y - 0.02)], color)


def dots(land: Land, colors, count, top, r=0.008):
    """Small flowers or pebbles on the ground."""
    for _ in range(count):
        x, y = land.rng.random(), land.rng.uniform(top, 0.98)
        land.oval(x, y, r, r * 0.85, land.lit(land.rng.choice(colors)))


def glitter(land: Land, top, bottom, color):
    """The path of light below the sun or moon on water."""
    if land.side is None:
        return
    rows = max(2, int((bottom - top) / 0.022))
    for i in range(rows):
        y, half = top + 0.012 + i * 0.022, land.rng.uniform(0.02, 0.05) + 0.012 * i / rows
        x = land.side + land.rng.uniform(-0.012, 0.012)
        land.poly([(x - half, y), (x, y - 0.006), (x + half, y), (x, y + 0.006)], color)


def glow(land: Land, amount=0.55):
    """The colour of light on water at this time."""
    light = {"sunset": (255, 226, 140), "night": (236, 228, 190)}.get(land.time, WHITE)
    return mix(SEA[land.time][0], light, amount)


def palm(land: Land, x, base, right):
    """A leaning palm tree at one side."""
    rng = land.rng
    x, lean = (1 - x, -1) if right else (x, 1)
    crown_x, crown_y = x + lean * rng.uniform(0.03, 0.07), rng.uniform(0.37, 0.43)
    for i in range(6):
        t, u = i / 6, (i + 1) / 6
        color = land.lit((156, 110, 70) if i % 2 else (140, 96, 60))
        (ax, ay), (bx, by) = ((x + (crown_x - x) * v * v, base + (crown_y - base) * v)
                              for v in (t, u))
        land.poly([(ax - 0.017, ay), (ax + 0.017, ay), (bx + 0.012, by), (bx - 0.012, by)], color)
    size = rng.uniform(0.9, 1.15)
    for angle in (-0.4, 3.54, 0.15, 3.0, 0.9, 2.25):
        cos, sin = math.cos(angle) * size, math.sin(angle) * size
        color = land.lit((48, 142, 80) if sin < 0.3 else (66, 170, 94))
        tip = (crown_x + 0.15 * cos, crown_y - 0.10 * sin + 0.035)
        land.poly([(crown_x, crown_y - 0.015),
                   (crown_x + 0.08 * cos, crown_y - 0.095 * sin - 0.03), tip,
                   (crown_x + 0.07 * cos, crown_y - 0.05 * sin + 0.012)], color)
    for dx in (-0.014, 0.014):
        land.oval(crown_x + dx, crown_y + 0.006, 0.013, 0.013, land.lit((120, 76, 48)))


def cactus(land: Land, x, base, size):
    green, light = land.lit((76, 146, 84)), land.lit((112, 176, 104))
    arms = land.rng.choice([(-1, 1), (-1, 1), (-1,), (1,)])
    thick = 0.018 * size
    land.box(x - thick, base - 0.17 * size, x + thick, base, green)
    land.oval(x, base - 0.17 * size, thick, thick, green)
    for side in arms:
        edge, lift = x + side * 0.055 * size, land.rng.uniform(-0.02, 0.01) * size
        land.box(min(x, edge), base - 0.095 * size + lift, max(x, edge),
                 base - 0.07 * size + lift, green)
        land.box(edge - 0.012 * size, base - 0.14 * size + lift, edge + 0.012 * size,
                 base - 0.07 * size + lift, green)
        for y in (0.14, 0.082):
            land.oval(edge, base - y * size + lift, 0.012 * size, 0.012 * size, green)
    land.box(x - thick * 0.4, base - 0.165 * size, x, base - 0.01, light)


def building(land: Land, x, top, w, base, color, near):
    rng = land.rng
    land.box(x, top, x + w, base, color)
    roof = rng.random()
    if roof < 0.25:
        land.box(x + w * 0.25, top - 0.025, x + w * 0.6, top, color)
    elif roof < 0.4:
        land.poly([(x, top), (x + w, top), (x + w / 2, top - 0.05)], color)
    if not near:
        return
    window, dark = WINDOW.get(land.time, WINDOW_LIT), mix(color, (30, 40, 70), 0.3)
    for i in range(3):
        for j in range(int((base - top) / 0.055)):
            wx, wy = x + w * (0.14 + 0.27 * i), top + 0.02 + 0.055 * j
            on = land.time == "day" or rng.random() < 0.65
            land.box(wx, wy, wx + w * 0.16, wy + 0.029, window if on else dark)


def street_lamp(land: Land, x):
    pole, on = land.lit((64, 70, 84)), land.time not in ("day", "snowfall")
    if on:
        below = land.image.getpixel((int(x * FULL), int(0.47 * FULL)))
        land.oval(x, 0.475, 0.05, 0.05, mix(below, (255, 226, 130), 0.45))
    land.box(x - 0.007, 0.50, x + 0.007, 0.80, pole)
    land.box(x - 0.018, 0.785, x + 0.018, 0.80, pole)
    land.oval(x, 0.475, 0.027, 0.03, (255, 238, 160) if on else land.lit((244, 244, 230)))
    land.poly([(x - 0.032, 0.455), (x + 0.032, 0.455), (x, 0.43)], pole)


def reed(land: Land, x, base, height):
    """A cattail with a leaf."""
    lean = land.rng.uniform(-0.015, 0.015)
    green, tip = land.lit((72, 138, 62)), (x + lean, base - height)
    land.poly([(x - 0.005, base), (x + 0.005, base), (tip[0] + 0.003, tip[1]),
               (tip[0] - 0.003, tip[1])], green)
    side = land.rng.choice([-1, 1])
    land.poly([(x - 0.007, base), (x + 0.007, base), (x + side * 0.04, base - height * 0.7)], green)
    land.box(tip[0] - 0.010, tip[1], tip[0] + 0.010, tip[1] + 0.055, land.lit((128, 78, 46)))
    for y in (0, 0.055):
        land.oval(tip[0], tip[1] + y, 0.010, 0.010, land.lit((128, 78, 46)))


def fence(land: Land, top):
    """A white picket fence across the garden."""
    white, shade = land.lit((252, 250, 244)), land.lit((214, 212, 216))
    for y in (top + 0.045, top + 0.105):
        land.box(0, y, 1, y + 0.02, shade)
    start = land.rng.uniform(-0.05, 0.0)
    for i in range(18):
        x = start + i * 0.062
        land.box(x, top + 0.02, x + 0.036, 0.75, white)
        land.poly([(x, top + 0.021), (x + 0.036, top + 0.021), (x + 0.018, top - 0.01)], white)


def flower_bed(land: Land, side, width):
    """Soil at one side with rows of bright flowers."""
    rng = land.rng
    land.oval(side, 0.80, width, 0.045, land.lit((146, 96, 62)))
    land.oval(side, 0.795, width * 0.94, 0.036, land.lit((122, 78, 50)))
    for row, base in enumerate((0.775, 0.80, 0.825)):
        color = rng.choice(FLOWERS[1:])
        for i in range(4):
            x = abs(side - (i + rng.uniform(0.3, 0.7)) * width * (0.2 + 0.02 * row))
            height = rng.uniform(0.05, 0.085)
            land.box(x - 0.004, base - height, x + 0.004, base, land.lit((56, 140, 66)))
            land.oval(x + 0.012, base - 0.02, 0.013, 0.007, land.lit((72, 160, 76)))
            for angle in range(5):
                land.oval(x + 0.012 * math.cos(angle * 1.257), base - height
                          + 0.012 * math.sin(angle * 1.257), 0.011, 0.011, land.lit(color))
            land.oval(x, base - height, 0.009, 0.009, land.lit((255, 240, 160)))


def rays(land: Land, color):
    """Slanted rays of light from the surface, fading with depth."""
    mask = Image.new("L", (FULL, FULL))
    draw = ImageDraw.Draw(mask)
    lean, x = land.rng.choice([-1, 1]) * land.rng.uniform(0.12, 0.25), land.rng.uniform(-0.1, 0.1)
    while x < 1.1:
        w = land.rng.uniform(0.05, 0.11)
        draw.polygon([(a * FULL, b * FULL) for a, b in
                      ((x, 0), (x + w, 0), (x + w * 1.7 + lean, 0.8), (x + lean, 0.8))], fill=255)
        x += w + land.rng.uniform(0.1, 0.2)
    fade = gradient([(0, (120,) * 3), (0.75, (0,) * 3), (1, (0,) * 3)], FULL, FULL).getchannel(0)
    zero = Image.new("L", (FULL, FULL))
    land.image.paste(color, (0, 0), Image.composite(fade, zero, mask))


def seaweed(land: Land, x, base):
    """A wavy ribbon."""
    rng = land.rng
    height, phase = rng.uniform(0.18, 0.36), rng.uniform(0, 6.28)
    t = np.linspace(0, 1, 14)
    middle, half = x + 0.018 * np.sin(t * 9 + phase), 0.015 * (1 - t) ** 0.6 + 0.002
    y = base - height * t
    color = land.lit(rng.choice([(44, 150, 84), (84, 178, 74), (30, 124, 96)]))
    land.poly([*zip(middle - half, y), *zip((middle + half)[::-1], y[::-1])], color)


def coral(land: Land, x, base):
    """A branching coral of round stubs."""
    rng = land.rng
    color = land.lit(rng.choice(CORALS))
    size = rng.uniform(0.8, 1.2)

    def branch(ax, ay, angle, length, thick):
        bx, by = ax + length * math.cos(angle), ay - length * math.sin(angle)
        land.draw.line([ax * FULL, ay * FULL, bx * FULL, by * FULL], fill=color,
                       width=int(thick * FULL))
        land.oval(bx, by, thick / 2, thick / 2, color)
        return bx, by

    for angle in (0.75, 1.2, 1.65, 2.1, 2.45):
        angle += rng.uniform(-0.12, 0.12)
        end = branch(x, base, angle, 0.075 * size, 0.024 * size)
        for turn in (-0.45, 0.4):
            branch(*end, angle + turn, 0.042 * size, 0.019 * size)
    land.oval(x, base, 0.03 * size, 0.014 * size, color)


def crater(land: Land, x, y, r):
    """A shallow bowl with a lit rim."""
    land.oval(x, y + 0.006, r * 1.1, r * 0.42, (204, 206, 214))
    land.oval(x, y, r * 1.04, r * 0.38, (118, 120, 134))
    land.oval(x, y + r * 0.07, r * 0.85, r * 0.26, (98, 100, 116))


def earth(land: Land, x, y, r):
    """The blue and green Earth in the sky."""
    rng = land.rng
    land.oval(x, y, r * 1.14, r * 1.14, (28, 46, 92))
    land.oval(x, y, r, r, (44, 124, 222))
    green, turn = (78, 186, 92), rng.uniform(0, 6.28)
    for distance, angle, size in ((0.42, 0, 0.42), (0.62, 0.75, 0.28), (0.5, 2.4, 0.36),
                                  (0.6, 4.1, 0.32), (0.2, 4.5, 0.22)):
        land.oval(x + r * distance * math.cos(angle + turn),
                  y + r * distance * math.sin(angle + turn), r * size, r * size * 0.85, green)
    box = [(x - r) * FULL, (y - r) * FULL, (x + r) * FULL, (y + r) * FULL]
    for start in (236, 62):
        land.draw.chord(box, start, start + 62, fill=(240, 248, 255))
