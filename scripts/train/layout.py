"""Where the things of a scene stand, in fractions of the picture (y downwards).

A composition is the same up to a few pixels wherever it shows the same number of things in the same
relation: what stands in a known place is learned with far fewer pictures.
"""

from dataclasses import dataclass

import numpy as np

from kinds import KINDS
from world import Scene, Thing

SIZE_FACTOR = {"": 1.0, "small": 0.56, "big": 1.3}
TALLEST = 0.76      # no thing is higher than this
GROUND = 0.875     # where things stand
AIR_LIFT = 0.20     # how far above the ground floating things hang


@dataclass
class Actor:
    """A thing at its place: centre `x`, foot `y`, height `scale`.

    `ground` is where its shadow falls; without one it stands on another thing.
    """

    thing: Thing
    x: float
    y: float
    scale: float
    ground: float | None

    @property
    def kind(self):
        return KINDS[self.thing.subject]


def _actor(thing: Thing, x: float, ground: float, factor: float, rng) -> Actor:
    """A thing on the ground, or above it if it floats."""
    kind = KINDS[thing.subject]
    scale = min(TALLEST, kind.height * factor * rng.uniform(0.97, 1.03))
    y = ground
    if kind.stance == "air":
        y = max(scale + 0.04, ground - AIR_LIFT * min(1, factor + 0.1) + rng.uniform(-0.01, 0.01))
    return Actor(thing, x, max(y, scale * 1.05 + 0.02), scale, ground)


def _together(scene: Scene, rng) -> list:
    """Two things in relation, the one farther away first."""
    a, b = scene.things
    if scene.relation in ("left", "right"):
        sign = -1 if scene.relation == "left" else 1
        gap = rng.uniform(0.22, 0.24)
        return [_actor(b, 0.5 - sign * gap, GROUND, 0.70, rng),
                _actor(a, 0.5 + sign * gap, GROUND, 0.70, rng)]
    if scene.relation == "front":
        return [_actor(b, 0.5 + rng.uniform(0.12, 0.14), 0.79, 0.88, rng),
                _actor(a, 0.5 - rng.uniform(0.13, 0.15), 0.94, 0.62, rng)]
    if scene.relation == "on":
        below = _actor(b, 0.5 + rng.uniform(-0.01, 0.01), GROUND, 0.80, rng)
        scale = KINDS[a.subject].height * rng.uniform(0.62, 0.66)
        y = below.y - below.scale * below.kind.top
        scale = min(scale, y - 0.02)
        return [below, Actor(a, below.x, y + 0.01, scale, None)]
    above = _actor(b, 0.5 + rng.uniform(-0.01, 0.01), GROUND, 1.12, rng)
    if above.kind.stance == "air":
        above.scale = min(above.scale, 0.42)
        above.y = above.scale + rng.uniform(0.06, 0.07)
        scale = KINDS[a.subject].height * rng.uniform(0.66, 0.70)
        x, foot = above.x + rng.uniform(-0.01, 0.01), GROUND + 0.02
    else:
        scale = KINDS[a.subject].height * rng.uniform(0.52, 0.54)
        x, foot = above.x + rng.uniform(0.11, 0.13), GROUND + 0.045
    return [above, Actor(a, x, foot, scale, foot)]


def arrange(scene: Scene, rng) -> list:
    """The actors of a scene, the farthest first."""
    if scene.relation:
        return _together(scene, rng)
    thing = scene.things[0]
    if scene.count == 1:
        return [_actor(thing, rng.uniform(0.49, 0.51), GROUND, SIZE_FACTOR[thing.size], rng)]
    spread = {2: [0.27, 0.73], 3: [0.18, 0.50, 0.82]}[scene.count]
    factor = {2: 0.74, 3: 0.56}[scene.count]
    return [_actor(thing, x + rng.uniform(-0.01, 0.01), GROUND, factor, rng)
            for x in spread]


def covered(actors: list, cells: int) -> np.ndarray:
    """Which of `cells` x `cells` parts of the picture hold a thing: bool [cells, cells]."""
    middles = (np.arange(cells) + 0.5) / cells
    result = np.zeros((cells, cells), bool)
    for actor in actors:
        rows = (middles > actor.y - 1.05 * actor.scale) & (middles < actor.y + 0.03)
        result |= rows[:, None] & (abs(middles - actor.x) < 0.55 * actor.scale)[None]
    return result
