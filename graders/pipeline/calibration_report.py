"""Writes the report on a calibration from its stored runs."""

from __future__ import annotations

from pathlib import Path

from graders.course.calibration_file import (
    RunSection,
    measured_at,
    read_calibration,
    read_notes,
    read_runs,
)
from graders.course.calibration_scores import stored_scores
from graders.course.workspace import Workspace
from graders.domain.assignment import Assignment
from graders.domain.calibration_runs import CalibrationReport, KnownRun
from graders.domain.training import Profile
from graders.grading.run_spread import run_sd
from graders.reports.calibration_plots import picture_name, runs_figure
from graders.reports.calibration_report import calibration_markdown


def write_calibration_report(
    workspace: Workspace, assignment: Assignment, profile: Profile
) -> Path:
    """Write `reference/<id>/calibration-<profile>/` and return its page.

    Raises:
        CalibrationMissingError: The profile was never calibrated.
    """
    path = workspace.calibration(assignment.id)
    anchors = read_calibration(path, profile.name)
    stored = read_runs(path, profile.name)
    parts = dict.fromkeys(run.part for run in stored)
    report = CalibrationReport(
        assignment=assignment.id,
        profile=profile.name,
        anchors={part: anchors.parts.get(part) if part else anchors for part in parts},
        runs={part: tuple(_known(run) for run in stored if run.part == part) for part in parts},
        notes=read_notes(path, profile.name),
        measured_at=measured_at(path, profile.name),
        run_sd=run_sd(assignment.rubric, anchors, stored_scores(path, assignment, profile)),
    )
    folder = path.parent / f"calibration-{profile.name}"
    folder.mkdir(exist_ok=True)
    for part, runs in report.runs.items():
        drawing = runs_figure(part, runs, report.anchors[part])
        (folder / picture_name(part)).write_text(drawing + "\n", encoding="utf-8")
    target = folder / "README.md"
    target.write_text(calibration_markdown(report), encoding="utf-8")
    return target


def _known(run: RunSection) -> KnownRun:
    accuracies = {"hidden_accuracy": run.hidden_accuracy, "gap": run.gap}
    measures = {name: value for name, value in accuracies.items() if value is not None}
    return KnownRun(
        solution=run.solution,
        measures={**measures, **run.measures},
        epochs=run.epochs,
        cpu_seconds=run.cpu_seconds,
    )
