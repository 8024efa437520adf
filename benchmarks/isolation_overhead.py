"""What isolation costs one submission: the same worker jobs in a sandbox and without one.

Usage: python benchmarks/isolation_overhead.py [--rounds 7] [--executors bubblewrap,podman]

Method: every round grades the same file (256 images, one epoch: train and predict job) once without
a sandbox and once in each executor, in an order drawn anew, one job at a time. Round 0 warms the
file cache and does not count. Printed are medians and the interquartile range of wall and CPU
seconds of one submission (those of its processes as the parent measured them, and the grader's
own), and the ratio to no sandbox of the same round. A second table starts a worker
that does nothing (`ProbeJob`), which shows what building the walls itself takes.
"""

from __future__ import annotations

import argparse
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from graders.domain.training import Limits
from graders.errors import ExecutorUnavailableError
from graders.sandbox.choose import EXECUTORS, open_executor
from graders.sandbox.conformance.suite import run_probe
from graders.sandbox.executor import Executor
from graders.sandbox.local import LocalExecutor
from tests.grading_kit import grade_file, tiny_context

CASE = Path(__file__).resolve().parents[1] / "tests/acceptance/cases_grading/plain/model.py"
NOTHING = "report('done', '')\n"
Sample = tuple[float, float]


def main() -> int:
    """Measure and print two tables."""
    parser = argparse.ArgumentParser(description="What isolation costs one submission.")
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--executors", default=",".join(EXECUTORS))
    arguments = parser.parse_args()
    executors = _available(arguments.executors.split(","))
    for title, job in (("grading a submission", _grade), ("starting a worker", _start)):
        _print_table(title, _measure(executors, job, arguments.rounds))
    return 0


def _available(names: Sequence[str]) -> Mapping[str, Executor]:
    found: dict[str, Executor] = {"none": LocalExecutor()}
    for name in names:
        try:
            found[name] = open_executor(name)
        except ExecutorUnavailableError as error:
            print(f"left out: {error.message}")
    return found


def _measure(
    executors: Mapping[str, Executor], job: Callable[[Executor], float], rounds: int
) -> Mapping[str, Sequence[Sample]]:
    samples: dict[str, list[Sample]] = {name: [] for name in executors}
    order = list(executors)
    for number in range(rounds + 1):
        random.Random(number).shuffle(order)  # noqa: S311 - an order of measuring, no secret
        for name in order:
            sample = _timed(job, executors[name])
            if number:
                samples[name].append(sample)
    return samples


def _timed(job: Callable[[Executor], float], executor: Executor) -> Sample:
    started, own = time.monotonic(), time.process_time()
    cpu = job(executor)
    return time.monotonic() - started, cpu + time.process_time() - own


def _grade(executor: Executor) -> float:
    with tempfile.TemporaryDirectory() as folder:
        context = tiny_context(Path(folder), executor=executor)
        grade = grade_file(CASE, context).grade
    return grade.run.usage.cpu_seconds if grade.run else 0.0


def _start(executor: Executor) -> float:
    return run_probe(executor, NOTHING, LIMITS).usage.cpu_seconds


LIMITS = Limits(
    wall_seconds=60, cpu_seconds=60, build_cpu_seconds=60, memory_mib=2000, scratch_mib=64,
    num_processes=256, output_kib=64,
)  # fmt: skip


def _print_table(title: str, samples: Mapping[str, Sequence[Sample]]) -> None:
    print(f"\n{title}, {len(samples['none'])} rounds\n")
    print("| executor | wall s, median (quartiles) | CPU s, median (quartiles) | wall ratio |")
    print("| --- | --- | --- | --- |")
    for name, found in samples.items():
        walls, cpus = [wall for wall, _cpu in found], [cpu for _wall, cpu in found]
        ratios = [wall / base for (wall, _), (base, _) in zip(found, samples["none"], strict=True)]
        print(f"| {name} | {_spread(walls)} | {_spread(cpus)} | {_spread(ratios)} |")


def _spread(values: Sequence[float]) -> str:
    low, _middle, high = statistics.quantiles(values, n=4)
    return f"{statistics.median(values):.2f} ({low:.2f} to {high:.2f})"


if __name__ == "__main__":
    sys.exit(main())
