#!/usr/bin/env python3
"""Measures `gen batch` with the built-in model: cost, memory, and what kills do to it.

    scripts/bench/batch.py overhead [--pictures 100]
    scripts/bench/batch.py memory [--pictures 1000] [--steps 2]
    scripts/bench/batch.py kills [--kills 100]

overhead compares a batch's seconds per picture with the pure compute of its networks, which is what
one picture of a job of many costs between its first and its last step, plus decoding. memory prints
the slope of the resident size. kills ends batches at random moments and resumes them.
Needs Python 3 on Linux and nothing else.
"""

import argparse
import json
import os
import random
import signal
import statistics
import subprocess
import tempfile
import time

HOME = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
GEN = os.path.join(HOME, "gen")


def jobs(folder, total, **fields):
    """Writes a file of jobs that differ in their seeds."""
    path = os.path.join(folder, "jobs.jsonl")
    with open(path, "w") as file:
        for seed in range(1, total + 1):
            file.write(json.dumps({"prompt": "a red sailboat on the sea", "seed": seed, **fields}) + "\n")
    return path


def events(process):
    for line in process.stdout:
        yield time.monotonic(), json.loads(line)


def start(path, folder, *options):
    return subprocess.Popen(
        [GEN, "batch", path, "-o", os.path.join(folder, "out") + "/", *options],
        stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)


def overhead(count):
    """Time between two pictures, against that of steps and decoding alone."""
    with tempfile.TemporaryDirectory() as folder:
        process = start(jobs(folder, count), folder, "--json")
        written, first_step, steps = [], [], []
        for moment, event in events(process):
            if event["event"] == "written":
                written.append(moment)
            elif event["event"] == "step" and event["step"] == 1:
                first_step.append(moment)
            elif event["event"] == "step" and event["step"] == event["steps"]:
                steps.append((moment - first_step[-1]) / (event["steps"] - 1) * event["steps"])
        process.wait()
    picture = statistics.median(b - a for a, b in zip(written[2:], written[3:]))
    with tempfile.TemporaryDirectory() as folder:
        process = start(jobs(folder, 1, count=20), folder, "--json")
        last, decoding = 0, []
        for moment, event in events(process):
            if event["event"] == "step":
                last = moment
            elif event["event"] == "written":
                decoding.append(moment - last)
        process.wait()
    compute = statistics.median(steps) + statistics.median(decoding)
    print(f"| pictures | a picture | steps, decoding and writing alone | overhead |\n"
          f"| {len(written)} | {picture:.3f} s | {compute:.3f} s | {100 * (picture / compute - 1):.1f} % |")


def resident(pid):
    """Megabytes of a process; the launcher becomes Java by exec, so it is the launcher's id."""
    with open(f"/proc/{pid}/status") as status:
        return next(int(line.split()[1]) / 1024 for line in status if line.startswith("VmRSS"))


def memory(count, steps):
    """Least squares over the second half of the pictures: megabytes for a thousand more."""
    with tempfile.TemporaryDirectory() as folder:
        process = start(jobs(folder, count, steps=steps), folder, "--json")
        sizes = []
        for _, event in events(process):
            if event["event"] == "written":
                sizes.append(resident(process.pid))
        process.wait()
    half = sizes[len(sizes) // 2:]
    xs = range(len(half))
    mean_x, mean_y = statistics.mean(xs), statistics.mean(half)
    slope = (sum((x - mean_x) * (y - mean_y) for x, y in zip(xs, half))
             / sum((x - mean_x) ** 2 for x in xs))
    print(f"| pictures | after 10 | half way | at the end | slope of the second half |\n"
          f"| {len(sizes)} | {sizes[9]:.0f} MB | {half[0]:.0f} MB | {half[-1]:.0f} MB "
          f"| {1000 * slope:.1f} MB a thousand |")


def pictures(folder):
    """The names of finished pictures; hidden files are still being written."""
    names = os.listdir(folder) if os.path.isdir(folder) else []
    return [name for name in names if name.endswith(".png") and not name.startswith(".")]


def kills(count):
    """Kills a batch until it was killed so often, resumes, and counts what there is."""
    with tempfile.TemporaryDirectory() as folder:
        total = 20 * count
        path = jobs(folder, total, steps=1, width=64, height=64)
        out = os.path.join(folder, "out")
        for _ in range(count):
            before = len(pictures(out))
            process = start(path, folder, "--resume")
            wanted = before + random.randint(1, 18)
            while process.poll() is None and len(pictures(out)) < wanted:
                time.sleep(random.uniform(0, 0.02))
            process.send_signal(signal.SIGKILL)
            process.wait()
        done = len(pictures(out))
        start(path, folder, "--resume").communicate()
        names = pictures(out)
        indices = {name[:5] for name in names}
        torn = [n for n in names if open(os.path.join(out, n), "rb").read()[-8:-4] != b"IEND"]
        print(f"| kills | drawn under kills | jobs | pictures | lost | twice | torn |\n"
              f"| {count} | {done} | {total} | {len(names)} | {total - len(indices)} "
              f"| {len(names) - len(indices)} | {len(torn)} |")


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("what", choices=["overhead", "memory", "kills"])
    parser.add_argument("--pictures", type=int)
    parser.add_argument("--steps", type=int, default=2)
    parser.add_argument("--kills", type=int, default=100)
    arguments = parser.parse_args()
    if arguments.what == "overhead":
        overhead(arguments.pictures or 100)
    elif arguments.what == "memory":
        memory(arguments.pictures or 1000, arguments.steps)
    else:
        kills(arguments.kills)


if __name__ == "__main__":
    main()
