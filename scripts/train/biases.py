"""Measures what the built-in model makes of a subject whose colour, place and light nobody named.

    python biases.py --out FOLDER [--subjects car cat] [--seeds 200] [-- --steps 10 --sampler dpm++2m]

`gen batch` draws "a car" from many seeds, as it stands and completed; the recognizer says what each picture
shows; a table of shares is printed for each. Pictures that are there already are judged as they are.
"""

import argparse
import collections
import json
import os
import subprocess

import torch

from evaluate import GEN, read
from recognizer import Recognizer
from train_recognizer import OUT

WAYS = {"as it stands": "off", "completed": "on"}
ASKED = ("subject", "color", "place", "time")
SHOWN = 6       # answers of each kind in the table


def picture(folder: str, subject: str, way: str, seed: int) -> str:
    return os.path.join(folder, f"{subject}-{WAYS[way]}-{seed:03}.png")


def draw(folder: str, subjects: list, seeds: int, program: str, options: list):
    """Lets `gen batch` draw the missing pictures."""
    os.makedirs(folder, exist_ok=True)
    jobs = [{"prompt": "a " + subject, "seed": seed, "completion": completion,
             "output": picture(folder, subject, way, seed)}
            for subject in subjects for way, completion in WAYS.items() for seed in range(seeds)
            if not os.path.exists(picture(folder, subject, way, seed))]
    if jobs:
        subprocess.run([program, "batch", "-", "-o", folder + "/", *options], check=True, text=True,
                       input="\n".join(map(json.dumps, jobs)), stdout=subprocess.DEVNULL)


def shares(answers: list) -> str:
    """The commonest answers with their shares in percent, of those that say something."""
    counts = collections.Counter(str(answer) for answer in answers)
    return ", ".join(f"{answer} {100 * n / len(answers):.0f}"
                     for answer, n in counts.most_common(SHOWN))


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--out", required=True)
    parser.add_argument("--subjects", nargs="+", default=["car"])
    parser.add_argument("--seeds", type=int, default=200)
    parser.add_argument("--gen", default=GEN, help="the program")
    parser.add_argument("options", nargs="*")
    arguments = parser.parse_args()
    draw(arguments.out, arguments.subjects, arguments.seeds, arguments.gen, arguments.options)
    judge = Recognizer().eval()
    judge.load_state_dict({k: v.float() for k, v in torch.load(OUT).items()})
    print("| prompt | drawn | " + " | ".join(ASKED) + " |")
    print("| --- " * (2 + len(ASKED)) + "|")
    for subject in arguments.subjects:
        for way in WAYS:
            paths = [path for seed in range(arguments.seeds)
                     if os.path.exists(path := picture(arguments.out, subject, way, seed))]
            seen = [answer for at in range(0, len(paths), 32)
                    for answer in judge.judge(read(paths[at:at + 32]))]
            row = [shares([answer[question] for answer in seen]) for question in ASKED]
            print(f"| a {subject} | {way}, {len(seen)} seeds | " + " | ".join(row) + " |")


if __name__ == "__main__":
    main()
