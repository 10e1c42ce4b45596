"""Weather that is laid over a finished picture: fog, rain and snowfall."""

import numpy as np
from PIL import Image, ImageDraw

SMALL = 64          # the fog is soft: its veil is made this small and enlarged


def overlay(image: Image.Image, time: str, rng) -> Image.Image:
    """The picture with the weather of `time` in front; the same picture when it is clear."""
    return WEATHER[time](image, rng) if time in WEATHER else image


def _fog(image, rng):
    """A light veil with horizontal white bands, thickest at the horizon."""
    y, x = np.mgrid[0:SMALL, 0:SMALL] / SMALL
    veil = 0.13 + 0.16 * np.exp(-((y - 0.56) / 0.16) ** 2)
    for base in (0.14, 0.32, 0.50, 0.66, 0.80, 0.94):
        cx, cy = rng.uniform(0, 1), base + rng.uniform(-0.04, 0.04)
        wide, high = rng.uniform(0.35, 0.6), rng.uniform(0.026, 0.042)
        band = np.exp(-((x - cx) / wide) ** 4 - ((y - cy) / high) ** 2)
        veil = veil + band * rng.uniform(0.24, 0.34) * (0.75 if base > 0.7 else 1.0)
    mask = Image.fromarray((np.clip(veil, 0, 0.5) * 255).astype(np.uint8))
    mask = mask.resize(image.size, Image.BICUBIC)
    return Image.composite(Image.new("RGB", image.size, (244, 246, 244)), image, mask)


def _streaks(image, rng, color, alpha, slant, rows, columns):
    """Slanted streaks, evenly spread."""
    size = image.width
    mask = Image.new("L", image.size)
    draw = ImageDraw.Draw(mask)
    slant += rng.uniform(-0.05, 0.05)
    for i in range(rows):
        for j in range(columns):
            x = (j + rng.random() + 0.5 * (i % 2)) / columns * size * 1.1
            y = (i + rng.random() * 0.8 - 0.3) / rows * size
            length = size * rng.uniform(0.07, 0.12)
            draw.line([(x, y), (x - slant * length, y + length)], fill=alpha,
                      width=max(2, size // 128))
    return Image.composite(Image.new("RGB", image.size, color), image, mask)


def _rain(image, rng):
    return _streaks(image, rng, (222, 236, 250), 190, 0.30, 7, 9)


def _storm(image, rng):
    return _streaks(image, rng, (176, 192, 222), 165, 0.55, 7, 9)


def _snowfall(image, rng):
    """Round flakes of three sizes, evenly spread."""
    image, size, cells = image.copy(), image.width, 10
    unit = size / 512
    draw = ImageDraw.Draw(image)
    for i in range(cells):
        for j in range(cells):
            x, y = (i + rng.random()) / cells * size, (j + rng.random()) / cells * size
            r = rng.choice([3, 5, 5, 8]) * unit
            draw.ellipse([x - r, y - r, x + r, y + r], fill=(255, 255, 255))
    return image


WEATHER = {"fog": _fog, "rain": _rain, "snowfall": _snowfall, "storm": _storm}
