"""Grade the same files many times, each time with another secret: how often does the decision flip?

Usage: python benchmarks/regrading.py [ASSIGNMENT FILE...] [--secrets 20] [--boundary 60]

Without files: three changes of `cifar10_tuning`'s good-enough solution that lie near 60 points.

Method: every secret draws its own data, seeds and permutation, as another course would. Each file
goes through the ordinary path with the usual schedule (3, 5, 9 runs), and once more with three runs
and no more, on the same evidence. Printed are, for each file and secret, both sums, the highest
boundary each reaches (with its margin), and the runs; then for each file how many of all pairs of
gradings decide differently.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from decimal import Decimal
from itertools import combinations
from pathlib import Path
from statistics import fmean, stdev

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from tabulate import tabulate

from graders.course.workspace import default_workspace
from graders.domain.repeats import Schedule
from graders.intake.discovery import HandedIn
from graders.intake.reading import read_submission
from graders.pipeline.context import (
    GradingContext,
    Overrides,
    choose_profile,
    load_assignment,
    make_context,
)
from graders.pipeline.grade_submission import grade_submission
from graders.sandbox.choose import choose_executor

USUAL = "cifar10_tuning"
# Old and new text of the good-enough solution.
# Half-trained, so that their points lie about the boundary of 60.
BORDERLINE = {
    "few_epochs": (('"epochs": 12', '"epochs": 6'),),
    "no_dropout": (('"epochs": 12', '"epochs": 6'), ("            layers.Dropout(0.3),\n", "")),
    "large_batches": (('"epochs": 12, "batch_size": 64', '"epochs": 7, "batch_size": 128'),),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Grading:
    """One grading of one file."""

    points: float
    reaches: bool
    num_runs: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """One file under one secret, with three runs and with the escalation rule."""

    file: str
    secret: int
    plain: Grading
    escalated: Grading


def main() -> int:
    """Grade, print every grading, and count decisions that differ."""
    parser = argparse.ArgumentParser(description="Gradings of one file with many secrets.")
    parser.add_argument("assignment", nargs="?", default=USUAL)
    parser.add_argument("files", nargs="*", type=Path)
    parser.add_argument("--profile", default="embedded")
    parser.add_argument("--secrets", type=int, default=20)
    parser.add_argument("--boundary", type=Decimal, default=Decimal(60))
    parser.add_argument("--jobs", type=int, default=2)
    arguments = parser.parse_args()
    with (
        tempfile.TemporaryDirectory(prefix="regrading-") as folder,
        ThreadPoolExecutor(max_workers=arguments.jobs) as pool,
    ):
        arguments.files = arguments.files or _borderline(Path(folder))
        jobs = [
            (path, number, arguments, Path(folder))
            for number in range(arguments.secrets)
            for path in arguments.files
        ]
        pairs = []
        for pair in pool.map(_graded, jobs):
            print(_line(pair), flush=True)
            pairs.append(pair)
    print()
    print(tabulate([_summary(path, pairs) for path in arguments.files], headers="keys"))
    return 0


def _borderline(folder: Path) -> list[Path]:
    plain = (default_workspace().reference / USUAL / "good_enough.py").read_text("utf-8")
    files = []
    for name, changes in BORDERLINE.items():
        text = plain
        for old, new in changes:
            text = text.replace(old, new)
        files.append(folder / f"{name}.py")
        files[-1].write_text(text, "utf-8")
    return files


def _graded(job: tuple[Path, int, argparse.Namespace, Path]) -> Pair:
    path, number, arguments, folder = job
    workspace = default_workspace()
    own = replace(workspace, var=folder / f"{path.stem}-{number}")
    own.var.mkdir()
    if workspace.data.exists():
        own.data.symlink_to(workspace.data.resolve())
    assignment = load_assignment(workspace, arguments.assignment)
    schedules = [
        Schedule(counts=counts, boundaries=(arguments.boundary,)) for counts in ((3,), (3, 5, 9))
    ]
    plain, escalated = (
        _grade(
            path,
            make_context(
                own,
                assignment,
                choose_profile(assignment, arguments.profile),
                executor=choose_executor(),
                device="cpu",
                overrides=Overrides(secret=f"regrading {number}".encode(), schedule=schedule),
            ),
        )
        for schedule in schedules
    )
    return Pair(file=path.stem, secret=number, plain=plain, escalated=escalated)


def _grade(path: Path, context: GradingContext) -> Grading:
    handed_in = HandedIn(group=path.stem, path=path, received_at=datetime.now(UTC))
    submission = read_submission(handed_in, context.assignment)
    grade = grade_submission(submission, context, lambda _event: None).grade
    certainty = grade.repeats.certainty
    if certainty is None or grade.points is None:
        raise SystemExit(f"The grade of {path} does not depend on luck.")
    return Grading(
        points=float(grade.points),
        reaches=certainty.boundary is not None,
        num_runs=certainty.num_runs,
    )


def _line(pair: Pair) -> str:
    def said(grading: Grading) -> str:
        decision = "reaches" if grading.reaches else "misses "
        return f"{grading.points:6.2f} {decision} ({grading.num_runs} runs)"

    return f"{pair.file:24} secret {pair.secret:3}  {said(pair.plain)}   {said(pair.escalated)}"


def _summary(path: Path, pairs: list[Pair]) -> dict[str, object]:
    own = [pair for pair in pairs if pair.file == path.stem]
    row: dict[str, object] = {"file": path.stem, "secrets": len(own)}
    for name, gradings in (
        ("3 runs", [pair.plain for pair in own]),
        ("3-5-9", [pair.escalated for pair in own]),
    ):
        both = list(combinations(gradings, 2))
        points = [grading.points for grading in gradings]
        flips = sum(left.reaches != right.reaches for left, right in both)
        row |= {
            f"{name}: points": f"{fmean(points):.2f} ± {stdev(points):.2f}",
            f"{name}: reach": sum(grading.reaches for grading in gradings),
            f"{name}: pairs that flip": f"{flips} of {len(both)}",
            f"{name}: runs": round(fmean(grading.num_runs for grading in gradings), 2),
        }
    return row


if __name__ == "__main__":
    sys.exit(main())
