"""Draws a `Scene` as a 256 x 256 picture: the place first, then the subject with its shadow."""

import random
import sys

import numpy as np
from PIL import Image

import places
import subjects
import world
from pen import OVERSAMPLE, SIZE, Pen, mix

# Height of each subject as a fraction of the picture.
HEIGHT = {"cat": 0.54, "dog": 0.52, "rabbit": 0.56, "bird": 0.48, "fish": 0.46, "butterfly": 0.54,
          "house": 0.54, "castle": 0.58, "tree": 0.60, "flower": 0.56, "mushroom": 0.50,
          "car": 0.54, "sailboat": 0.58, "rocket": 0.58, "balloon": 0.60, "robot": 0.58}
WATER = {"day": (64, 158, 214), "sunset": (176, 112, 138), "night": (40, 56, 124)}


def draw(scene: world.Scene) -> Image.Image:
    """A scene as an RGB picture of `SIZE` pixels a side. The same scene gives the same picture."""
    rng = random.Random(scene.seed)
    image = places.draw_place(scene.place, scene.time, rng)
    full = SIZE * OVERSAMPLE
    shades = subjects.Shades.of(scene.color)
    scale = full * HEIGHT[scene.subject] * rng.uniform(0.9, 1.1)
    x, ground = full * rng.uniform(0.43, 0.57), full * rng.uniform(0.85, 0.90)
    stance = subjects.STANCE.get(scene.subject, "ground")
    wet = scene.place == "sea"
    angle = 0.0
    if stance == "air":
        lift = {"fish": 0.14, "butterfly": 0.20, "rocket": 0.22, "balloon": 0.24}[scene.subject]
        _shadow(image, scene, x, ground, scale * 0.6)
        ground -= full * (lift + rng.uniform(-0.03, 0.03))
        angle = rng.uniform(-0.12, 0.12) if scene.subject != "balloon" else 0.0
    elif stance == "boat":
        ground -= full * 0.05
        _shadow(image, scene, x, ground, scale)
    elif wet:
        _island(image, scene, x, ground, scale, rng)
    else:
        _shadow(image, scene, x, ground, scale)
    ground = max(ground, 1.06 * scale + 8)
    pen = Pen(image, (x, ground), scale, flip=rng.random() < 0.5, angle=angle,
              stretch=rng.uniform(0.94, 1.06), ink=shades.ink, ink_width=0.017,
              night=scene.time == "night")
    subjects.DRAW[scene.subject](pen, shades, rng)
    if stance == "boat" and wet:
        _waves(image, scene, x, ground, scale)
    return image.reduce(OVERSAMPLE)


def _shadow(image, scene, x, y, scale):
    """A soft-looking darker ellipse on the ground below the subject."""
    pen = Pen(image, (x, y), scale)
    below = image.getpixel((int(x), min(int(y + 0.02 * scale), image.height - 1)))
    pen.oval(0, -0.005, 0.46, 0.055, mix(below, (20, 20, 60), 0.28), ink=False)


def _island(image, scene, x, y, scale, rng):
    """A small island, so that land animals and houses can be at sea."""
    tint = places.TINT[scene.time]
    sand, grass = ((240, 212, 150), (126, 190, 96))
    sand, grass = (tuple(int(c * t) for c, t in zip(color, tint)) for color in (sand, grass))
    pen = Pen(image, (x, y), scale)
    pen.oval(0, -0.05, 0.80, 0.12, mix(WATER[scene.time], (255, 255, 255), 0.55), ink=False)
    pen.oval(0, -0.035, 0.74, 0.105, sand, ink=False)
    pen.oval(0, 0.0, 0.62, 0.075, grass, ink=False)


def _waves(image, scene, x, y, scale):
    """Waves in front of a hull."""
    pen = Pen(image, (x, y), scale)
    water = WATER[scene.time]
    bumps = [(-0.62, -0.10), (-0.60, 0.01)]
    for i in range(7):
        bumps += [(-0.52 + 0.17 * i, 0.055), (-0.435 + 0.17 * i, 0.01)]
    bumps = [(px, py) for px, py in bumps if px < 0.62] + [(0.62, -0.10)]
    pen.blob(bumps + [(0.3, -0.14), (-0.3, -0.14)], water, ink=False)
    pen.line([(px, py) for px, py in bumps[1:-1]], mix(water, (255, 255, 255), 0.65), 0.018,
             curved=True)


def to_array(image: Image.Image) -> np.ndarray:
    """A picture as uint8 [3, h, w]."""
    return np.asarray(image).transpose(2, 0, 1).copy()


def contact_sheet(images, columns: int, path: str, size: int = SIZE):
    """Writes PIL pictures as one sheet."""
    rows = (len(images) + columns - 1) // columns
    sheet = Image.new("RGB", (columns * size, rows * size))
    for i, image in enumerate(images):
        picture = image if image.width == size else image.resize((size, size), Image.LANCZOS)
        sheet.paste(picture, (i % columns * size, i // columns * size))
    sheet.save(path)


if __name__ == "__main__":
    chooser = random.Random(int(sys.argv[2]) if len(sys.argv) > 2 else 0)
    names, colors = list(world.SUBJECTS), list(world.COLORS)
    table = [world.Scene(names[i % 16], chooser.choice(colors), chooser.choice(list(world.PLACES)),
                         chooser.choice(list(world.TIMES)), chooser.randrange(2 ** 31))
             for i in range(48)]
    contact_sheet([draw(s) for s in table], 8, sys.argv[1], 192)
