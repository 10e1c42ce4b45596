"""A pen for flat pictures: filled, outlined shapes in a subject's own coordinates."""

import copy
import math

import numpy as np
from PIL import Image, ImageDraw

SIZE = 256          # pixels of a finished picture, per side
OVERSAMPLE = 2      # drawn this much larger, then reduced, for smooth edges
_CIRCLE = np.stack([np.cos(np.linspace(0, 2 * math.pi, 40, endpoint=False)),
                    np.sin(np.linspace(0, 2 * math.pi, 40, endpoint=False))], 1)


def mix(first, second, amount: float):
    """The colour `amount` (0..1) of the way from `first` to `second`, as an RGB tuple."""
    return tuple(int(round(a + (b - a) * amount)) for a, b in zip(first, second))


def smooth(points, per_segment: int = 6, closed: bool = True):
    """A Catmull-Rom curve through `points` [n, 2] as [n * per_segment, 2]."""
    p = np.asarray(points, float)
    if closed:
        p = np.concatenate([p[-1:], p, p[:2]])
    else:
        p = np.concatenate([p[:1], p, p[-1:]])
    t = np.linspace(0, 1, per_segment, endpoint=False)[None, :, None]
    a, b, c, d = (p[i:len(p) - 3 + i][:, None] for i in range(4))
    curve = 0.5 * (2 * b + (c - a) * t + (2 * a - 5 * b + 4 * c - d) * t ** 2
                   + (3 * b - a - 3 * c + d) * t ** 3)
    curve = curve.reshape(-1, 2)
    return curve if closed else np.concatenate([curve, p[-2:-1]])


class Pen:
    """Draws in unit coordinates: x to the right, y up, (0, 0) at `origin`, 1 = `scale` pixels."""

    def __init__(self, image: Image.Image, origin=(0.0, 0.0), scale=1.0, angle=0.0,
                 stretch=1.0, ink=(60, 50, 60), ink_width=0.014, night=False, outlined=True):
        self.draw = ImageDraw.Draw(image)
        cos, sin = math.cos(angle), math.sin(angle)
        self.matrix = np.array([[cos * stretch, -sin], [sin * stretch, cos]])
        self.matrix *= np.array([[scale], [-scale]])
        self.origin = np.asarray(origin, float)
        self.ink = ink
        self.night = night
        self.outlined = outlined
        self.width = max(1, int(round(ink_width * scale)))
        self.scale = scale

    def part(self, x, y, size=1.0, tilt=0.0, wide=1.0):
        """A pen whose origin is (x, y), turned by `tilt` and scaled; outlines keep their width."""
        cos, sin = math.cos(tilt), math.sin(tilt)
        other = copy.copy(self)
        other.origin = self.origin + self.matrix @ np.array([x, y])
        other.matrix = self.matrix @ np.array([[cos, -sin], [sin, cos]]) @ np.diag(
            [size * wide, size])
        other.scale = self.scale * size
        return other

    def turned(self, angle, x, y):
        """A pen whose drawings are turned by `angle` about (x, y)."""
        cos, sin = math.cos(angle), math.sin(angle)
        return self.part(x - cos * x + sin * y, y - sin * x - cos * y, tilt=angle)

    def place(self, points):
        """Unit points [n, 2] to a list of pixel tuples."""
        return [tuple(p) for p in np.asarray(points, float) @ self.matrix.T + self.origin]

    def shape(self, points, fill, ink=True):
        """A polygon; `fill` None leaves it empty, `ink` False leaves out the outline."""
        xy = self.place(points)
        if fill:
            self.draw.polygon(xy, fill=fill)
        if ink and (self.outlined or not fill):
            color = self.ink if ink is True else ink
            self.draw.line(xy + xy[:2], fill=color, width=self.width, joint="curve")

    def blob(self, points, fill, ink=True):
        """A filled smooth shape through the given points."""
        self.shape(smooth(points), fill, ink)

    def oval(self, cx, cy, rx, ry, fill, ink=True, angle=0.0):
        """A filled ellipse, turned by `angle` (radians)."""
        p = _CIRCLE * (rx, ry)
        if angle:
            cos, sin = math.cos(angle), math.sin(angle)
            p = p @ np.array([[cos, sin], [-sin, cos]])
        self.shape(p + (cx, cy), fill, ink)

    def box(self, x0, y0, x1, y1, fill, ink=True):
        """A filled rectangle between two corners."""
        self.shape([(x0, y0), (x1, y0), (x1, y1), (x0, y1)], fill, ink)

    def line(self, points, color=None, width=0.014, curved=False):
        """An open line through the given points; `width` in units."""
        if curved:
            points = smooth(points, closed=False)
        xy = self.place(points)
        pixels = max(1, int(round(width * self.scale)))
        self.draw.line(xy, fill=color or self.ink, width=pixels, joint="curve")
        if pixels >= 4:
            radius = pixels / 2 - 0.5
            for x, y in (xy[0], xy[-1]):
                self.draw.ellipse([x - radius, y - radius, x + radius, y + radius],
                                  fill=color or self.ink)


def gradient(stops, height: int, width: int) -> Image.Image:
    """A vertical gradient through `stops`: a list of (position 0..1, rgb), top first."""
    y = np.linspace(0, 1, height)
    where = [s[0] for s in stops]
    column = np.stack([np.interp(y, where, [s[1][c] for s in stops]) for c in range(3)], 1)
    return Image.fromarray(column.astype(np.uint8)[:, None, :]).resize((width, height))
