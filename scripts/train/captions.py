"""Many sentences for one scene, as people would ask for it."""

import random

from world import (COLORS, COUNTS, EXTRAS, PLACES, PLAIN, RELATIONS, SIZES, STYLES, SUBJECTS, TIMES,
                   Scene, Thing)

OPENINGS = ["a picture of", "a drawing of", "an illustration of", "a painting of"]
ADJECTIVES = ["cute", "pretty", "lovely", "beautiful", "nice"]
PLAIN_STYLE = ["storybook style", "in storybook style", "storybook illustration"]
PLURALS = {"fish": "fish", "cactus": "cacti", "snowman": "snowmen", "spaceman": "spacemen"}
ENDINGS = {"butterfly": "butterflies", "cherry": "cherries", "bus": "buses", "fox": "foxes",
           "pony": "ponies", "bunny": "bunnies", "kitty": "kitties", "puppy": "puppies"}


def plural(noun: str) -> str:
    """More than one of a noun."""
    return PLURALS.get(noun) or ENDINGS.get(noun) or noun + "s"


def _word(rng: random.Random, words: list, plain: float = 0.7) -> str:
    """The usual word with probability `plain`, else any of its synonyms."""
    return words[0] if rng.random() < plain else rng.choice(words)


def _article(rng: random.Random, noun: str) -> str:
    roll = rng.random()
    if roll < 0.72:
        return ("an " if noun[0] in "aeiou" else "a ") + noun
    return ("the " + noun) if roll < 0.84 else noun


def _noun(rng: random.Random, thing: Thing, count: int, colored: bool) -> str:
    """`a small red cat`, `two blue cups`, `the kitten`."""
    noun = _word(rng, SUBJECTS[thing.subject])
    if count > 1:
        noun = plural(noun)
    if colored:
        color = _word(rng, COLORS[thing.color], 0.75)
        late = rng.random() < 0.03 and count == 1
        noun = f"{noun} that is {color}" if late else f"{color} {noun}"
    if thing.size and rng.random() < 0.95:
        noun = _word(rng, SIZES[thing.size], 0.5) + " " + noun
    if rng.random() < 0.06:
        noun = rng.choice(ADJECTIVES) + " " + noun
    if count > 1:
        return rng.choice(COUNTS[count]) + " " + noun
    if not thing.size and rng.random() < 0.02:
        return "one " + noun
    return _article(rng, noun)


def _surroundings(rng: random.Random, scene: Scene, column: int) -> list:
    """Phrases (column 0) or keywords (column 1) for place, time and extra, some left out."""
    tails = []
    if rng.random() < 0.87:
        tails.append(rng.choice(PLACES[scene.place][column]))
    told = scene.place != "moon" and (scene.place != "underwater" or scene.time == "night")
    if told and rng.random() < (0.55 if scene.time == "day" else 0.88):
        tails.append(rng.choice(TIMES[scene.time][column]))
    if len(tails) == 2 and rng.random() < 0.15:
        tails.reverse()
    if scene.extra and rng.random() < 0.9:
        tails.append(rng.choice(EXTRAS[scene.extra][column]))
    return tails


def _subject(rng: random.Random, scene: Scene) -> str:
    """What the picture is of: one thing, several, or two in relation."""
    nouns = [_noun(rng, t, scene.count, rng.random() < 0.9) for t in scene.things]
    if not scene.relation:
        return nouns[0]
    return f"{nouns[0]} {_word(rng, RELATIONS[scene.relation], 0.5)} {nouns[1]}"


def _keywords(rng: random.Random, scene: Scene) -> str:
    """`blue cat, forest, night` and its variants."""
    words = [_subject(rng, scene).removeprefix("a ").removeprefix("the ")]
    words += _surroundings(rng, scene, 1)
    if rng.random() < 0.2:
        rng.shuffle(words)
    return ", ".join(words)


def _sentence(rng: random.Random, scene: Scene) -> str:
    """`a red sailboat on the sea at sunset` and its variants."""
    text, tails = _subject(rng, scene), _surroundings(rng, scene, 0)
    if tails and rng.random() < 0.06:
        return ", ".join([" ".join(tails), text])
    return (" " if rng.random() < 0.9 else ", ").join([text] + tails)


def caption(rng: random.Random, scene: Scene) -> str:
    """A fresh caption of a scene. What it leaves unsaid is free for the model to choose."""
    if rng.random() < 0.02:
        text = ", ".join(_surroundings(rng, scene, 1)) or _subject(rng, scene)
    else:
        text = (_keywords if rng.random() < 0.15 else _sentence)(rng, scene)
    if scene.style == PLAIN:
        if rng.random() < 0.06:
            return rng.choice(OPENINGS) + " " + text
        return text + ", " + rng.choice(PLAIN_STYLE) if rng.random() < 0.06 else text
    before, after = STYLES[scene.style]
    if rng.random() < 0.25:
        return rng.choice(before) + " " + text
    return text + (", " if rng.random() < 0.75 else " ") + rng.choice(after)


def all_words() -> list:
    """Every word a caption can contain, most basic first, without repeats."""
    nouns = [word for words in SUBJECTS.values() for word in words]
    phrases = nouns + [word for words in COLORS.values() for word in words]
    phrases += [p for table in (PLACES, TIMES, EXTRAS, STYLES) for pair in table.values()
                for phrases_ in pair for p in phrases_]
    phrases += [p for table in (SIZES, COUNTS, RELATIONS) for words in table.values()
                for p in words]
    phrases += [plural(noun) for noun in nouns] + OPENINGS + ADJECTIVES + PLAIN_STYLE
    phrases += ["a an the that is , . - and with of"]
    words = " ".join(phrases).replace("-", " ").replace(" . ", " . - ").split()
    return list(dict.fromkeys(words))


def full(scene: Scene) -> str:
    """The plainest caption that names everything in a scene."""
    def noun(thing):
        name = SUBJECTS[thing.subject][0]
        words = [thing.size, thing.color, plural(name) if scene.count > 1 else name]
        text = " ".join(w for w in words if w)
        if scene.count > 1:
            return f"{COUNTS[scene.count][0]} {text}"
        return ("an " if text[0] in "aeiou" else "a ") + text

    text = noun(scene.things[0])
    if scene.relation:
        text += f" {RELATIONS[scene.relation][0]} {noun(scene.things[1])}"
    text += " " + PLACES[scene.place][0][0]
    if scene.place != "moon" and (scene.place != "underwater" or scene.time == "night"):
        text += " " + TIMES[scene.time][0][0]
    if scene.extra:
        text += " " + EXTRAS[scene.extra][0][0]
    return text if scene.style == PLAIN else f"{text}, {STYLES[scene.style][1][0]}"
