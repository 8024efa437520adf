"""Grades known submissions through the ordinary path and holds the grader to its rules."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from graders.course.calibration_file import read_calibration
from graders.course.calibration_scores import worst_scores
from graders.course.validation_file import ValidationPlan
from graders.course.workspace import Workspace
from graders.domain.assignment import Assignment
from graders.domain.evidence import Scores
from graders.domain.generative_scores import GenerativeScores
from graders.domain.grade import Grade, GradeStatus
from graders.domain.repeats import ONCE
from graders.domain.training import Profile
from graders.domain.validation import Check, Detection, Role, Variant, VariantRun
from graders.errors import CourseError
from graders.grading.acceptance import rules
from graders.grading.acceptance.detection import check_detection, check_feedback, detections
from graders.grading.acceptance.results import Results, group_runs
from graders.grading.run_spread import noisy_points
from graders.intake.discovery import HandedIn
from graders.intake.reading import read_submission
from graders.pipeline.context import GradingContext, Overrides, make_context
from graders.pipeline.fingerprint import run_key
from graders.pipeline.grade_submission import grade_submission
from graders.sandbox.executor import Executor

# What must come out equal, or fails before luck has a say, is not worth as many runs.
_FEWER_RUNS: Final = {Role.SAME: 1, Role.TRIVIAL: 2, Role.GAMING: 2}


@dataclass(frozen=True, slots=True, kw_only=True)
class ValidationJob:
    """What is graded.

    Attributes:
        workspace: The course; evidence is kept in its generated folder.
        assignment: The assignment.
        profile: The profile.
        plan: The known submissions.
        num_seeds: Runs of each, with the seeds and data that `calibrate` uses.
        device: `cpu` or `gpu`.
        jobs: Runs at the same time.
    """

    workspace: Workspace
    assignment: Assignment
    profile: Profile
    plan: ValidationPlan
    num_seeds: int
    device: str
    jobs: int

    @property
    def num_runs(self) -> int:
        """Runs of all submissions together."""
        return sum(self.runs_of(variant) for variant in self.plan.variants)

    def runs_of(self, variant: Variant) -> int:
        """Runs of one submission."""
        return min(self.num_seeds, _FEWER_RUNS.get(variant.role, self.num_seeds))


OnRun = Callable[[Variant, VariantRun], None]


def run_variants(
    job: ValidationJob, executor: Executor, stored: Sequence[VariantRun], on_run: OnRun
) -> Iterator[tuple[VariantRun, ...]]:
    """Grade every known submission once with each seed; yield all runs so far after each seed.

    Args:
        job: What is graded.
        executor: How student code is run.
        stored: Runs that were judged by today's rubric and anchors: one of the same key stands.
        on_run: Hears of every run.

    Raises:
        CourseError: The grader could not grade one of them.
    """
    known = {(run.variant, run.index): run for run in stored}
    runs: list[VariantRun] = []
    folder = job.workspace.var / "validation" / job.profile.name / "handed_in"
    for index in range(job.num_seeds):
        context = _context(job, executor, index)
        variants = [found for found in job.plan.variants if index < job.runs_of(found)]
        for variant, run in _graded(variants, context, index, (folder, known), job.jobs):
            on_run(variant, run)
            runs.append(run)
        # What later seeds gave before is not lost when this is interrupted.
        later = [run for run in stored if index < run.index < job.num_seeds]
        yield (*runs, *later)


def check_all(
    job: ValidationJob, measured: Sequence[VariantRun]
) -> tuple[tuple[Check, ...], tuple[Detection, ...], Mapping[str, tuple[VariantRun, ...]]]:
    """Return what each acceptance rule says, what each mutant lost, and the runs by variant.

    Raises:
        CalibrationMissingError: The profile was never calibrated.
    """
    runs = group_runs(measured)
    results = Results(rubric=job.assignment.rubric, variants=job.plan.variants, runs=runs)
    found = detections(results)
    bound, noisy = _reference_bound(job)
    checks = (
        rules.check_reference(results, bound, noisy),
        rules.check_starter(results, job.plan.starter_band),
        rules.check_trivial(results),
        check_detection(found),
        rules.check_alternatives(results),
        rules.check_same(results),
        rules.check_ladder(results),
        rules.check_gaming(results),
        rules.check_noise(results, job.assignment.schedule),
        check_feedback(found),
    )
    return checks, found, runs


def _reference_bound(job: ValidationJob) -> tuple[float, frozenset[str]]:
    """Return the points of the rows that vary, with the reference's measures at their worst."""
    path = job.workspace.calibration(job.assignment.id)
    anchors = read_calibration(path, job.profile.name)
    points: dict[str, float] = {}
    for part, scores in worst_scores(path, job.assignment, job.profile).items():
        points |= noisy_points(job.assignment.rubric, anchors, part, scores)
    return sum(points.values()), frozenset(points)


def _context(job: ValidationJob, executor: Executor, index: int) -> GradingContext:
    # One folder a seed: its data is prepared once, and its evidence serves the next call.
    workspace = replace(
        job.workspace, var=job.workspace.var / "validation" / job.profile.name / str(index)
    )
    workspace.var.mkdir(parents=True, exist_ok=True)
    if job.workspace.data.exists() and not workspace.data.exists():
        workspace.data.symlink_to(job.workspace.data.resolve())
    return make_context(
        workspace,
        job.assignment,
        job.profile,
        executor=executor,
        device=job.device,
        overrides=Overrides(secret=f"calibration {index}".encode(), schedule=ONCE),
    )


def _graded(
    variants: Sequence[Variant],
    context: GradingContext,
    index: int,
    kept: tuple[Path, Mapping[tuple[str, int], VariantRun]],
    jobs: int,
) -> Iterator[tuple[Variant, VariantRun]]:
    # Variants of one text share a run key; two of them must not train at the same time.
    locks = {variant.text: threading.Lock() for variant in variants}

    def graded(variant: Variant) -> tuple[Variant, VariantRun]:
        with locks[variant.text]:
            return variant, _grade(variant, context, index, kept)

    with ThreadPoolExecutor(max_workers=jobs) as pool:
        yield from pool.map(graded, variants)


def _grade(
    variant: Variant,
    context: GradingContext,
    index: int,
    kept: tuple[Path, Mapping[tuple[str, int], VariantRun]],
) -> VariantRun:
    folder, known = kept
    path = folder / context.assignment.id / variant.id / variant.file_name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(variant.text, encoding="utf-8")
    handed_in = HandedIn(group=variant.id, path=path, received_at=context.now())
    submission = read_submission(handed_in, context.assignment)
    found = known.get((variant.id, index))
    if found and found.run_keys == {
        part: run_key(submission, unit) for part, unit in context.units.items()
    }:
        return found
    grade = grade_submission(submission, context, lambda _event: None).grade
    if grade.status is GradeStatus.UNGRADED:
        raise CourseError(f"{variant.id}, run {index}, could not be graded: {grade.cause}")
    return _variant_run(variant, grade, index)


def _variant_run(variant: Variant, grade: Grade, index: int) -> VariantRun:
    units = grade.repeats.runs[0].units if grade.repeats.runs else {}
    evidence = grade.evidence
    before_any_run = {"": str(evidence.verdict)} if evidence and not units else {}
    return VariantRun(
        variant=variant.id,
        index=index,
        points={result.item: float(result.points) for result in grade.results},
        codes={
            result.item: result.finding.code
            for result in grade.results
            if result.finding and result.points < result.max_points
        },
        verdicts={part: str(unit.run.verdict) for part, unit in units.items()} or before_any_run,
        measures={
            part: _measure(unit.scores) for part, unit in units.items() if unit.scores is not None
        },
        flags=tuple(flag.code for flag in grade.flags),
        run_keys={part: unit.run_key for part, unit in units.items()},
        cpu_seconds=round(sum(unit.run.usage.cpu_seconds for unit in units.values()), 1),
    )


def _measure(scores: Scores) -> float:
    if isinstance(scores, GenerativeScores):
        return round(-scores.final.kid, 5)
    return round(scores.hidden_accuracy, 5)
