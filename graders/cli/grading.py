"""What `grade` and `demo` do alike: warn, grade under live progress, tell how it went."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Final

import click
from rich.console import Console

from graders.domain.anchor_shift import Standing
from graders.domain.events import BatchEvent, SubmissionGraded, SubmissionKept
from graders.domain.grade import Grade, GradeStatus
from graders.domain.machine import MACHINE_CLASS
from graders.pipeline.grade_class import ClassPlan, GradedClass, grade_class
from graders.records.event_log import event_to_json
from graders.reports.json_record import grade_to_json
from graders.reports.messages.text import Language
from graders.reports.progress import LiveProgress

NEEDS_RERUN: Final = 5


def grade_with_progress(plan: ClassPlan, language: Language, *, as_json: bool) -> GradedClass:
    """Grade a class while showing what happens, or printing it as lines of JSON."""
    if plan.trust_submissions:
        click.echo(
            "grader: warning: --trust-submissions runs every file without a sandbox; "
            "each record will say so.",
            err=True,
        )
    if as_json:
        return grade_class(plan, _print_json_line)
    with LiveProgress(Console(stderr=True), language) as progress:
        return grade_class(plan, progress)


def note_unchecked_machine(plan: ClassPlan, standing: Standing | None) -> None:
    """Say when nobody has run the known solutions on this class of machine."""
    if standing is Standing.UNCHECKED:
        click.echo(
            f"grader: note: no five runs of the reference and the starter of {plan.assignment_id} "
            "are known from this class of machine, so nobody knows whether its anchors hold here. "
            "Compare once, with some minutes of training: "
            f"python grader.py anchors {plan.assignment_id}"
            + (f" --profile {plan.profile}" if plan.profile else ""),
            err=True,
        )


def note_mixed_machines(plan: ClassPlan, grades: Sequence[Grade]) -> None:
    """Say when grades of one class rest on trainings of several classes of machine."""
    made_on = {
        unit.run.environment.get(MACHINE_CLASS, "")
        for grade in grades
        for run in grade.repeats.runs
        for unit in run.units.values()
    } - {""}
    if len(made_on) > 1:
        click.echo(
            f"grader: note: these grades were made on {len(made_on)} classes of machine "
            f"({', '.join(sorted(made_on))}), on which equal files need not reach equal points. "
            f"To train all on this one: python grader.py grade {plan.assignment_id} --rerun"
            + (f" --profile {plan.profile}" if plan.profile else ""),
            err=True,
        )


def exit_code(grades: Sequence[Grade]) -> int:
    """0 when every grade stands, 5 when the grader failed for one, else 1."""
    if any(grade.needs_rerun for grade in grades):
        return NEEDS_RERUN
    return int(
        any(
            grade.status is not GradeStatus.GRADED and grade.points_by_hand is None
            for grade in grades
        )
    )


def _print_json_line(event: BatchEvent) -> None:
    line = event_to_json(event)
    if isinstance(event, (SubmissionGraded, SubmissionKept)):
        line["grade"] = grade_to_json(event.grade)
    click.echo(json.dumps(line, ensure_ascii=False, default=str))
