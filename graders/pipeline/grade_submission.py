"""From one handed-in file to one grade."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from graders.domain.evidence import Evidence
from graders.domain.grade import (
    CriterionResult,
    CriterionStatus,
    Grade,
    GradeFingerprint,
    GradeStatus,
)
from graders.domain.review import ReviewFlag
from graders.domain.submission import Submission
from graders.domain.verdict import Verdict
from graders.errors import WorkerBrokenError
from graders.grading.apply_rubric import apply_rubric
from graders.grading.review_flags import review_flags
from graders.pipeline.context import GradingContext
from graders.pipeline.fingerprint import grade_fingerprint
from graders.pipeline.measure_unit import Notify
from graders.pipeline.submission_runs import SubmissionRuns, measure_run


@dataclass(frozen=True, slots=True, kw_only=True)
class GradedSubmission:
    """A grade and whether a training run was needed for it."""

    grade: Grade
    trained: bool


def grade_submission(
    submission: Submission, context: GradingContext, notify: Notify, *, rerun: bool = False
) -> GradedSubmission:
    """Grade one submission, run by run; stored evidence is used unless `rerun` asks for new."""
    runs = SubmissionRuns.begin(submission, context)
    try:
        while plans := runs.wanted():
            for plan in plans:
                runs.add(measure_run(submission, context, plan, notify, rerun=rerun))
    except WorkerBrokenError as error:
        fingerprint = grade_fingerprint(submission, context)
        return GradedSubmission(
            grade=blank_grade(submission, context, fingerprint, str(error)), trained=True
        )
    return conclude_grade(runs)


def conclude_grade(runs: SubmissionRuns) -> GradedSubmission:
    """Return the grade that a submission's runs are worth."""
    submission, context = runs.submission, runs.context
    fingerprint = grade_fingerprint(submission, context)
    concluded = runs.conclude()
    if concluded is None:
        results = apply_rubric(runs.static, context.assignment.rubric, context.calibration)
        grade = _grade(submission, context, fingerprint, (runs.static,), results)
        return GradedSubmission(grade=grade, trained=False)
    conclusion, repeats = concluded
    grade = _grade(
        submission,
        context,
        fingerprint,
        (conclusion.evidence, *runs.evidence()),
        conclusion.results,
    )
    shown = repeats.run(repeats.shown)
    trainings = {part: unit.run for part, unit in shown.units.items()} if shown else {}
    return GradedSubmission(
        grade=replace(
            grade,
            run=trainings.get(""),
            part_runs={name: run for name, run in trainings.items() if name},
            repeats=repeats,
        ),
        trained=runs.trained,
    )


def blank_grade(
    submission: Submission, context: GradingContext, fingerprint: GradeFingerprint, cause: str
) -> Grade:
    """Return a grade without points, for a failure that is not the student's."""
    blank = _grade(submission, context, fingerprint, (Evidence(verdict=Verdict.COMPLETED),), ())
    return replace(blank, status=GradeStatus.UNGRADED, cause=cause, evidence=None, results=())


def flags_of(runs: Sequence[Evidence]) -> tuple[ReviewFlag, ...]:
    """Return every flag that any run raises, once for each kind, model and place."""
    found: dict[tuple[object, ...], ReviewFlag] = {}
    for evidence in runs:
        for flag in review_flags(evidence):
            found.setdefault((flag.code, flag.part, flag.where), flag)
    return tuple(found.values())


def status_of(
    evidence: Sequence[Evidence],
    results: Sequence[CriterionResult],
    flags: Sequence[ReviewFlag],
) -> GradeStatus:
    """Return whether a grade stands, or a person has to look."""
    # Results that make no sense may be a forgery or a bug of ours: a person decides.
    makes_no_sense = any(entry.verdict is Verdict.MALFORMED_OUTPUT for entry in evidence) or any(
        result.status is CriterionStatus.NOT_ASSESSED for result in results
    )
    return GradeStatus.NEEDS_REVIEW if makes_no_sense or flags else GradeStatus.GRADED


def _grade(
    submission: Submission,
    context: GradingContext,
    fingerprint: GradeFingerprint,
    evidence: Sequence[Evidence],
    results: tuple[CriterionResult, ...],
) -> Grade:
    """Put a grade together; the first evidence is what it rests on, all of it raises flags."""
    flags = flags_of(evidence)
    lateness = context.judge_lateness(submission.group, submission.members, submission.received_at)
    return Grade(
        assignment=submission.assignment,
        group=submission.group,
        members=submission.members,
        profile=context.profile.name,
        file_name=submission.file_name,
        received_at=submission.received_at,
        late=lateness is not None and lateness.is_late,
        lateness=lateness,
        graded_at=context.now(),
        status=status_of(evidence, results, flags),
        cause="",
        results=results,
        evidence=evidence[0],
        run=None,
        left_out=submission.left_out,
        problems=submission.problems,
        fingerprint=fingerprint,
        flags=flags,
    )
