"""Colours that the subjects share: the asked colour in four shades, and fixed materials."""

from dataclasses import dataclass
from typing import Callable

from pen import mix

WHITE, CREAM, PINK, YELLOW = (250, 250, 250), (252, 236, 208), (246, 150, 165), (255, 206, 70)
GRAY, DARK, GLASS, WOOD = (150, 156, 170), (52, 46, 58), (190, 228, 248), (150, 98, 60)
LEAF, LAMP = (92, 176, 84), (255, 232, 130)

RGB = {
    "red": (226, 48, 48), "orange": (250, 140, 30), "yellow": (255, 214, 40),
    "green": (56, 172, 78), "turquoise": (46, 204, 196), "blue": (44, 108, 226),
    "purple": (138, 70, 196), "pink": (252, 132, 184), "brown": (142, 88, 50),
    "gray": (142, 148, 160), "white": (250, 250, 250), "black": (50, 50, 60),
}


@dataclass(frozen=True)
class Shades:
    """The asked colour as base, light, dark and outline."""

    base: tuple
    light: tuple
    dark: tuple
    ink: tuple

    @staticmethod
    def of(color: str) -> "Shades":
        base = RGB[color]
        if color == "white":
            return Shades(base, (255, 255, 255), (212, 218, 232), (112, 116, 140))
        if color == "black":
            return Shades(base, (92, 92, 106), (34, 34, 42), (18, 18, 24))
        return Shades(base, mix(base, (255, 255, 255), 0.35), mix(base, (30, 10, 50), 0.25),
                      mix(base, (24, 10, 36), 0.66))


@dataclass(frozen=True)
class Kind:
    """How one subject is drawn: `draw(pen, shades, rng)` in the unit box (x -0.5..0.5, y 0..1).

    `height` is the usual height as a fraction of the picture. `stance` tells where it belongs:
    `ground` stands on the ground, `air` floats above it, `boat` sits in water or on the ground.
    `top` is the height (0..1 of the box) on which another thing can stand.
    """

    draw: Callable
    height: float
    stance: str = "ground"
    top: float = 0.97
