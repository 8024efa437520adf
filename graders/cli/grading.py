"""What `grade` and `demo` do alike: warn, grade under live progress, tell how it went."""

from __future__ import annotations

from collections.abc import Sequence

import click
from rich.console import Console

from graders.domain.grade import Grade, GradeStatus
from graders.pipeline.grade_class import ClassPlan, GradedClass, grade_class
from graders.reports.messages.text import Language
from graders.reports.progress import LiveProgress


def grade_with_progress(plan: ClassPlan, language: Language, *, quiet: bool) -> GradedClass:
    """Grade a class while showing what happens; `quiet` shows nothing."""
    if plan.trust_submissions:
        click.echo(
            "grader: warning: --trust-submissions runs every file without a sandbox; "
            "each record will say so.",
            err=True,
        )
    if quiet:
        return grade_class(plan, lambda _event: None)
    with LiveProgress(Console(stderr=True), language) as progress:
        return grade_class(plan, progress)


def exit_code(grades: Sequence[Grade]) -> int:
    """0 when every grade stands, 1 when one is blank or needs a look."""
    return int(any(grade.status is not GradeStatus.GRADED for grade in grades))
