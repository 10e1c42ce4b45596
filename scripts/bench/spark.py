#!/usr/bin/env python3
"""Measures batches on Spark with the built-in model: scaling, overhead, start-up.

    mvn verify                       # builds the jar, and says where Spark's jars lie
    scripts/bench/spark.py [--pictures 80] [--steps 4]

Starts a standalone master and workers of one core on loopback. The rate of a batch is that of its
pictures, by the times of their files, without the first of each executor, which opens the model.
The overhead is what a picture takes longer on one executor than in `gen batch --threads 1`, the
start-up what a batch of one picture takes from the shell. Each is measured one after the other:
needs two cores that do nothing else. Needs Python 3 on Linux and nothing else.
"""

import argparse
import glob
import json
import os
import socket
import subprocess
import tempfile
import time

HOME = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
TARGET = os.path.join(HOME, "target")
QUICK = "-XX:TieredStopAtLevel=1"


class Spark:
    """Spark out of Maven's jars."""

    def __init__(self, folder):
        self.folder = folder
        jars = os.path.join(folder, "spark", "jars")
        os.makedirs(jars)
        for jar in open(os.path.join(TARGET, "spark-libraries.txt")).read().split():
            os.symlink(jar, os.path.join(jars, os.path.basename(jar)))
        self.env = dict(os.environ, SPARK_HOME=os.path.join(folder, "spark"),
                        SPARK_SCALA_VERSION="2.13", SPARK_LOCAL_IP="127.0.0.1")
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.master = f"spark://127.0.0.1:{free.getsockname()[1]}"
        self.processes = [self.start("Master", "--port", self.master.split(":")[2])]

    def java(self, *arguments, **options):
        jars = os.path.join(self.env["SPARK_HOME"], "jars", "*")
        return subprocess.Popen(["java", QUICK, "-cp", jars, *arguments], env=self.env,
                                stderr=subprocess.DEVNULL, **options)

    def start(self, daemon, *arguments):
        name = f"org.apache.spark.deploy.{daemon.lower()}.{daemon}"
        return self.java("-Xmx256m", name, "--host", "127.0.0.1", "--webui-port", "0", *arguments)

    def start_worker(self):
        work = os.path.join(self.folder, f"work{len(self.processes)}")
        self.processes.append(
            self.start("Worker", "--cores", "1", "--memory", "1g", "--work-dir", work, self.master))

    def submit(self, jobs, out):
        """Runs a batch as spark-submit does; returns how long it took."""
        jar = glob.glob(os.path.join(TARGET, "*-spark.jar"))[0]
        asked = self.java(
            "org.apache.spark.launcher.Main", "org.apache.spark.deploy.SparkSubmit",
            "--master", self.master, "--class", "dev.gen.spark.GenBatch",
            "--executor-memory", "600m", "--conf", "spark.ui.enabled=false",
            "--driver-java-options", QUICK, "--conf", "spark.executor.extraJavaOptions=" + QUICK,
            jar, jobs, out, "--models", os.path.join(HOME, "models"), stdout=subprocess.PIPE)
        command = [part.strip("\n") for part in asked.communicate()[0].decode().split("\0")]
        begin = time.monotonic()
        subprocess.run([part for part in command if part], env=self.env, check=True,
                       stderr=subprocess.DEVNULL)
        return time.monotonic() - begin

    def stop(self):
        for process in reversed(self.processes):
            process.terminate()
            process.wait()


def write_jobs(folder, count, steps):
    path = os.path.join(folder, f"jobs{count}.jsonl")
    with open(path, "w") as file:
        for seed in range(1, count + 1):
            job = {"prompt": "a red sailboat on the sea", "seed": seed, "steps": steps}
            file.write(json.dumps(job) + "\n")
    return path


def rate(out):
    """Returns pictures a second, from the first picture of the slowest to start to the last."""
    rows = [json.loads(line) for line in open(os.path.join(out, "manifest.jsonl"))]
    times = {}
    for row in rows:
        if row["event"] == "written":
            moment = os.stat(os.path.join(out, row["path"])).st_mtime
            times.setdefault(row.get("executor"), []).append(moment)
    begin = max(min(moments) for moments in times.values())
    after = [moment for moments in times.values() for moment in moments if moment > begin]
    return len(after) / (max(after) - begin), len(times)


def gen_batch(jobs, out):
    begin = time.monotonic()
    subprocess.run(["java", QUICK, f"-Dgen.home={HOME}", "-jar", os.path.join(TARGET, "gen.jar"),
                    "batch", jobs, "-o", out + "/", "--threads", "1", "--no-cache"],
                   stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=True)
    return time.monotonic() - begin


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--pictures", type=int, default=80)
    parser.add_argument("--steps", type=int, default=4)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        many, one = (write_jobs(folder, count, given.steps) for count in (given.pictures, 1))
        spark = Spark(folder)
        try:
            spark.start_worker()
            time.sleep(4)
            print(f"start-up: Spark {spark.submit(one, folder + '/one'):.1f} s,"
                  f" gen batch {gen_batch(one, folder + '/alone1'):.1f} s, one picture included")
            gen_batch(many, folder + "/alone")
            spark.submit(many, folder + "/single")
            spark.start_worker()
            time.sleep(4)
            spark.submit(many, folder + "/double")
        finally:
            spark.stop()
        alone, single, double = (rate(f"{folder}/{run}")[0] for run in ("alone", "single", "double"))
        print(f"gen batch --threads 1: {alone:.3f} pictures/s")
        print(f"1 executor of one core: {single:.3f} pictures/s,"
              f" {1000 / single - 1000 / alone:+.0f} ms a picture")
        print(f"{rate(folder + '/double')[1]} executors of one core: {double:.3f} pictures/s,"
              f" scaling {double / single / 2:.3f}")


if __name__ == "__main__":
    main()
