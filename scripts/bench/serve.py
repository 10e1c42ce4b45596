#!/usr/bin/env python3
"""Measures `gen serve` with the built-in model: cost over HTTP, many clients, memory.

    scripts/bench/serve.py overhead [--pictures 20] [--steps 20]
    scripts/bench/serve.py load [--jobs 1000] [--clients 16] [--steps 1] [--side 256]

overhead draws pictures over HTTP and in a batch by turns, each when the other one is done, and compares
the times from the request to the whole reply, and from the job's line to the file, and the processor
time of both. load has many clients
draw at once, each waiting for its picture and asking again where the queue is full, counts what came
back, and prints the resident size on the way.
Needs Python 3 on Linux and nothing else. GEN names the program if it is not the one beside this folder.
"""

import argparse
import json
import os
import queue
import signal
import statistics
import subprocess
import tempfile
import threading
import time
import urllib.error
import urllib.request

HOME = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
GEN = os.environ.get("GEN", os.path.join(HOME, "gen"))


def job(seed, steps, side=256):
    return {"prompt": "a red sailboat on the sea", "seed": seed, "steps": steps, "width": side, "height": side}


def cpu_seconds(process):
    with open(f"/proc/{process.pid}/stat") as stat:
        fields = stat.read().rsplit(") ", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


class Server:
    def __init__(self, *options):
        self.process = subprocess.Popen(
            [GEN, "serve", "--port", "0", *options], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        self.url = self.process.stdout.readline().strip()

    def draw(self, fields):
        body = json.dumps({**fields, "response_format": "b64_json"}).encode()
        request = urllib.request.Request(self.url + "/v1/images/generations", body)
        with urllib.request.urlopen(request, timeout=3600) as reply:
            return json.load(reply)

    def megabytes(self):
        with open(f"/proc/{self.process.pid}/status") as status:
            return next(int(line.split()[1]) // 1024 for line in status if line.startswith("VmRSS"))

    def cpu(self):
        return cpu_seconds(self.process)

    def end(self):
        self.process.send_signal(signal.SIGTERM)
        return self.process.communicate()[1].splitlines()[-1]


def overhead(pictures, steps):
    with tempfile.TemporaryDirectory() as folder:
        server = Server()
        batch = subprocess.Popen(
            [GEN, "batch", "-", "--json", "-o", folder + "/"],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        http, file = [], []
        for seed in range(1, pictures + 4):
            if seed == 4:  # The first ones warm both up.
                spent = server.cpu(), cpu_seconds(batch)
            begun = time.monotonic()
            server.draw(job(seed, steps))
            http.append(time.monotonic() - begun)
            begun = time.monotonic()
            batch.stdin.write(json.dumps(job(seed, steps)) + "\n")
            batch.stdin.flush()
            while json.loads(batch.stdout.readline())["event"] != "written":
                pass
            file.append(time.monotonic() - begun)
        spent = server.cpu() - spent[0], cpu_seconds(batch) - spent[1]
        batch.stdin.close()
        batch.wait()
        server.end()
    http, file = http[3:], file[3:]
    print(f"over HTTP {statistics.median(http):.3f} s, in a batch {statistics.median(file):.3f} s a picture (medians)")
    ratio = statistics.median(a / b for a, b in zip(http, file))
    print(f"processor time {spent[0] / pictures:.3f} s and {spent[1] / pictures:.3f} s a picture, ratio {spent[0] / spent[1]:.3f}")
    print(f"median of the pairs' ratios {ratio:.3f}, of {len(http)} pairs")


def load(jobs, clients, steps, side):
    server = Server("--queue", "8")
    seeds = queue.Queue()
    for seed in range(1, jobs + 1):
        seeds.put(seed)
    came, later, wrong = [], [], []

    def client():
        while True:
            try:
                seed = seeds.get_nowait()
            except queue.Empty:
                return
            while True:
                try:
                    drawn = server.draw(job(seed, steps, side))["data"][0]
                    (came if drawn["seed"] == seed and drawn["b64_json"] else wrong).append(seed)
                    break
                except urllib.error.HTTPError as refused:
                    if refused.code != 429:
                        wrong.append(seed)
                        break
                    later.append(seed)
                    time.sleep(min(1, int(refused.headers["Retry-After"])))

    begun = time.monotonic()
    threads = [threading.Thread(target=client) for _ in range(clients)]
    for thread in threads:
        thread.start()
    told = 0
    while any(thread.is_alive() for thread in threads):
        if len(came) >= told:
            print(f"{len(came):5} pictures, {server.megabytes()} MB resident", flush=True)
            told += jobs // 10
        time.sleep(0.1)
    seconds = time.monotonic() - begun
    print(f"{len(set(came))} of {jobs} jobs came back, each with its own seed, {len(wrong)} went wrong;"
          f" {len(later)} requests were told to come later; {jobs / seconds:.2f} pictures a second;"
          f" {server.megabytes()} MB resident")
    print(server.end())


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=["overhead", "load"])
    parser.add_argument("--pictures", type=int, default=20)
    parser.add_argument("--jobs", type=int, default=1000)
    parser.add_argument("--clients", type=int, default=16)
    parser.add_argument("--steps", type=int)
    parser.add_argument("--side", type=int, default=256)
    options = parser.parse_args()
    if options.what == "overhead":
        overhead(options.pictures, options.steps or 20)
    else:
        load(options.jobs, options.clients, options.steps or 1, options.side)


if __name__ == "__main__":
    main()
