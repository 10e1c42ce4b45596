"""Judges what short prompts become, as people type them who try a program for the first time.

    python evaluate_short.py --out FOLDER [-- --steps 10 --sampler dpm++2m]

`short_prompts.csv` has 200 of one to three words, most with what a picture of them must show. `gen
batch` draws each twice from the same seed, completed and as given; the recognizer judges the
pictures; a table and a sheet of pairs are made. What follows `--` is passed on to `gen`. Pictures
that are there already are judged as they are, and prompts without both of them are left out.
"""

import argparse
import csv
import json
import os
import random
import subprocess

import torch
from PIL import Image, ImageDraw, ImageFont

import drawing
import world
from evaluate import GEN, read
from recognizer import QUESTIONS, Recognizer
from train_recognizer import OUT
from train_vae import to_floats

HERE = os.path.dirname(os.path.abspath(__file__))
WAYS = {"completed": {}, "as_given": {"completion": "off"}}
NAMED = ("subject", "color", "place", "time")
SURE = 0.9      # of its color, a judge that sees one
SHOWN = 24      # pairs on the sheet


def prompts() -> list:
    """The prompts, each with what its picture must show; empty where it says nothing of that."""
    with open(os.path.join(HERE, "short_prompts.csv"), newline="") as file:
        return list(csv.DictReader(file))


def picture(folder: str, way: str, index: int) -> str:
    return os.path.join(folder, way, f"{index:03}.png")


def make(folder: str, options: list):
    """Lets `gen batch` draw the missing pictures."""
    jobs = [{"prompt": row["prompt"], "seed": i, "output": picture(folder, way, i), **said}
            for i, row in enumerate(prompts()) for way, said in WAYS.items()
            if not os.path.exists(picture(folder, way, i))]
    lines = "\n".join(json.dumps(job) for job in jobs)
    subprocess.run([GEN, "batch", "-", "-o", folder + "/", *options], input=lines, text=True,
                   check=True, stdout=subprocess.DEVNULL)


def judged(judge: Recognizer, pictures: torch.Tensor) -> list:
    """For each picture the judge's answers, and how sure it is of the color, 0 to 1."""
    rows = []
    for start in range(0, len(pictures), 32):
        part = pictures[start:start + 32]
        with torch.no_grad():
            colors = judge(part)[list(QUESTIONS).index("color")].softmax(1).max(1).values
        rows += [{**answers, "sure": sure}
                 for answers, sure in zip(judge.judge(part), colors.tolist())]
    return rows


def fresh(count: int) -> torch.Tensor:
    """Drawings of one thing each, to know what the judge says of things that have one color."""
    rng = random.Random(7)
    scenes = []
    while len(scenes) < count:
        scene = world.sample_scene(rng, held_out=False)
        if len(scene.things) == 1 and scene.count == 1 and scene.style == world.PLAIN:
            scenes.append(scene)
    return torch.cat([to_floats(torch.from_numpy(drawing.to_array(drawing.draw(s))[None].copy()))
                      for s in scenes])


def share(values) -> str:
    values = list(values)
    return f"{100 * sum(values) / max(1, len(values)):.1f} % of {len(values)}"


def row(question: str, asked: list, ways: dict, test) -> str:
    """A row of the table: how often a test holds for each way of drawing."""
    cells = [share(test(a, s) for a, s in zip(asked, seen) if test(a, s) is not None)
             for seen in ways.values()]
    return f"| {question} | " + " | ".join(cells) + " |"


def table(asked: list, ways: dict, drawn: list):
    """Prints what is right."""
    def right(name):
        return lambda a, s: a[name] == s[name] if a[name] else None

    def all_named(a, s):
        named = [name for name in NAMED if a[name]]
        return all(a[name] == s[name] for name in named) if named else None

    print("| of the prompts | completed | as given |\n| --- | --- | --- |")
    for name in NAMED:
        print(row(f"{name} right, where one is named", asked, ways, right(name)))
    print(row("all that is named right", asked, ways, all_named))
    print(row(f"one color (the judge is {SURE:.0%} sure)", asked, ways,
              lambda a, s: s["sure"] >= SURE))
    print(row("no second thing", asked, ways, lambda a, s: s["second subject"] == ""))
    print("\nof fresh drawings of one thing, one color:", share(s["sure"] >= SURE for s in drawn))


def sheet(folder: str, chosen: list, path: str):
    """Pairs of pictures: as given above, completed below, with the words that were drawn."""
    rows, side, gap, line = prompts(), 160, 6, 34
    across = 6
    down = (len(chosen) + across - 1) // across
    whole = Image.new("RGB", (across * (side + gap) + gap, down * (2 * side + line + 3 * gap)),
                      "#fafaf7")
    pen = ImageDraw.Draw(whole)
    font = ImageFont.load_default(14)
    for place, index in enumerate(chosen):
        x = gap + place % across * (side + gap)
        y = gap + place // across * (2 * side + line + 3 * gap)
        pen.text((x, y), rows[index]["prompt"], fill="#222222", font=font)
        for part, way in enumerate(("as_given", "completed")):
            small = Image.open(picture(folder, way, index)).convert("RGB").resize((side, side))
            whole.paste(small, (x, y + 20 + part * (side + 2)))
    whole.save(path)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--out", required=True)
    parser.add_argument("--drawn", action="store_true", help="judge what is there, draw nothing")
    parser.add_argument("options", nargs="*")
    arguments = parser.parse_args()
    if not arguments.drawn:
        make(arguments.out, arguments.options)
    there = [i for i in range(len(prompts()))
             if all(os.path.exists(picture(arguments.out, way, i)) for way in WAYS)]
    judge = Recognizer().eval()
    judge.load_state_dict({k: v.float() for k, v in torch.load(OUT).items()})
    ways = {way: judged(judge, read([picture(arguments.out, way, i) for i in there]))
            for way in WAYS}
    table([prompts()[i] for i in there], ways, judged(judge, fresh(200)))
    chosen = random.Random(5).sample(there, min(SHOWN, len(there)))
    sheet(arguments.out, sorted(chosen), os.path.join(arguments.out, "sheet.png"))


if __name__ == "__main__":
    main()
