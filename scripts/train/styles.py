"""The styles: each turns a finished drawing into another kind of picture.

A style gets the drawing `image` (RGB, `SIZE` pixels a side), `mask` [SIZE, SIZE] (1 where the
things are, 0 in the background) and a random generator, and returns the new RGB picture.
"""

import numpy as np
from PIL import Image, ImageFilter

from pen import SIZE

# Styles that start from a drawing without outlines and shading.
BARE = {"flat", "watercolor", "line drawing", "neon", "paper"}
# Styles in which rain and snow are laid over the finished picture.
WEATHER_LAST = {"neon"}


def _floats(image: Image.Image) -> np.ndarray:
    return np.asarray(image, np.float32)


def _image(values: np.ndarray) -> Image.Image:
    return Image.fromarray(np.clip(values, 0, 255).astype(np.uint8))


def _noise(rng, height: int, width: int) -> np.ndarray:
    """Smooth noise in [-1, 1], [SIZE, SIZE], from a random grid of height x width."""
    grid = np.random.default_rng(rng.randrange(2 ** 31)).integers(0, 256, (height, width), np.uint8)
    picture = Image.fromarray(grid).resize((SIZE, SIZE), Image.BICUBIC)
    return _floats(picture) / 127.5 - 1


def _displaced(values: np.ndarray, dx: np.ndarray, dy: np.ndarray) -> np.ndarray:
    """Every pixel taken from (x + dx, y + dy)."""
    y, x = np.mgrid[0:SIZE, 0:SIZE]
    x = np.clip(x + np.rint(dx).astype(int), 0, SIZE - 1)
    y = np.clip(y + np.rint(dy).astype(int), 0, SIZE - 1)
    return values[y, x]


def _edges(image: Image.Image, threshold: float) -> np.ndarray:
    """Where neighbouring colours differ, 0..1, [SIZE, SIZE]; smooth gradients do not count."""
    v = np.asarray(image, np.int16)
    across, down = np.zeros(v.shape[:2]), np.zeros(v.shape[:2])
    across[:, 1:] = np.abs(v[:, 1:] - v[:, :-1]).max(2)
    down[1:] = np.abs(v[1:] - v[:-1]).max(2)
    return np.clip((np.maximum(across, down) - threshold) / threshold, 0, 1)


def flat(image, mask, rng):
    """Few, even colours."""
    return image.quantize(20, Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE).convert("RGB")


def watercolor(image, mask, rng):
    """Wet edges, uneven pigment, white paper."""
    wobble = [_noise(rng, 24, 24) * 3.0 for _ in range(2)]
    values = _displaced(_floats(image), *wobble)
    soft = _floats(_image(values).filter(ImageFilter.GaussianBlur(4)))
    values = values + 0.35 * np.clip(values - soft, -70, 20)
    pigment = 0.14 * _noise(rng, 7, 7) + 0.09 * _noise(rng, 28, 28)
    amount = np.clip(0.80 + pigment, 0.45, 1.0)[..., None]
    paper = np.array([253, 250, 243], np.float32) + 3 * _noise(rng, 128, 128)[..., None]
    values = paper + (values - paper) * amount
    border = 10 + 5 * _noise(rng, 12, 12)
    edge = np.minimum.outer(*[np.minimum(np.arange(SIZE), np.arange(SIZE)[::-1])] * 2)
    return _image(np.where((edge > border)[..., None], values, paper))


def pixel_art(image, mask, rng):
    """32 x 32 squares in few colours: a latent's cell holds four of them and can keep them sharp."""
    small = image.resize((SIZE // 8, SIZE // 8), Image.BOX)
    small = small.quantize(32, Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE).convert("RGB")
    return small.resize((SIZE, SIZE), Image.NEAREST)


def line_drawing(image, mask, rng):
    """Dark lines on paper; the things are lightly coloured in."""
    lines = _edges(image, 9)
    lines = 2.2 * _floats(_image(lines * 255).filter(ImageFilter.GaussianBlur(0.8))) / 255
    paper = np.array([252, 249, 240], np.float32)
    amount = (0.16 + 0.60 * mask)[..., None]
    values = paper + (_floats(image) - paper) * amount
    return _image(values + (np.array([46, 44, 62]) - values) * np.minimum(1, lines)[..., None])


def neon(image, mask, rng):
    """Glowing outlines in the dark."""
    values = _floats(image)
    lines = _edges(image, 14)
    bright = _floats(image.filter(ImageFilter.MaxFilter(3)))
    peak = bright.max(2, keepdims=True)
    bright = bright * (255 / np.maximum(peak, 110))
    glow = _image(bright * lines[..., None])
    thick = _floats(glow.filter(ImageFilter.MaxFilter(3)))
    halo = _floats(glow.filter(ImageFilter.GaussianBlur(5)))
    base = values * (0.13 + 0.40 * mask)[..., None] + np.array([8, 4, 26])
    return _image(np.maximum(base + 1.5 * halo, thick))


def paper(image, mask, rng):
    """Sheets of coloured paper with small shadows."""
    sheets = image.quantize(26, Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE).convert("RGB")
    lines = _edges(sheets, 6)
    soft = _floats(_image(lines * 255).filter(ImageFilter.GaussianBlur(2.2))) / 255
    shadow, light = np.roll(soft, (3, 3), (0, 1)), np.roll(lines, (-1, -1), (0, 1))
    values = _floats(sheets) * (1 - 0.55 * np.minimum(1, 1.3 * shadow))[..., None]
    values = values + (255 - values) * (0.45 * light)[..., None]
    return _image(values * (1 + 0.035 * _noise(rng, 100, 100))[..., None])


def oil_pastel(image, mask, rng):
    """Thick, rough strokes."""
    values = _displaced(_floats(image), 3.2 * _noise(rng, 48, 48), 3.2 * _noise(rng, 48, 48))
    mean = values.mean(2, keepdims=True)
    values = mean + 1.15 * (values - mean)
    strokes = _noise(rng, 64, 20) + 0.5 * _noise(rng, 90, 40)
    bare = np.clip(strokes - 0.5, 0, 1)[..., None]
    values = values * (1 + 0.08 * strokes)[..., None]
    return _image(values + (np.array([250, 240, 220]) - values) * 0.6 * bare)


DRAW = {"flat": flat, "watercolor": watercolor, "pixel art": pixel_art,
        "line drawing": line_drawing, "neon": neon, "paper": paper, "oil pastel": oil_pastel}


def apply(style: str, image: Image.Image, mask: np.ndarray, rng) -> Image.Image:
    """The picture in a style; the plain style leaves it as it is."""
    return DRAW[style](image, mask, rng) if style in DRAW else image
