"""The places: one landscape for each, in front of the sky of `sky.py`.

Positions are fractions of the picture with y downwards. The middle is kept free for the subject,
which stands on the ground that begins at about y = 0.78.
"""

import math

from PIL import Image

from pen import gradient, mix
from scenery import (FLOWERS, SEA, building, bush, cactus, coral, crater, dots, earth, fence,
                     flower_bed, glitter, glow, palm, pine, rays, reed, round_tree, seaweed,
                     street_lamp, tufts)
from sky import FULL, SKY, TINT, WHITE, Land, lightning, peak, sky, stars

__all__ = ["DRAW", "FULL", "TINT", "draw_place"]
# Shallow water far away and near, for each time.
LAGOON = {"day": ((70, 178, 220), (72, 208, 214)), "sunset": ((214, 120, 122), (150, 104, 160)),
          "night": ((44, 62, 136), (56, 88, 150)), "fog": ((200, 216, 220), (158, 204, 206)),
          "rain": ((116, 150, 176), (92, 152, 170)), "snowfall": ((176, 204, 226), (140, 200, 214)),
          "storm": ((60, 76, 104), (56, 88, 110))}


def meadow(land: Land):
    sky(land, 0.58)
    rng = land.rng
    land.ridge(rng.uniform(0.56, 0.60), 0.04, land.lit((150, 208, 138), 0.8), 1.0)
    hill = land.ridge(0.655, 0.028, land.lit((116, 194, 100), 0.3), 1.2,
                      rim=land.lit((140, 210, 118), 0.3))
    for _ in range(rng.choice([1, 2, 2, 3, 4])):
        x, green = land.at_sides(0.22), land.lit((70, 150, 84), 0.2)
        if rng.random() < 0.7:
            round_tree(land, x, hill(x) + 0.015, rng.uniform(0.6, 1.0), green)
        else:
            bush(land, x, hill(x) + 0.015, rng.uniform(0.8, 1.2), green)
    land.ridge(0.74, 0.02, land.lit((96, 182, 82)), 1.0, deep=land.lit((72, 158, 66)),
               rim=land.lit((126, 202, 100)))
    tufts(land, land.lit((58, 142, 60)), rng.randint(10, 18))
    dots(land, FLOWERS[:4], rng.randint(8, 18), 0.78)


def sea(land: Land):
    horizon, rng = 0.58, land.rng
    sky(land, horizon)
    top, bottom = SEA[land.time]
    if rng.random() < 0.4 and land.extra != "mountains":
        x, half = land.at_sides(0.2), rng.uniform(0.08, 0.14)
        land.oval(x, horizon, half, 0.045, land.lit((96, 152, 116), 0.8))
    land.lower([(0, top), (1, bottom)], horizon)
    glitter(land, horizon, 0.86, glow(land))
    light = mix(top, WHITE, 0.5)
    for row in range(7):
        y = horizon + 0.035 + row * row * 0.0068 + row * 0.012
        for _ in range(rng.choice([3, 4])):
            x, half = rng.random(), 0.02 + 0.008 * row
            color = mix(light, bottom, 0.15 + 0.08 * row)
            land.poly([(x - half, y), (x, y - 0.004 - 0.0008 * row), (x + half, y),
                       (x, y + 0.004)], color)


def beach(land: Land):
    horizon, rng = 0.56, land.rng
    sky(land, horizon)
    top, bottom = LAGOON[land.time]
    land.lower([(0, top), (0.35, bottom), (1, bottom)], horizon)
    glitter(land, horizon, 0.68, glow(land))
    foam = rng.uniform(0.68, 0.695)
    state = rng.getstate()
    land.ridge(foam, 0.012, mix(bottom, WHITE, 0.75), 1.4)
    rng.setstate(state)
    land.ridge(foam + 0.017, 0.012, land.lit((226, 194, 132)), 1.4)
    land.ridge(foam + 0.038, 0.012, land.lit((250, 226, 166)), 1.2,
               deep=land.lit((240, 206, 138)))
    dots(land, [(222, 190, 124)], 22, 0.75, 0.004)
    for _ in range(rng.randint(1, 4)):
        x, y = rng.random(), rng.uniform(0.80, 0.97)
        shell = land.lit(rng.choice([(250, 160, 140), (255, 244, 232), (240, 128, 110)]))
        land.poly([(x + (0.018 if i % 2 else 0.008) * math.sin(i * 0.628),
                    y - (0.014 if i % 2 else 0.006) * math.cos(i * 0.628)) for i in range(10)],
                  shell)
    right = bool(land.side) or rng.random() < 0.5   # away from the sun
    palm(land, rng.uniform(0.06, 0.13), 0.76, right)


def desert(land: Land):
    sky(land, 0.58)
    rng = land.rng
    if rng.random() < 0.5 and land.extra != "mountains":
        x, top, half = land.at_sides(0.2), rng.uniform(0.46, 0.51), rng.uniform(0.06, 0.1)
        rock = land.lit((206, 124, 84), 0.6)
        land.poly([(x - half * 1.3, 0.64), (x - half, top), (x + half, top),
                   (x + half * 1.3, 0.64)], rock)
    land.ridge(0.60, 0.04, land.lit((242, 202, 134), 0.5), 1.0)
    dune = land.ridge(0.67, 0.035, land.lit((234, 180, 102), 0.2), 0.8,
                      rim=land.lit((248, 204, 134), 0.2))
    spots = [rng.uniform(0.05, 0.2), rng.uniform(0.8, 0.95)]
    for x in spots + [land.at_sides(0.2) for _ in range(rng.choice([0, 0, 1]))]:
        cactus(land, x, dune(x) + 0.015, rng.uniform(0.8, 1.35))
    land.ridge(0.75, 0.025, land.lit((226, 164, 86)), 0.9, deep=land.lit((212, 144, 68)),
               rim=land.lit((244, 192, 118)))
    for _ in range(9):
        x, y = rng.random(), rng.uniform(0.82, 0.98)
        land.oval(x, y, rng.uniform(0.02, 0.04), 0.004, land.lit((200, 132, 60)))


def forest(land: Land):
    sky(land, 0.5, 0.38)
    rng = land.rng
    for base, size, color, far, count in ((0.62, 0.85, (98, 158, 122), 0.7, rng.randint(9, 12)),
                                          (0.70, 1.1, (52, 118, 82), 0.3, rng.randint(7, 10))):
        land.ridge(base - 0.02, 0.01, land.lit(color, far))
        for i in range(count):
            x = (i + rng.uniform(0.1, 0.9)) / count
            pine(land, x, base, size * rng.uniform(0.85, 1.35), land.lit(color, far))
    for x in (rng.uniform(-0.02, 0.1), rng.uniform(0.9, 1.02)):
        pine(land, x, 0.8, 2.1 * rng.uniform(0.85, 1.12), land.lit((34, 96, 64)))
    land.ridge(0.75, 0.015, land.lit((78, 130, 64)), 1.1, deep=land.lit((54, 104, 50)),
               rim=land.lit((104, 152, 78)))
    tufts(land, land.lit((46, 92, 44)), rng.randint(12, 20), 0.79)
    for _ in range(rng.randint(0, 2)):
        x, y = land.at_sides(0.22), rng.uniform(0.84, 0.95)
        land.box(x - 0.006, y - 0.02, x + 0.006, y, land.lit((246, 232, 210)))
        land.draw.pieslice([(x - 0.02) * FULL, (y - 0.038) * FULL, (x + 0.02) * FULL,
                            (y - 0.002) * FULL], 180, 360, fill=land.lit((214, 64, 56)))


def mountains(land: Land):
    sky(land, 0.5, 0.36)
    rng = land.rng
    for base, color, peaks, far in ((0.74, (150, 164, 200), 3, 0.6),
                                    (0.76, (108, 122, 164), rng.choice([2, 2, 3]), 0.2)):
        for i in rng.sample(range(peaks), peaks):
            x = (i + rng.uniform(0.3, 0.7)) / peaks
            top = rng.uniform(0.22, 0.34) + (0.06 if far < 0.5 else 0)
            peak(land, x, top, rng.uniform(0.24, 0.34), base, color, far)
    hill = land.ridge(0.70, 0.02, land.lit((108, 156, 112), 0.2), 1.0,
                      rim=land.lit((132, 174, 126), 0.2))
    for _ in range(rng.randint(3, 7)):
        x = land.at_sides(0.25)
        pine(land, x, hill(x) + 0.025, rng.uniform(0.5, 0.8), land.lit((66, 120, 90), 0.1))
    land.ridge(0.76, 0.015, land.lit((138, 172, 106)), 1.1, deep=land.lit((114, 150, 88)),
               rim=land.lit((160, 190, 126)))
    for _ in range(rng.randint(5, 9)):
        x, y, r = rng.random(), rng.uniform(0.82, 0.97), rng.uniform(0.01, 0.02)
        land.oval(x, y + r * 0.2, r, r * 0.6, land.lit((116, 122, 120)))
        land.oval(x, y, r, r * 0.6, land.lit((164, 166, 168)))


def snow(land: Land):
    sky(land, 0.58)
    rng = land.rng
    land.ridge(0.60, 0.035, land.lit((204, 222, 242), 0.4), 1.0)
    hill = land.ridge(0.67, 0.025, land.lit((216, 230, 248), 0.1), 1.1,
                      rim=land.lit((240, 246, 255), 0.1))
    spots = [rng.uniform(0.02, 0.12), rng.uniform(0.78, 0.98)]
    for x in spots + [land.at_sides(0.24) for _ in range(rng.choice([0, 1, 1, 2]))]:
        pine(land, x, hill(x) + 0.02, rng.uniform(0.85, 1.35), land.lit((70, 128, 116)),
             land.lit((246, 250, 255)))
    land.ridge(0.75, 0.02, land.lit((242, 247, 255)), 1.0, deep=land.lit((214, 228, 246)),
               rim=land.lit((252, 253, 255)))
    for _ in range(rng.randint(4, 7)):
        land.oval(rng.random(), rng.uniform(0.82, 0.98), rng.uniform(0.03, 0.06), 0.006,
                  land.lit((204, 220, 242)))


def city(land: Land):
    sky(land, 0.6, 0.40)
    rng = land.rng
    for base, shade, width, far in ((0.74, (168, 182, 206), 0.13, 0.7),
                                    (0.76, (112, 124, 158), 0.17, 0.1)):
        x = rng.uniform(-0.1, 0.0)
        while x < 1:
            w, top = width * rng.uniform(0.8, 1.2), rng.uniform(0.34, 0.52) + (far < 0.5) * 0.07
            hue = rng.choice([(200, 150, 140), (140, 160, 200), (190, 180, 150), (214, 140, 120)])
            building(land, x, top, w - 0.012, base, land.lit(mix(shade, hue, 0.4), far), far < 0.5)
            x += w
    land.box(0, 0.735, 1, 0.775, land.lit((190, 188, 188)))
    land.lower([(0, land.lit((126, 128, 140))), (1, land.lit((104, 106, 120)))], 0.775)
    land.box(0, 0.770, 1, 0.778, land.lit((146, 146, 152)))
    offset = rng.uniform(0, 0.2)
    for i in range(-1, 6):
        x = i * 0.2 + offset
        land.poly([(x, 0.925), (x + 0.1, 0.925), (x + 0.095, 0.945), (x - 0.005, 0.945)],
                  land.lit((244, 236, 206)))
    if rng.random() < 0.6:
        street_lamp(land, rng.choice([rng.uniform(0.05, 0.12), rng.uniform(0.88, 0.95)]))


def lake(land: Land):
    shore, rng = 0.595, land.rng
    sky(land, 0.56, 0.5)
    land.ridge(0.55, 0.03, land.lit((136, 184, 160), 0.9), 1.0)
    far = land.ridge(shore - 0.015, 0.008, land.lit((96, 168, 100), 0.4), 1.2)
    trees = [(rng.random(), rng.uniform(0.5, 0.8), rng.random() < 0.4)
             for _ in range(rng.randint(7, 11))]
    green = land.lit((58, 136, 88), 0.35)
    for x, size, fir in trees:
        (pine if fir else round_tree)(land, x, far(x) + 0.012, size, green)
    top, bottom = SEA[land.time]
    land.lower([(0, mix(top, bottom, 0.1)), (0.45, mix(top, bottom, 0.75)), (1, bottom)], shore)
    mirror = mix(mix(top, bottom, 0.3), green, 0.55)
    for x, size, _ in trees:
        land.oval(x, shore + 0.002, 0.075 * size, 0.075 * size, mirror)
    land.box(0, shore - 0.014, 1, shore + 0.002, land.lit((84, 152, 88), 0.4))
    glitter(land, shore + 0.02, 0.76, glow(land))
    for _ in range(9):
        x, y, half = rng.random(), rng.uniform(0.635, 0.76), rng.uniform(0.03, 0.06)
        land.poly([(x - half, y), (x, y - 0.005), (x + half, y), (x, y + 0.005)],
                  mix(top, WHITE, 0.35))
    for _ in range(rng.randint(2, 4)):
        x, y = land.at_sides(0.26), rng.uniform(0.70, 0.755)
        land.oval(x, y, 0.032, 0.011, land.lit((84, 176, 96)))
        if rng.random() < 0.5:
            land.oval(x, y - 0.010, 0.012, 0.011, land.lit((252, 168, 200)))
    bank = land.ridge(0.79, 0.008, land.lit((104, 176, 80)), 1.0, deep=land.lit((78, 150, 64)),
                      rim=land.lit((206, 186, 128)))
    for side in (0, 1):
        for _ in range(rng.randint(3, 6)):
            x = abs(side - rng.uniform(0.01, 0.17))
            reed(land, x, bank(x) + 0.03, rng.uniform(0.14, 0.24))
    tufts(land, land.lit((58, 132, 54)), 12, 0.84)


def garden(land: Land):
    sky(land, 0.56)
    rng = land.rng
    if rng.random() < 0.6:
        round_tree(land, land.at_sides(0.18), 0.62, rng.uniform(1.0, 1.3),
                   land.lit((92, 168, 92), 0.3))
    hedge, top = land.lit((50, 124, 72), 0.1), rng.uniform(0.545, 0.575)
    leaf = mix(hedge, land.lit((160, 210, 110)), 0.3)
    for i in range(13):
        x, r = (i + rng.uniform(0.2, 0.8)) / 13, rng.uniform(0.045, 0.06)
        land.oval(x, top + 0.03, r, r, hedge)
        land.oval(x - 0.01, top + 0.012, r * 0.45, r * 0.3, leaf)
    land.box(0, top + 0.03, 1, 0.76, hedge)
    fence(land, top + 0.055)
    land.ridge(0.745, 0.004, land.lit((126, 204, 92)), 1.0, deep=land.lit((92, 178, 72)),
               rim=land.lit((150, 218, 112)))
    for i in range(5):
        land.poly([(0.2 * i + 0.04 * (i - 2), 1), (0.2 * i + 0.1 + 0.04 * (i - 1.5), 1),
                   (0.2 * i + 0.1, 0.77), (0.2 * i + 0.02, 0.77)], land.lit((108, 190, 80)))
    for side in (0, 1):
        flower_bed(land, side, rng.uniform(0.20, 0.26))


def underwater(land: Land):
    rng = land.rng
    top, middle, bottom = {
        "day": ((120, 226, 228), (38, 160, 196), (18, 104, 160)),
        "sunset": ((226, 178, 170), (86, 140, 172), (48, 88, 148)),
        "night": ((36, 84, 140), (18, 52, 108), (12, 34, 80)),
    }.get(land.time, tuple(land.lit(c) for c in ((120, 206, 210), (52, 140, 170), (30, 92, 136))))
    land.lower([(0, top), (0.5, middle), (1, bottom)], 0)
    rays(land, mix(top, WHITE, 0.4))
    for base, amount in ((0.68, 0.35), (0.74, 0.65)):
        land.ridge(base, 0.035, mix(middle, bottom, amount * 1.3), 0.9)
    land.ridge(0.79, 0.014, land.lit((236, 214, 158)), 1.0, deep=land.lit((204, 180, 134)),
               rim=land.lit((248, 232, 186)))
    dots(land, [(250, 236, 200), (190, 160, 116)], 16, 0.84, 0.006)
    for side in (0, 1):
        for _ in range(rng.randint(2, 4)):
            seaweed(land, abs(side - rng.uniform(0.02, 0.2)), rng.uniform(0.81, 0.86))
        for _ in range(rng.choice([1, 1, 2])):
            coral(land, abs(side - rng.uniform(0.05, 0.19)), rng.uniform(0.85, 0.93))
    for _ in range(rng.randint(6, 10)):
        x, y, r = land.at_sides(0.28), rng.uniform(0.08, 0.66), rng.uniform(0.009, 0.02)
        land.oval(x, y, r, r, mix(top, WHITE, 0.55))
        land.oval(x, y, r * 0.66, r * 0.66, mix(middle, top, 0.5))
        land.oval(x - r * 0.25, y - r * 0.25, r * 0.28, r * 0.28, WHITE)


def moon(land: Land):
    rng = land.rng
    land.lower([(0, (6, 6, 18)), (0.75, (24, 22, 46)), (1, (24, 22, 46))], 0)
    stars(land, 46, 0.72)
    side = rng.uniform(0.14, 0.24)
    earth(land, side if rng.random() < 0.5 else 1 - side, rng.uniform(0.16, 0.24),
          rng.uniform(0.095, 0.12))
    land.ridge(0.665, 0.025, (104, 106, 118), 1.1)
    land.ridge(0.72, 0.016, (168, 170, 180), 1.0, deep=(134, 136, 150), rim=(206, 208, 214))
    for _ in range(rng.randint(6, 9)):
        y = rng.uniform(0.765, 0.97)
        crater(land, rng.random(), y, rng.uniform(0.03, 0.05) * (0.5 + (y - 0.74) * 4))


DRAW = {"meadow": meadow, "sea": sea, "beach": beach, "desert": desert, "forest": forest,
        "mountains": mountains, "snow": snow, "city": city, "lake": lake, "garden": garden,
        "underwater": underwater, "moon": moon}


def draw_place(place: str, time: str, rng, extra: str | None = None) -> Image.Image:
    """A landscape [FULL, FULL] RGB without its subject."""
    image = gradient(SKY[time], FULL, FULL)
    land = Land(image, rng, time, extra)
    DRAW[place](land)
    if time == "storm" and place not in ("underwater", "moon"):
        lightning(land)
    return image
