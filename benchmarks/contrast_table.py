"""Grade the reference and every contrast solution of an assignment, and print points by row.

Usage: python benchmarks/contrast_table.py ASSIGNMENT [--profile embedded] [--jobs 2]

Method: each file of `reference/ASSIGNMENT` and its `mutants` is graded once through the ordinary
path (sandbox, one seed, one secret), on the calibrated anchors. The table shows the points of each
rubric row; a blank row was not reached. GRADER_HOME names the folder with imported data.
"""

from __future__ import annotations

import argparse
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path

from tabulate import tabulate

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from graders.course.workspace import default_workspace
from graders.domain.grade import CriterionStatus, Grade
from graders.domain.repeats import ONCE
from graders.intake.discovery import HandedIn
from graders.intake.reading import read_submission
from graders.pipeline.context import Overrides, choose_profile, load_assignment, make_context
from graders.pipeline.grade_submission import grade_submission
from graders.sandbox.choose import choose_executor


def main() -> int:
    """Grade the files and print the table."""
    parser = argparse.ArgumentParser(description="Points of contrast solutions by rubric row.")
    parser.add_argument("assignment")
    parser.add_argument("--profile", default="embedded")
    parser.add_argument("--jobs", type=int, default=2)
    arguments = parser.parse_args()
    workspace = default_workspace()
    assignment = load_assignment(workspace, arguments.assignment)
    context = make_context(
        workspace,
        assignment,
        choose_profile(assignment, arguments.profile),
        executor=choose_executor(),
        device="cpu",
        overrides=Overrides(secret=b"contrast table", schedule=ONCE),
    )
    folder = workspace.reference / assignment.id
    starter = workspace.assignments / assignment.id / "starter.py"
    files = [*sorted(folder.glob("*.py"), reverse=True), starter, *sorted(folder.glob("*/*.py"))]

    def graded(path: Path) -> Grade:
        handed_in = HandedIn(group=path.stem, path=path, received_at=datetime.now(UTC))
        submission = read_submission(handed_in, assignment)
        return grade_submission(submission, context, lambda _event: None).grade

    with ThreadPoolExecutor(max_workers=arguments.jobs) as pool:
        grades = list(pool.map(graded, files))
    rows = [
        [
            grade.group,
            *(
                "" if row.status is CriterionStatus.NOT_REACHED else str(row.points)
                for row in grade.results
            ),
            str(grade.points),
        ]
        for grade in grades
    ]
    head = ["solution", *(f"{row.id} /{row.max_points}" for row in assignment.rubric.items), "sum"]
    print(tabulate(rows, headers=head, tablefmt="github", disable_numparse=True))
    return 0


if __name__ == "__main__":
    sys.exit(main())
