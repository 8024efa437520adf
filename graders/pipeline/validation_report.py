"""Measures a validation, keeps it, and writes its report."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from graders.course.calibration_file import read_calibration
from graders.course.validation_results import (
    StoredValidation,
    has_profile,
    read_stored,
    rows_of,
    write_validation,
)
from graders.domain.rubric import Calibration
from graders.domain.validation import Validation, VariantRun
from graders.errors import CourseError
from graders.pipeline.validate import OnRun, ValidationJob, check_all, run_variants
from graders.reports.validation_plots import matrix_figure, points_figure
from graders.reports.validation_report import validation_markdown
from graders.sandbox.executor import Executor


def measure_validation(job: ValidationJob, executor: Executor, on_run: OnRun) -> None:
    """Grade every known submission and store the runs.

    Raises:
        CalibrationMissingError: The profile was never calibrated.
        CourseError: The grader could not grade one of them.
    """
    path = job.workspace.calibration(job.assignment.id)
    anchors = read_calibration(path, job.profile.name)
    target = job.workspace.validation(job.assignment.id)
    for runs in run_variants(job, executor, _known_runs(job, anchors), on_run):
        stored = StoredValidation(
            rubric=rows_of(job.assignment.rubric),
            calibration_sha256=anchors.sha256,
            measured_at=datetime.now(UTC).isoformat(timespec="seconds"),
            runs=runs,
        )
        write_validation(target, job.assignment.id, job.profile.name, stored)


def _known_runs(job: ValidationJob, anchors: Calibration) -> tuple[VariantRun, ...]:
    """Return stored runs that were judged by today's rubric and anchors."""
    path = job.workspace.validation(job.assignment.id)
    if not path.is_file() or not has_profile(path, job.profile.name):
        return ()
    stored = read_stored(path, job.profile.name)
    return stored.runs if stored.is_of(job.assignment.rubric, anchors) else ()


def conclude_validation(job: ValidationJob) -> tuple[Validation, Path]:
    """Apply the rules to the stored runs; write the report and return where it is.

    Raises:
        CourseError: Nothing is stored, or it was measured by another rubric or other anchors.
    """
    assignment, profile = job.assignment, job.profile
    stored = read_stored(job.workspace.validation(assignment.id), profile.name)
    anchors = read_calibration(job.workspace.calibration(assignment.id), profile.name)
    if not stored.is_of(assignment.rubric, anchors):
        raise CourseError(
            f"The stored validation of {assignment.id!r} is of another rubric or other anchors.",
            hint=f"Run `python grader.py validate {assignment.id} --profile {profile.name}`.",
        )
    checks, found, runs = check_all(job, stored.runs)
    validation = Validation(
        assignment=assignment.id,
        profile=profile.name,
        rows=stored.rubric,
        variants=job.plan.variants,
        runs=runs,
        checks=checks,
        detections=found,
        measured_at=stored.measured_at,
    )
    return validation, _write_report(job, validation)


def _write_report(job: ValidationJob, validation: Validation) -> Path:
    folder = job.workspace.reference / validation.assignment / f"validation-{validation.profile}"
    folder.mkdir(exist_ok=True)
    (folder / "matrix.svg").write_text(matrix_figure(validation) + "\n", encoding="utf-8")
    (folder / "points.svg").write_text(points_figure(validation) + "\n", encoding="utf-8")
    target = folder / "README.md"
    target.write_text(validation_markdown(validation), encoding="utf-8")
    return target
