"""Draws a `Scene` as a 256 x 256 picture: place, things, light, weather, style."""

import functools
import random
import sys

import numpy as np
from PIL import Image, ImageChops

import captions
import layout
import places
import styles
import weather
import world
from palette import Shades
from pen import OVERSAMPLE, SIZE, Pen, gradient, mix

FULL = SIZE * OVERSAMPLE
WATER = {"day": (64, 158, 214), "sunset": (176, 112, 138), "night": (40, 56, 124),
         "fog": (170, 190, 200), "rain": (92, 124, 152), "snowfall": (140, 168, 196),
         "storm": (44, 62, 92)}
# What the light does to the things, weaker than what it does to the land: colours stay readable.
LIGHT = {"day": (1.0, 1.0, 1.0), "sunset": (1.0, 0.92, 0.86), "night": (0.80, 0.83, 0.95),
         "fog": (0.98, 0.99, 1.0), "rain": (0.90, 0.93, 0.97), "snowfall": (0.97, 0.98, 1.0),
         "storm": (0.74, 0.78, 0.88)}
DARK_TIMES = ("night", "storm")


class Calm(random.Random):
    """Chooses poses and proportions near the middle of what is offered, and mostly the first choice.

    A subject whose drawings differ little is learned from far fewer of them.
    """

    SPREAD, FIRST = 0.4, 0.6

    def uniform(self, a, b):
        return (a + b) / 2 + self.SPREAD * (super().uniform(a, b) - (a + b) / 2)

    def choice(self, options):
        return options[0] if self.random() < self.FIRST else super().choice(options)


def stage(scene: world.Scene):
    """How a drawing begins: the empty place, the things where they stand, the generator so far."""
    rng = random.Random(scene.seed)
    empty = places.draw_place(scene.place, scene.time, rng, scene.extra or None)
    return empty, layout.arrange(scene, rng), rng


def draw(scene: world.Scene) -> Image.Image:
    """A scene as an RGB picture of `SIZE` pixels a side. The same scene gives the same picture."""
    return paint(scene, *stage(scene))


def paint(scene: world.Scene, empty: Image.Image, actors: list, rng: random.Random) -> Image.Image:
    """The picture of a scene from what `stage` gives, whose generator goes on: once for each."""
    bare = scene.style in styles.BARE
    image = empty.copy()
    if scene.place == "sea":
        _islands(image, scene, actors, rng)
    for actor in actors:
        _draw_actor(image, scene, actor, rng, bare)
    image, mask = _lit(image, empty, scene, bare)
    if scene.style in styles.WEATHER_LAST:
        image = styles.apply(scene.style, image.reduce(OVERSAMPLE), mask, rng)
        return weather.overlay(image.resize((FULL, FULL)), scene.time, rng).reduce(OVERSAMPLE)
    image = weather.overlay(image, scene.time, rng).reduce(OVERSAMPLE)
    return styles.apply(scene.style, image, mask, rng)


def _draw_actor(image, scene, actor, rng, bare):
    """One thing with its shadow, or with waves around a hull."""
    kind, scale = actor.kind, actor.scale * FULL
    x, y = actor.x * FULL, actor.y * FULL
    afloat = kind.stance == "boat" and scene.place == "sea" and actor.ground is not None
    if actor.ground is not None and not afloat:
        _shadow(image, x, actor.ground * FULL, scale * (0.6 if kind.stance == "air" else 1))
    shades = Shades.of(actor.thing.color)
    pen = Pen(image, (x, y), scale,
              angle=rng.uniform(-0.04, 0.04) if kind.stance == "air" else 0.0,
              stretch=rng.uniform(0.97, 1.03), ink=shades.ink, ink_width=0.017,
              night=scene.time in DARK_TIMES, outlined=not bare)
    kind.draw(pen, shades, Calm(rng.randrange(2 ** 31)))
    if afloat:
        _waves(image, scene, x, y, scale)


def _lit(image, empty, scene, bare):
    """The picture with light on its things, and where they are: [SIZE, SIZE], 0..1."""
    bands = ImageChops.difference(image, empty).split()
    differs = ImageChops.lighter(ImageChops.lighter(*bands[:2]), bands[2])
    mask = differs.point([0] + [255] * 255)
    if scene.place != "moon":
        light = _light(scene.time, 1.0 if bare else 0.86)
        image = Image.composite(ImageChops.multiply(image, light), image, mask)
    return image, np.asarray(mask.reduce(OVERSAMPLE), np.float32) / 255


@functools.cache
def _light(time: str, bottom: float) -> Image.Image:
    """The light of a time as a picture: white where it is full; weaker towards the bottom."""
    top = tuple(int(255 * v) for v in LIGHT[time])
    return gradient([(0, top), (0.4, top), (1, mix((0, 0, 0), top, bottom))], FULL, FULL)


def _shadow(image, x, y, scale):
    """A darker ellipse on the ground below a thing."""
    pen = Pen(image, (x, y), scale)
    where = (min(max(int(x), 0), FULL - 1), min(int(y + 0.02 * scale), FULL - 1))
    pen.oval(0, -0.005, 0.46, 0.055, mix(image.getpixel(where), (20, 20, 60), 0.28), ink=False)


def _islands(image, scene, actors, rng):
    """Small islands, so that land animals and houses can be at sea."""
    tint = places.TINT[scene.time]
    sand, grass = (tuple(int(c * t) for c, t in zip(color, tint))
                   for color in ((240, 212, 150), (126, 190, 96)))
    for actor in actors:
        if actor.ground is None or actor.kind.stance != "ground":
            continue
        pen = Pen(image, (actor.x * FULL, actor.y * FULL), max(actor.scale, 0.3) * FULL)
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
    table = [world.sample_scene(chooser) for _ in range(48)]
    for index, scene_ in enumerate(table):
        print(index // 8, index % 8, captions.caption(chooser, scene_))
    contact_sheet([draw(s) for s in table], 8, sys.argv[1], 192)
