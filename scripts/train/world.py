"""The world of the storybook model: what can be drawn.

Everything the model knows is listed here. A picture is described by a `Scene`; `captions.py` says
it in words and `drawing.py` draws it. Extend a list here, draw the new thing, and train again.
"""

import random
from dataclasses import dataclass

# Each entry: name -> words that mean the same. The first word is the name itself.
SUBJECTS = {
    "cat": ["cat", "kitten", "kitty"], "dog": ["dog", "puppy"], "fox": ["fox"],
    "rabbit": ["rabbit", "bunny"], "bear": ["bear", "teddy bear"], "owl": ["owl"],
    "bird": ["bird", "songbird"], "fish": ["fish"], "whale": ["whale"],
    "turtle": ["turtle", "tortoise"], "butterfly": ["butterfly"], "snail": ["snail"],
    "horse": ["horse", "pony"], "penguin": ["penguin"],
    "tree": ["tree"], "pine": ["pine", "pine tree", "fir tree"], "palm": ["palm", "palm tree"],
    "cactus": ["cactus"], "flower": ["flower", "blossom"], "sunflower": ["sunflower"],
    "mushroom": ["mushroom", "toadstool"],
    "apple": ["apple"], "pear": ["pear"], "cherry": ["cherry"],
    "cake": ["cake", "birthday cake"], "ice cream": ["ice cream", "ice cream cone"],
    "teapot": ["teapot"], "cup": ["cup", "mug", "teacup"],
    "house": ["house", "cottage", "home"], "castle": ["castle", "palace"],
    "lighthouse": ["lighthouse"], "windmill": ["windmill"], "bridge": ["bridge"],
    "tent": ["tent"],
    "car": ["car", "automobile"], "bus": ["bus"], "train": ["train", "locomotive"],
    "bicycle": ["bicycle", "bike"], "sailboat": ["sailboat", "sailing boat", "boat"],
    "rocket": ["rocket", "spaceship"], "airplane": ["airplane", "plane", "aeroplane"],
    "balloon": ["hot-air balloon", "balloon", "hot air balloon"],
    "robot": ["robot"], "snowman": ["snowman"], "umbrella": ["umbrella"], "guitar": ["guitar"],
    "star": ["star"], "heart": ["heart"], "moon": ["moon", "crescent moon"],
    "astronaut": ["astronaut", "spaceman"],
}

COLORS = {
    "red": ["red", "crimson", "scarlet"], "orange": ["orange"], "yellow": ["yellow", "golden"],
    "green": ["green", "emerald"], "turquoise": ["turquoise", "teal", "cyan"],
    "blue": ["blue", "azure"], "purple": ["purple", "violet"], "pink": ["pink", "rosy"],
    "brown": ["brown"], "gray": ["gray", "grey"], "white": ["white"], "black": ["black"],
}

# Each entry: name -> (phrases inside a sentence, words for a list of keywords).
PLACES = {
    "meadow": (["in a meadow", "in the meadow", "on the grass", "in a green field", "on a hill"],
               ["meadow", "grass", "field"]),
    "sea": (["on the sea", "on the ocean", "at sea", "in the sea"], ["sea", "ocean"]),
    "beach": (["on the beach", "on a beach", "at the beach", "on a sandy beach"],
              ["beach", "sandy beach"]),
    "desert": (["in the desert", "in a desert", "among the dunes"], ["desert", "dunes"]),
    "forest": (["in the forest", "in a forest", "in the woods"], ["forest", "woods"]),
    "mountains": (["in the mountains", "in front of the mountains", "near a mountain"],
                  ["mountains", "mountain"]),
    "snow": (["in the snow", "on the snow", "in winter", "in a snowy landscape"],
             ["snow", "winter", "snowy landscape"]),
    "city": (["in the city", "in a city", "in town", "on a street"], ["city", "town", "street"]),
    "lake": (["by the lake", "at the lake", "beside a lake", "by a pond"], ["lake", "pond"]),
    "garden": (["in the garden", "in a garden", "among flower beds"], ["garden", "flower beds"]),
    "underwater": (["underwater", "under the sea", "at the bottom of the sea", "in a coral reef"],
                   ["underwater", "coral reef"]),
    "moon": (["on the moon", "in space", "on a gray planet"], ["space", "lunar landscape"]),
}

# Light and weather are one choice.
TIMES = {
    "day": (["by day", "on a sunny day", "in the daytime", "during the day"], ["day", "sunny"]),
    "sunset": (["at sunset", "at dusk", "in the evening"], ["sunset", "evening", "dusk"]),
    "night": (["at night", "in the moonlight", "under the stars", "by night"],
              ["night", "moonlight", "stars"]),
    "fog": (["in the fog", "in fog", "on a foggy day", "in the mist"], ["fog", "foggy", "mist"]),
    "rain": (["in the rain", "on a rainy day", "while it rains"], ["rain", "rainy"]),
    "snowfall": (["in snowfall", "while it snows", "in falling snow", "under falling snow"],
                 ["snowfall", "falling snow", "snowing"]),
    "storm": (["in a storm", "in a thunderstorm", "during a storm", "with lightning"],
              ["storm", "thunderstorm", "lightning"]),
}

EXTRAS = {
    "clouds": (["with clouds", "under white clouds", "with clouds in the sky"], ["clouds"]),
    "rainbow": (["with a rainbow", "under a rainbow", "with a rainbow in the sky"], ["rainbow"]),
    "mountains": (["with mountains in the background", "with mountains behind"],
                  ["mountains in the background"]),
}

# Each entry: style -> (before the picture's words, after them).
STYLES = {
    "flat": (["a flat illustration of", "a flat vector drawing of"],
             ["flat", "flat style", "in flat style", "flat illustration", "in flat colors"]),
    "watercolor": (["a watercolor of", "a watercolour painting of", "a watercolor painting of"],
                   ["watercolor", "watercolour", "in watercolor", "watercolour painting",
                    "in the style of a watercolor", "in watercolour style"]),
    "pixel art": (["pixel art of", "a pixel art picture of"],
                  ["pixel art", "in pixel art", "in pixel art style", "as pixel art",
                   "in the style of pixel art"]),
    "line drawing": (["a line drawing of", "a sketch of", "an ink drawing of"],
                     ["line drawing", "sketch", "ink drawing", "as a line drawing",
                      "in the style of a line drawing"]),
    "neon": (["a neon sign of", "neon art of"],
             ["neon", "neon style", "in neon", "in neon style", "neon lights",
              "in the style of neon art"]),
    "paper": (["a paper cut-out of", "a paper collage of"],
              ["paper cut-out", "paper cutout", "as a paper cut-out", "paper collage",
               "in the style of a paper cut-out"]),
    "oil pastel": (["an oil pastel of", "an oil pastel drawing of", "a pastel drawing of"],
                   ["oil pastel", "pastel", "in oil pastel", "oil pastels",
                    "in the style of an oil pastel"]),
}
PLAIN = "storybook"     # the style of a prompt that names none

SIZES = {"small": ["small", "tiny", "little"], "big": ["big", "large", "huge", "giant"]}
COUNTS = {1: ["one"], 2: ["two", "two", "a pair of"], 3: ["three"]}

# Each entry: relation of the first thing to the second -> phrases.
RELATIONS = {
    "left": ["to the left of", "left of", "on the left of"],
    "right": ["to the right of", "right of", "on the right of"],
    "on": ["on top of", "on", "standing on"],
    "front": ["in front of", "before"],
    "under": ["under", "below", "beneath"],
}
# Things that carry others, things that others can be under, and things that stay on the ground.
CARRIERS = ["bear", "turtle", "horse", "whale", "mushroom", "cake", "teapot", "house", "castle",
            "bridge", "tent", "car", "bus", "train", "robot", "cactus", "apple", "snail"]
COVERS = ["tree", "palm", "umbrella", "mushroom", "sunflower", "airplane", "balloon", "star",
          "moon", "heart", "rocket", "butterfly"]
HEAVY = ["whale", "tree", "pine", "palm", "house", "castle", "lighthouse", "windmill", "bridge",
         "tent", "bus", "train", "moon"]

_NAMES, _HUES = list(SUBJECTS), list(COLORS)


def _pairs(others, step: int, modulus: int, rest: int):
    """An even spread of about one pair in `modulus` of (subject, other)."""
    return {(s, o) for i, s in enumerate(_NAMES) for j, o in enumerate(others)
            if (step * i + j) % modulus == rest}


# Never trained: these pairs tell whether the model composes or only remembers.
HELD_OUT_COLORS = _pairs(COLORS, 5, 23, 7)
HELD_OUT_PLACES = _pairs(PLACES, 7, 23, 3)
HELD_OUT_STYLES = _pairs(STYLES, 3, 17, 5)


@dataclass(frozen=True)
class Thing:
    """One thing in a picture; `size` is small, big or empty."""

    subject: str
    color: str
    size: str = ""


@dataclass(frozen=True)
class Scene:
    """One picture: what is seen, and the seed of everything that no word describes.

    `things` holds one thing (`count` times), or two things with a `relation` of the first to the
    second. `extra` may be empty.
    """

    things: tuple
    count: int
    relation: str
    place: str
    time: str
    extra: str
    style: str
    seed: int

    @staticmethod
    def of(values) -> "Scene":
        """A scene from nested lists, as JSON keeps it."""
        return Scene(tuple(Thing(*t) for t in values[0]), *values[1:])

    def held_out(self) -> bool:
        """Whether training must not see this scene."""
        return any((t.subject, t.color) in HELD_OUT_COLORS
                   or (t.subject, self.place) in HELD_OUT_PLACES
                   or (t.subject, self.style) in HELD_OUT_STYLES for t in self.things)


def _weighted(rng: random.Random, weights: dict):
    return rng.choices(list(weights), list(weights.values()))[0]


def _things(rng: random.Random):
    """Things, count and relation of a new scene."""
    kind = _weighted(rng, {"one": 0.62, "many": 0.15, "two": 0.23})
    first = rng.choice(_NAMES)
    if kind == "two":
        relation = rng.choice(list(RELATIONS))
        second = rng.choice(CARRIERS if relation == "on" else COVERS if relation == "under"
                            else _NAMES)
        if first != second and not (relation in ("on", "under") and first in HEAVY):
            things = tuple(Thing(s, rng.choice(_HUES)) for s in (first, second))
            return things, 1, relation
    size = _weighted(rng, {"": 0.72, "small": 0.14, "big": 0.14}) if kind == "one" else ""
    count = rng.choice([2, 3]) if kind == "many" else 1
    return (Thing(first, rng.choice(_HUES), size),), count, ""


def _surroundings(rng: random.Random):
    """Place, time and extra of a new scene."""
    place = rng.choice(list(PLACES))
    time = _weighted(rng, {"day": 0.22, "sunset": 0.14, "night": 0.16, "fog": 0.12, "rain": 0.12,
                           "snowfall": 0.12, "storm": 0.12})
    extra = _weighted(rng, {"": 0.70, "clouds": 0.10, "rainbow": 0.12, "mountains": 0.08})
    if place == "moon":
        return place, "night", ""
    if place == "underwater":
        return place, rng.choice(["day", "day", "night"]), ""
    if (extra == "clouds" and time not in ("day", "sunset")
            or extra == "rainbow" and time not in ("day", "sunset", "rain")):
        extra = ""
    if extra == "mountains" and place in ("mountains", "forest", "city"):
        extra = ""
    return place, time, extra


def sample_scene(rng: random.Random, held_out: bool = False, related: bool = False) -> Scene:
    """A scene of this world: one that training may see, or one that it must not.

    `related` asks for two things in relation; otherwise there may be two or not.
    """
    while True:
        style = PLAIN if rng.random() < 0.44 else rng.choice(list(STYLES))
        scene = Scene(*_things(rng), *_surroundings(rng), style, rng.randrange(2 ** 31))
        if scene.held_out() == held_out and (scene.relation or not related):
            return scene
