"""Grade starter, good-enough and reference several times, each with another secret.

Usage: python benchmarks/real_data.py ASSIGNMENT [--profile cpu] [--secrets 3] [--jobs 2]

Method: every secret draws its own split, permutation and seed; each file goes through the ordinary
path (sandbox, calibrated anchors). Printed are hidden metric and gap by model, points, and the CPU
seconds of the whole run. GRADER_HOME names the folder with imported data.
"""

from __future__ import annotations

import argparse
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from graders.course.fit_anchors import Solution
from graders.course.workspace import default_workspace
from graders.domain.evidence import ClassificationScores, Scores
from graders.domain.generative_scores import GenerativeScores
from graders.domain.repeats import ONCE
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
from graders.pipeline.solution_runs import solution_files
from graders.sandbox.choose import choose_executor


def main() -> int:
    """Grade and print one line a run."""
    parser = argparse.ArgumentParser(description="Known solutions on real data.")
    parser.add_argument("assignment")
    parser.add_argument("--profile", default="cpu")
    parser.add_argument("--secrets", type=int, default=3)
    parser.add_argument("--jobs", type=int, default=2)
    arguments = parser.parse_args()
    workspace = default_workspace()
    assignment = load_assignment(workspace, arguments.assignment)
    profile = choose_profile(assignment, arguments.profile)
    executor = choose_executor()
    contexts = [
        make_context(
            workspace,
            assignment,
            profile,
            executor=executor,
            device="cpu",
            overrides=Overrides(secret=f"benchmark {number}".encode(), schedule=ONCE),
        )
        for number in range(arguments.secrets)
    ]
    files = {
        solution: path
        for solution, path in solution_files(workspace, assignment.id).items()
        if solution is not Solution.OVERFIT
    }
    jobs = [(solution, path, context) for solution, path in files.items() for context in contexts]
    with ThreadPoolExecutor(max_workers=arguments.jobs) as pool:
        for line in pool.map(_line, jobs):
            print(line, flush=True)
    return 0


def _line(job: tuple[Solution, Path, GradingContext]) -> str:
    solution, path, context = job
    handed_in = HandedIn(group=str(solution), path=path, received_at=datetime.now(UTC))
    submission = read_submission(handed_in, context.assignment)
    grade = grade_submission(submission, context, lambda _event: None).grade
    evidence = grade.evidence
    scores = [part.scores for part in evidence.parts.values()] if evidence else []
    if evidence and not scores:
        scores = [evidence.scores]
    measured = " · ".join(_shown(found) for found in scores if found is not None)
    seconds = sum(run.usage.cpu_seconds for run in grade.runs.values())
    return f"{solution:12} {measured}  points {grade.points}  {seconds:.0f} s CPU"


def _shown(scores: Scores) -> str:
    if isinstance(scores, GenerativeScores):
        final = scores.final
        return f"KID {final.kid:.3f} coverage {final.coverage:.3f} modes {scores.modes}"
    gap = scores.train_accuracy - scores.hidden_accuracy
    more = ""
    if isinstance(scores, ClassificationScores) and scores.top5_accuracy is not None:
        more = f" top-5 {scores.top5_accuracy:.3f}"
    return f"hidden {scores.hidden_accuracy:.3f}{more} gap {gap:+.3f}"


if __name__ == "__main__":
    sys.exit(main())
