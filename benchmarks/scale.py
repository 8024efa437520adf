"""Grades, reports and rescores a class of thousands, with trainings that cost nothing.

Method: one submission is trained for real, once, on a tiny profile, and what the executor gave back
is kept. Then a class of N groups is graded through the ordinary path (intake, linting, queue, run
store, gradebook) by an executor that answers every job with what was kept; each file names its
network differently, so that no training serves two. Measured are wall and CPU seconds of
the process and its children, and its resident memory, for each step: grade, grade again with
nothing to do, and, each in a process of its own as a user starts it, report, report again, rescore.
Give several sizes to see how each step grows.

    python benchmarks/scale.py 500 1000 2000
"""

from __future__ import annotations

import argparse
import gc
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

import psutil
from tabulate import tabulate

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from graders.domain.grade import Grade
from graders.domain.repeats import ONCE
from graders.intake.discovery import discover
from graders.pipeline.context import GradingContext
from graders.pipeline.grade_batch import BatchPlan, grade_batch
from graders.pipeline.make_reports import ReportPlan, make_reports, units_of
from graders.pipeline.rescore import rescore
from graders.records.event_log import EventLog
from graders.records.gradebook import open_gradebook
from graders.reports.messages.text import Language
from graders.sandbox.executor import Executor, OnMessage, SandboxJob, SandboxRun
from graders.sandbox.nothing_runs import NothingRuns
from tests.grading_kit import sandbox, tiny_context, workspace_in
from tests.small_class import ASSIGNMENT, PLAIN


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """What one step cost.

    Attributes:
        groups: Size of the class.
        name: The step.
        seconds: Wall clock.
        cpu_seconds: CPU of this process and its children.
        memory_mib: Resident memory of this process after it.
    """

    groups: int
    name: str
    seconds: float
    cpu_seconds: float
    memory_mib: float


class Replayed:
    """An executor that runs the first job of each kind and gives its answer to all others."""

    def __init__(self, real: Executor) -> None:
        self._real = real
        self._runs: dict[str, SandboxRun] = {}

    @property
    def isolation(self) -> str:
        """The name written into the record."""
        return "replayed"

    def run(self, job: SandboxJob, on_message: OnMessage) -> SandboxRun:
        """Answer a job."""
        kind = job.request.job
        if kind not in self._runs:
            self._runs[kind] = self._real.run(job, lambda _message: None)
        for message in self._runs[kind].messages:
            on_message(message)
        return self._runs[kind]


def main() -> int:
    """Measure each size and print the table."""
    parser = argparse.ArgumentParser(description="Cost of a class of thousands without trainings.")
    parser.add_argument("sizes", nargs="*", type=int, default=[500, 1000, 2000])
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--step", help=argparse.SUPPRESS)
    parser.add_argument("--folder", type=Path, help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.step:
        print(json.dumps(asdict(_step(arguments.step, arguments.sizes[0], arguments.folder))))
        return 0
    steps = [step for size in arguments.sizes for step in _class_of(size, arguments.jobs)]
    rows = [
        (step.groups, step.name, f"{step.seconds:.1f}", f"{step.cpu_seconds:.1f}",
         f"{1000 * step.seconds / step.groups:.1f}", f"{step.memory_mib:.0f}")
        for step in steps
    ]  # fmt: skip
    heads = ("groups", "step", "wall s", "CPU s", "ms per group", "memory MiB")
    print(tabulate(rows, headers=heads, tablefmt="github", disable_numparse=True))
    return 0


def _class_of(size: int, jobs: int) -> list[Step]:
    with tempfile.TemporaryDirectory(prefix="grader-scale-") as name:
        folder = Path(name)
        context = tiny_context(folder, executor=Replayed(sandbox()), schedule=ONCE)
        inbox = folder / "submissions" / ASSIGNMENT
        _hand_in(inbox, size)
        grade = _grading(folder, context, inbox, jobs)

        # The one real training is not part of what is measured.
        _hand_in(folder / "first" / ASSIGNMENT, 1)
        _grading(folder, context, folder / "first" / ASSIGNMENT, 1)()
        return [
            _measured(size, "grade", grade),
            _measured(size, "grade, nothing new", grade),
            _in_a_process_of_its_own(size, "report", folder),
            _in_a_process_of_its_own(size, "report, nothing new", folder),
            _in_a_process_of_its_own(size, "rescore", folder),
        ]


def _in_a_process_of_its_own(size: int, name: str, folder: Path) -> Step:
    """Measure a command that comes after grading, as a user starts it."""
    command = [sys.executable, __file__, "--step", name, "--folder", str(folder), str(size)]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE)
    return Step(**json.loads(done.stdout))


def _step(name: str, size: int, folder: Path) -> Step:
    context = tiny_context(folder, executor=NothingRuns(), schedule=ONCE)

    def grades() -> dict[str, Grade]:
        with open_gradebook(folder / "var" / "gradebook.sqlite") as gradebook:
            return gradebook.latest(ASSIGNMENT, context.profile.name)

    def report() -> None:
        plan = ReportPlan(
            workspace=workspace_in(folder), assignment=context.assignment,
            profile=context.profile.name, units=units_of(context), language=Language.ES,
            now=datetime.now(UTC),
        )  # fmt: skip
        make_reports(plan, list(grades().values()))

    return _measured(
        size, name, report if name.startswith("report") else lambda: rescore(grades(), context)
    )


def _hand_in(inbox: Path, size: int) -> None:
    source = PLAIN.read_text("utf-8")
    for number in range(size):
        group = inbox / f"g{number:05d}"
        group.mkdir(parents=True)
        named = source.replace(
            "        ]\n    )", f"        ],\n        name='n{number}_{size}',\n    )"
        )
        (group / "model.py").write_text(named, "utf-8")


def _grading(folder: Path, context: GradingContext, inbox: Path, jobs: int) -> Callable[[], None]:
    plan = BatchPlan(
        handed_in=discover(inbox), roster={}, jobs=jobs, rerun=False, log_folder=folder / "logs"
    )

    def grade() -> None:
        log = EventLog(folder / "var" / "batches", lambda: datetime.now(UTC))
        with open_gradebook(folder / "var" / "gradebook.sqlite") as gradebook:
            grade_batch(plan, context, gradebook, log.write)
        log.close()

    return grade


def _measured(groups: int, name: str, step: Callable[[], object]) -> Step:
    wall, cpu = time.monotonic(), _cpu_seconds()
    step()
    seconds, used = time.monotonic() - wall, _cpu_seconds() - cpu
    gc.collect()
    memory = psutil.Process().memory_info().rss / 2**20
    print(
        f"{groups} groups, {name}: {seconds:.1f} s, {memory:.0f} MiB", file=sys.stderr, flush=True
    )
    return Step(groups=groups, name=name, seconds=seconds, cpu_seconds=used, memory_mib=memory)


def _cpu_seconds() -> float:
    times = psutil.Process().cpu_times()
    return times.user + times.system + times.children_user + times.children_system


if __name__ == "__main__":
    sys.exit(main())
