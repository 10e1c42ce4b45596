#!/usr/bin/env python3
"""Measures whole pictures of a model of real size: time and memory of each way to draw them.

    scripts/bench/pictures.py MODEL [--size 512] [--steps 20] [--only int8 reuse ...] [-- OPTIONS OF GEN]

Prints one row for each run of `gen`: wall time, processor time, peak of the resident size, which
counts pages of mapped files too. What is prepared lies in a folder of its own that is removed at
the end. Needs Python 3 and nothing else; compare figures of one run only.
"""

import argparse
import os
import sys
import tempfile

from bench import PROMPT, measure, processor

WAYS = {
    "first": ("nothing prepared, one step", ["--steps", "1"]),
    "plain": ("as usual", []),
    "steps": ("4 steps", ["--steps", "4"]),
    "pixels": ("half the side", ["--width", "{half}", "--height", "{half}"]),
    "count": ("4 steps, two pictures", ["--steps", "4", "--count", "2"]),
    "interval": ("`--guidance-interval 0.28..5.42`", ["--guidance-interval", "0.28..5.42"]),
    "reuse": ("`--reuse 2`", ["--reuse", "2"]),
    "reuse3": ("`--reuse 3`", ["--reuse", "3"]),
    "int8 first": ("`--precision int8`, nothing prepared, one step",
                   ["--precision", "int8", "--steps", "1"]),
    "int8": ("`--precision int8`", ["--precision", "int8"]),
    "low": ("`--low-memory`, 4 steps", ["--low-memory", "--steps", "4"]),
}


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("model")
    parser.add_argument("--size", type=int, default=512)
    parser.add_argument("--steps", type=int, default=20)
    parser.add_argument("--sampler", default="ddim")
    parser.add_argument("--only", nargs="+", choices=WAYS, default=list(WAYS))
    end = sys.argv.index("--") if "--" in sys.argv else len(sys.argv)
    asked_of_gen = sys.argv[end + 1:]
    asked = parser.parse_args(sys.argv[1:end])
    size = str(asked.size)
    usual = {"--model": os.path.abspath(asked.model), "--seed": "1", "--guidance-scale": "7",
             "--sampler": asked.sampler, "--width": size, "--height": size,
             "--steps": str(asked.steps)}
    with tempfile.TemporaryDirectory() as cache, tempfile.TemporaryDirectory() as folder:
        measure(["--steps", "1", PROMPT], folder)   # builds, and fills the file cache
        os.environ["XDG_CACHE_HOME"] = cache
        measure(["--steps", "1", PROMPT], folder)   # unpacks libraries
        print(f"{processor()}, {os.cpu_count()} processors; {asked.steps} steps of {asked.sampler}, "
              f"{size} x {size}\n")
        print("| way | time | processor time | peak memory |\n| --- | --- | --- | --- |")
        for way in asked.only:
            name, more = WAYS[way]
            words = [word.format(half=asked.size // 2) for word in more]
            kept = [word for pair in usual.items() if pair[0] not in words for word in pair]
            seconds, peak, busy = measure([*kept, *words, *asked_of_gen, PROMPT], folder)
            print(f"| {name} | {seconds:.1f} s | {busy:.1f} s | {peak / 1024:.1f} GB |", flush=True)


if __name__ == "__main__":
    main()
