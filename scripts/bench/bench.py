#!/usr/bin/env python3
"""Measures what a user waits for: whole processes, from the shell, with their peak memory.

    scripts/bench/bench.py [--runs 5]

Prints one table row for each command: the median and the range of the wall time, and the largest
resident size that any run reached. Needs Python 3 and nothing else. The figures in
docs/performance.md are made with it; compare figures of one run only.
"""

import argparse
import os
import platform
import statistics
import subprocess
import tempfile
import time

HOME = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
GEN = os.path.join(HOME, "gen")
PROMPT = "a red sailboat on the sea at sunset"


def measure(arguments, folder):
    """Runs gen once; returns seconds, peak resident megabytes and processor seconds."""
    start = time.monotonic()
    process = subprocess.Popen(
        [GEN, *arguments], cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    errors = process.stderr.read().decode()
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.monotonic() - start
    if status != 0:
        raise SystemExit(f"gen {' '.join(arguments)} failed:\n{errors}")
    return seconds, usage.ru_maxrss / 1024, usage.ru_utime + usage.ru_stime


def row(name, arguments, runs, per=1):
    """Prints one row; `per` divides the time by the number of pictures made."""
    with tempfile.TemporaryDirectory() as folder:
        results = [measure(arguments, folder) for _ in range(runs)]
    seconds = sorted(result[0] / per for result in results)
    peak = max(result[1] for result in results)
    print(f"| {name} | {statistics.median(seconds):.2f} s "
          f"| {seconds[0]:.2f} - {seconds[-1]:.2f} s | {peak:.0f} MB |", flush=True)
    return statistics.median(seconds)


def processor():
    try:
        with open("/proc/cpuinfo") as info:
            return next(line.split(":")[1].strip() for line in info if "model name" in line)
    except (OSError, StopIteration):
        return platform.processor()


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--runs", type=int, default=5)
    runs = parser.parse_args().runs
    with tempfile.TemporaryDirectory() as folder:
        measure(["--steps", "1", PROMPT], folder)  # builds, and fills the file cache
    print(f"{processor()}, {os.cpu_count()} processors, {platform.system()}; median of {runs}\n")
    print("| what | median | range | peak memory |\n| --- | --- | --- | --- |")
    row("`gen --version`", ["--version"], runs)
    row("one picture, nothing prepared", ["--no-cache", "--seed", "1", PROMPT], runs)
    single = row("one picture", ["--seed", "1", PROMPT], runs)
    batch = row("a picture of twenty", ["--seed", "1", "--count", "20", PROMPT], max(1, runs // 3), 20)
    print(f"\nA picture of a batch of twenty costs {100 * batch / single:.0f} % of a single one.")


if __name__ == "__main__":
    main()
