"""The world of the storybook model: what can be drawn and how people may ask for it.

Everything the model knows is listed here. A picture is described by a `Scene`; a caption is one
of many sentences that fit a scene. Extend a list here, draw the new thing in `subjects.py` or
`places.py`, and train again.
"""

import random
from dataclasses import dataclass

# Each entry: name -> words that mean the same. The first word is the name itself.
SUBJECTS = {
    "cat": ["cat", "kitten", "kitty"],
    "dog": ["dog", "puppy"],
    "rabbit": ["rabbit", "bunny"],
    "bird": ["bird", "little bird"],
    "fish": ["fish"],
    "butterfly": ["butterfly"],
    "house": ["house", "cottage", "home"],
    "castle": ["castle"],
    "tree": ["tree"],
    "flower": ["flower", "blossom"],
    "mushroom": ["mushroom", "toadstool"],
    "car": ["car", "automobile"],
    "sailboat": ["sailboat", "sailing boat", "boat"],
    "rocket": ["rocket", "spaceship"],
    "balloon": ["balloon", "hot-air balloon", "hot air balloon"],
    "robot": ["robot"],
}

COLORS = {
    "red": ["red", "crimson", "scarlet"],
    "orange": ["orange"],
    "yellow": ["yellow", "golden"],
    "green": ["green", "emerald"],
    "blue": ["blue", "azure"],
    "purple": ["purple", "violet"],
    "pink": ["pink", "rosy"],
    "brown": ["brown"],
    "white": ["white"],
    "black": ["black"],
}

# Each entry: name -> (phrases inside a sentence, single words for a list of keywords).
PLACES = {
    "meadow": (["in a meadow", "in the meadow", "on the grass", "in a green field", "on a hill"],
               ["meadow", "grass", "field"]),
    "sea": (["on the sea", "on the ocean", "at sea", "on the water", "in the sea"],
            ["sea", "ocean", "water"]),
    "beach": (["on the beach", "on a beach", "at the beach", "on a sandy beach"],
              ["beach", "sandy beach"]),
    "desert": (["in the desert", "in a desert", "among the dunes"], ["desert", "dunes"]),
    "forest": (["in the forest", "in a forest", "in the woods"], ["forest", "woods"]),
    "mountains": (["in the mountains", "in front of the mountains", "near a mountain"],
                  ["mountains", "mountain"]),
    "snow": (["in the snow", "on the snow", "in winter", "in a snowy landscape"],
             ["snow", "winter", "snowy landscape"]),
    "city": (["in the city", "in a city", "in town", "on a street"], ["city", "town", "street"]),
}

TIMES = {
    "day": (["by day", "on a sunny day", "in the daytime", "during the day"], ["day", "sunny"]),
    "sunset": (["at sunset", "at dusk", "in the evening"], ["sunset", "evening", "dusk"]),
    "night": (["at night", "in the moonlight", "under the stars", "under the moon"],
              ["night", "moonlight", "stars"]),
}

# Never trained: these pairs tell whether the model composes or only remembers.
HELD_OUT_COLORS = {("cat", "blue"), ("car", "purple"), ("house", "pink"), ("tree", "red"),
                   ("robot", "green"), ("fish", "brown"), ("rocket", "black"),
                   ("flower", "orange")}
HELD_OUT_PLACES = {("rabbit", "city"), ("castle", "desert"), ("dog", "sea"), ("balloon", "forest"),
                   ("mushroom", "beach"), ("bird", "mountains"), ("butterfly", "snow")}

OPENINGS = ["a picture of", "a drawing of", "an illustration of", "a painting of"]
ADJECTIVES = ["little", "small", "big", "cute", "pretty", "lovely", "beautiful"]


@dataclass(frozen=True)
class Scene:
    """One picture: what is seen, and the seed of everything that no word describes."""

    subject: str
    color: str
    place: str
    time: str
    seed: int

    def held_out(self) -> bool:
        """Whether training must not see this scene."""
        return ((self.subject, self.color) in HELD_OUT_COLORS
                or (self.subject, self.place) in HELD_OUT_PLACES)


def sample_scene(rng: random.Random) -> Scene:
    """Draws a scene for training, uniformly over what is not held out."""
    while True:
        scene = Scene(rng.choice(list(SUBJECTS)), rng.choice(list(COLORS)),
                      rng.choice(list(PLACES)), rng.choice(list(TIMES)), rng.randrange(2 ** 31))
        if not scene.held_out():
            return scene


def _word(rng: random.Random, words: list[str], plain: float = 0.7) -> str:
    """The usual word with probability `plain`, else any of its synonyms."""
    return words[0] if rng.random() < plain else rng.choice(words)


def _article(rng: random.Random, noun: str) -> str:
    roll = rng.random()
    if roll < 0.68:
        return ("an " if noun[0] in "aeiou" else "a ") + noun
    return ("the " + noun) if roll < 0.82 else noun


def _sentence(rng: random.Random, scene: Scene, keep: dict[str, bool]) -> str:
    """`a red sailboat on the sea at sunset` and its variants."""
    noun = _word(rng, SUBJECTS[scene.subject])
    color = _word(rng, COLORS[scene.color])
    adjective = rng.choice(ADJECTIVES) + " " if rng.random() < 0.08 else ""
    if keep["color"]:
        noun = f"{noun} that is {color}" if rng.random() < 0.03 else f"{color} {noun}"
    text = _article(rng, adjective + noun)
    if rng.random() < 0.08:
        text = rng.choice(OPENINGS) + " " + text
    tails = []
    if keep["place"]:
        tails.append(rng.choice(PLACES[scene.place][0]))
    if keep["time"]:
        tails.append(rng.choice(TIMES[scene.time][0]))
    if len(tails) == 2 and rng.random() < 0.15:
        tails.reverse()
    if tails and rng.random() < 0.06:
        return ", ".join([" ".join(tails), text])
    return " ".join([text] + tails) if rng.random() < 0.9 else ", ".join([text] + tails)


def _keywords(rng: random.Random, scene: Scene, keep: dict[str, bool]) -> str:
    """`blue cat, forest, night` and its variants."""
    noun = _word(rng, SUBJECTS[scene.subject])
    if keep["color"]:
        noun = _word(rng, COLORS[scene.color]) + " " + noun
    words = [noun]
    if keep["place"]:
        words.append(rng.choice(PLACES[scene.place][1]))
    if keep["time"]:
        words.append(rng.choice(TIMES[scene.time][1]))
    if rng.random() < 0.2:
        rng.shuffle(words)
    return ", ".join(words)


def caption(rng: random.Random, scene: Scene) -> str:
    """A fresh caption of a scene. What it leaves unsaid is free for the model to choose."""
    keep = {"color": rng.random() < 0.9, "place": rng.random() < 0.85,
            "time": rng.random() < (0.55 if scene.time == "day" else 0.85)}
    if rng.random() < 0.02:
        return _place_only(rng, scene)
    make = _keywords if rng.random() < 0.15 else _sentence
    return make(rng, scene, keep)


def _place_only(rng: random.Random, scene: Scene) -> str:
    return rng.choice(PLACES[scene.place][1]) + ", " + rng.choice(TIMES[scene.time][1])


def all_words() -> list[str]:
    """Every word a caption can contain, most basic first, without repeats."""
    phrases = [word for table in (SUBJECTS, COLORS) for words in table.values() for word in words]
    phrases += [phrase for table in (PLACES, TIMES) for pair in table.values()
                for phrases_ in pair for phrase in phrases_]
    phrases += OPENINGS + ADJECTIVES + ["a an the that is , . - and with of"]
    words = " ".join(phrases).replace("-", " ").split()
    return list(dict.fromkeys(words))
