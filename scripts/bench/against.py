#!/usr/bin/env python3
"""Draws with this program and with a binary of stable-diffusion.cpp in turn, from the same checkpoint.

    scripts/bench/against.py SD_BINARY CHECKPOINT [--steps 4] [--size 512] [--rounds 3] [--threads N]

Prints the median and the range of the wall time of whole processes and the largest resident size.
Needs Python 3 and nothing else; nothing is downloaded. CHECKPOINT is a .safetensors file.
"""

import argparse
import os
import statistics
import subprocess
import tempfile
import time

from bench import GEN, PROMPT


def measured(command, folder):
    """Runs a command; returns seconds and peak resident gigabytes."""
    with open(os.path.join(folder, "log"), "wb") as log:
        start = time.monotonic()
        process = subprocess.Popen(command, cwd=folder, stdout=log, stderr=log)
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.monotonic() - start
    if status != 0 or not os.path.exists(os.path.join(folder, "out.png")):
        with open(os.path.join(folder, "log"), errors="replace") as log:
            raise SystemExit(" ".join(command) + " failed:\n" + log.read()[-2000:])
    return seconds, usage.ru_maxrss / (1 << 20)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("binary")
    parser.add_argument("checkpoint")
    parser.add_argument("--steps", type=int, default=4)
    parser.add_argument("--size", type=int, default=512)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--threads", type=int, default=os.cpu_count())
    asked = parser.parse_args()
    checkpoint = os.path.abspath(asked.checkpoint)
    steps, size, threads = str(asked.steps), str(asked.size), str(asked.threads)
    ours = [
        GEN, PROMPT, "--model", checkpoint, "--steps", steps, "--width", size,
        "--height", size, "--sampler", "euler", "--guidance-scale", "7", "--seed", "1",
        "--threads", threads, "-o", "out.png"]
    theirs = [
        os.path.abspath(asked.binary), "-m", checkpoint, "-p", PROMPT, "--steps", steps, "-W", size,
        "-H", size, "--sampling-method", "euler", "--cfg-scale", "7", "--seed", "1", "-t", threads,
        "-o", "out.png"]
    commands = {
        "gen": ours,
        "gen --precision int8": [*ours, "--precision", "int8"],
        "stable-diffusion.cpp": theirs,
    }
    results = {name: [] for name in commands}
    for _ in range(asked.rounds):
        for name, command in commands.items():
            with tempfile.TemporaryDirectory() as folder:
                results[name].append(measured(command, folder))
    print(f"{steps} steps at {size} x {size}, {threads} threads, {asked.rounds} rounds in turn\n")
    print("| program | whole picture: median (range) | peak memory |\n| --- | --- | --- |")
    for name, runs in results.items():
        seconds = [run[0] for run in runs]
        print(
            f"| {name} | {statistics.median(seconds):.1f} s ({min(seconds):.1f} - {max(seconds):.1f})"
            f" | {max(run[1] for run in runs):.1f} GB |")


if __name__ == "__main__":
    main()
