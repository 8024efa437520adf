"""Measures how long the verbs that train nothing take: wall and CPU seconds, median of rounds.

Method: every verb is started as a fresh process in its own empty home; the verbs take turns in
each round, so a slow moment of the machine meets all of them; the first round warms the disk
cache and is not counted. Usage: python benchmarks/startup.py [ROUNDS]
"""

from __future__ import annotations

import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
VERBS = (["--help"], ["grade", "--help"], ["list"], ["show", "cifar10_tuning"], ["status"])


def measure(arguments: list[str], home: str) -> tuple[float, float]:
    """Return wall and CPU seconds of one fresh process."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    started = time.perf_counter()
    subprocess.run(
        [sys.executable, "grader.py", *arguments],
        cwd=ROOT,
        env={**os.environ, "GRADER_HOME": home},
        stdout=subprocess.DEVNULL,
        check=True,
    )
    wall = time.perf_counter() - started
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return wall, cpu


def main() -> None:
    """Run the rounds and print a table."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 7
    figures: dict[str, list[tuple[float, float]]] = {" ".join(verb): [] for verb in VERBS}
    with tempfile.TemporaryDirectory() as home:
        for number in range(rounds + 1):
            for verb in VERBS:
                measured = measure(verb, home)
                if number > 0:
                    figures[" ".join(verb)].append(measured)
    print(f"{'verb':24} {'wall s':>8} {'min':>6} {'max':>6} {'CPU s':>8}   ({rounds} rounds)")
    for name, runs in figures.items():
        walls = [wall for wall, _cpu in runs]
        cpu = statistics.median(cpu for _wall, cpu in runs)
        middle = statistics.median(walls)
        print(f"{name:24} {middle:8.3f} {min(walls):6.3f} {max(walls):6.3f} {cpu:8.3f}")


if __name__ == "__main__":
    main()
