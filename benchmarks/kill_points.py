"""Kills a batch with everything it started, at random moments, and grades on.

Method: a class of four groups (three trainings each; one file fails to build) is graded once
without a disturbance. Then, for each point, a new course with the same secret and files is graded,
killed with SIGKILL (the command, its sandboxes, its workers) after a random share of the
undisturbed time, and graded again to the end. Compared are status, points, rows and the hash of the
predictions of every training; counted are trainings that were stored twice for one key (there must
be none: at most what ran at the moment of the kill is made again), grades kept, and gradebooks that
fail SQLite's integrity check or their own chain.

    python benchmarks/kill_points.py --points 100
"""

from __future__ import annotations

import argparse
import random
import shutil
import sqlite3
import statistics
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from graders.records.gradebook import open_gradebook
from tests import small_class

_SPLITS = Path("var", "private", "splits")


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """What came of one kill.

    Attributes:
        seconds: When it was killed.
        stored: Trainings that were stored by then.
        kept: Grades that were kept by the second command.
        is_identical: Whether all outcomes are those of the undisturbed batch.
        is_clean: Whether the gradebook is sound.
        num_repeated: Stored trainings that were made again.
    """

    seconds: float
    stored: int
    kept: int
    is_identical: bool
    is_clean: bool
    num_repeated: int


def main() -> int:
    """Kill and resume, print a line for each point; exit code 1 when one is not as it must be."""
    parser = argparse.ArgumentParser(description="Kill a batch at random moments and resume it.")
    parser.add_argument("--points", type=int, default=100)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    moments = random.Random(arguments.seed)  # noqa: S311 - moments, no secrets
    with tempfile.TemporaryDirectory(prefix="kill-points-") as root:
        quiet = Path(root) / "quiet"
        environment = small_class.class_of_four(quiet)
        small_class.ended(small_class.start_grading(environment, runs=arguments.runs))
        shutil.rmtree(quiet / "var" / "runs")
        (quiet / "var" / "gradebook.sqlite").unlink()
        began = time.monotonic()
        process = small_class.start_grading(environment, runs=arguments.runs)
        expected = small_class.outcomes(small_class.ended(process)[0])
        whole = time.monotonic() - began
        print(f"undisturbed, data drawn before: {whole:.1f} s", flush=True)
        points = []
        for number in range(arguments.points):
            folder = Path(root) / str(number)
            moment = moments.uniform(0, whole)
            points.append(_kill_and_resume(folder, quiet, moment, expected, arguments.runs))
            print(f"{number + 1:>4}  {points[-1]}", flush=True)
            shutil.rmtree(folder)
    return _tell(points)


def _kill_and_resume(
    folder: Path, quiet: Path, moment: float, expected: dict[str, tuple[object, ...]], runs: int
) -> Point:
    environment = small_class.class_of_four(folder)
    shutil.copytree(quiet / _SPLITS, folder / _SPLITS)
    process = small_class.start_grading(environment, runs=runs)
    time.sleep(moment)
    small_class.kill_tree(process)
    stored = len(small_class.trainings(environment))
    lines, _errors, _code = small_class.ended(small_class.start_grading(environment, runs=runs))
    return Point(
        seconds=round(moment, 2),
        stored=stored,
        kept=sum(line["event"] == "submission_kept" for line in lines),
        is_identical=small_class.outcomes(lines) == expected,
        is_clean=_is_clean(folder / "var" / "gradebook.sqlite"),
        num_repeated=sum(count - 1 for count in small_class.trainings(environment)),
    )


def _is_clean(file: Path) -> bool:
    with sqlite3.connect(file) as connection:
        sound = connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    with open_gradebook(file) as gradebook:
        return sound and gradebook.broken_link() is None


def _tell(points: list[Point]) -> int:
    good = [point.is_identical and point.is_clean and not point.num_repeated for point in points]
    print(
        f"{len(points)} kills, {min(point.seconds for point in points)} to "
        f"{max(point.seconds for point in points)} s after the start\n"
        f"identical to the undisturbed batch: {sum(point.is_identical for point in points)}\n"
        f"gradebook sound: {sum(point.is_clean for point in points)}\n"
        f"stored trainings made again: {sum(point.num_repeated for point in points)}\n"
        f"trainings stored at the kill, median: "
        f"{statistics.median(point.stored for point in points)}, grades kept, median: "
        f"{statistics.median(point.kept for point in points)}"
    )
    return int(not all(good))


if __name__ == "__main__":
    sys.exit(main())
