"""Grade example groups on one thread and on two: do the grades lie within the printed intervals?

Usage: python benchmarks/threads.py ASSIGNMENT [--groups grupo02,grupo05] [--profile embedded]

Method: the same files, seeds and data; only the number of threads of a training differs, which
changes the order of sums and so the bits. Each group is graded with three runs. Trainings on two
threads run one at a time. Printed are points and 95 % interval for both, and whether the grade on
two threads lies in the interval of that on one.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from tabulate import tabulate

from graders.course.workspace import bundled_workspace
from graders.domain.grade import Grade
from graders.domain.repeats import Schedule
from graders.intake.reading import read_submission
from graders.pipeline import context as context_module
from graders.pipeline import fingerprint
from graders.pipeline.context import Overrides, choose_profile, load_assignment, make_context
from graders.pipeline.grade_class import chosen_groups
from graders.pipeline.grade_submission import grade_submission
from graders.sandbox.choose import choose_executor


def main() -> int:
    """Grade twice and compare."""
    parser = argparse.ArgumentParser(description="One thread against two.")
    parser.add_argument("assignment")
    parser.add_argument("--groups", default="")
    parser.add_argument("--profile", default="embedded")
    arguments = parser.parse_args()
    groups = [name for name in arguments.groups.split(",") if name]
    with tempfile.TemporaryDirectory(prefix="threads-") as folder:
        one = _grades(arguments, groups, Path(folder) / "1", threads=1)
        two = _grades(arguments, groups, Path(folder) / "2", threads=2)
    rows = [_row(group, one[group], two[group]) for group in one]
    print(tabulate(rows, headers="keys"))
    return int(any(row["inside"] == "NO" for row in rows))


def _grades(
    arguments: argparse.Namespace, groups: list[str], folder: Path, *, threads: int
) -> dict[str, Grade]:
    # The number of threads is no option of the grader: two would be another class of machine.
    for module in (context_module, fingerprint):
        vars(module)["THREADS"] = threads
    folder.mkdir()
    workspace = replace(bundled_workspace(), var=folder)
    assignment = load_assignment(workspace, arguments.assignment)
    context = make_context(
        workspace,
        assignment,
        choose_profile(assignment, arguments.profile),
        executor=choose_executor(),
        device="cpu",
        overrides=Overrides(secret=b"threads", schedule=Schedule(counts=(3,))),
    )
    inbox = workspace.submissions / assignment.id
    files = [read_submission(entry, assignment) for entry in chosen_groups(inbox, groups)]

    def graded(position: int) -> Grade:
        grade = grade_submission(files[position], context, lambda _event: None).grade
        print(f"{threads} threads  {grade.group}  {grade.points}", flush=True)
        return grade

    with ThreadPoolExecutor(max_workers=max(2 // threads, 1)) as pool:
        return {grade.group: grade for grade in pool.map(graded, range(len(files)))}


def _row(group: str, one: Grade, two: Grade) -> dict[str, object]:
    certainty = one.repeats.certainty
    low, high = (certainty.low, certainty.high) if certainty else (one.points, one.points)
    inside = two.points is not None and low is not None and low <= two.points <= high  # type: ignore[operator]
    other = two.repeats.certainty
    return {
        "group": group,
        "1 thread": one.points,
        "interval": f"{low:.2f} to {high:.2f}",
        "2 threads": two.points,
        "its interval": f"{other.low:.2f} to {other.high:.2f}" if other else "-",
        "inside": "yes" if inside else "NO",
    }


if __name__ == "__main__":
    sys.exit(main())
