"""From one handed-in file to one grade, in seven steps."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from graders.analysis.source import describe_source
from graders.analysis.style import check_style
from graders.analysis.suspicions import find_suspicions
from graders.domain.evidence import Evidence, PartEvidence, RunEvidence
from graders.domain.grade import CriterionStatus, Grade, GradeFingerprint, GradeStatus
from graders.domain.submission import Submission
from graders.domain.verdict import Stage, StudentFailure, Verdict
from graders.errors import WorkerBrokenError
from graders.grading.apply_rubric import apply_rubric
from graders.grading.review_flags import review_flags
from graders.intake.magics import neutralise
from graders.pipeline.context import GradingContext
from graders.pipeline.fingerprint import grade_fingerprint
from graders.pipeline.measure_unit import Measured, Notify, measure_unit

_MISSING = frozenset(
    {
        "intake.missing_function",
        "intake.misspelt_function",
        "intake.not_a_function",
        "intake.missing_settings",
        "intake.missing_settings_keys",
        "intake.top_level_script",
        "intake.wrong_signature",
    }
)
_NOT_IMPORTABLE = ("intake.needs_left_out", "intake.definition_left_out", "habit.")


@dataclass(frozen=True, slots=True, kw_only=True)
class GradedSubmission:
    """A grade and whether a training run was needed for it."""

    grade: Grade
    trained: bool


def grade_submission(
    submission: Submission, context: GradingContext, notify: Notify, *, rerun: bool = False
) -> GradedSubmission:
    """Grade one submission; stored evidence is used unless `rerun` asks for a new run."""
    fingerprint = grade_fingerprint(submission, context)
    static = _static_evidence(submission, context)
    if static.failure:
        return GradedSubmission(
            grade=_grade(submission, context, fingerprint, static, {}), trained=False
        )
    try:
        measured = {
            name: measure_unit(submission, unit, context.run_store, notify, rerun=rerun)
            for name, unit in context.units.items()
        }
    except WorkerBrokenError as error:
        return GradedSubmission(
            grade=blank_grade(submission, context, fingerprint, str(error)), trained=True
        )
    evidence = _evidence(static, measured)
    runs = {name: entry.run for name, entry in measured.items()}
    return GradedSubmission(
        grade=_grade(submission, context, fingerprint, evidence, runs),
        trained=any(entry.trained for entry in measured.values()),
    )


def blank_grade(
    submission: Submission, context: GradingContext, fingerprint: GradeFingerprint, cause: str
) -> Grade:
    """Return a grade without points, for a failure that is not the student's."""
    blank = _grade(submission, context, fingerprint, Evidence(verdict=Verdict.COMPLETED), {})
    return replace(blank, status=GradeStatus.UNGRADED, cause=cause, evidence=None, results=())


def _static_evidence(submission: Submission, context: GradingContext) -> Evidence:
    """Parse and lint; a file that cannot be run ends here, with the reason."""
    text = neutralise(submission.original, submission.locations).text
    source = describe_source(
        text,
        submission.locations,
        settings_name=context.assignment.submission.settings_name,
        module_text=submission.module_text,
    )
    style = check_style(text, submission.locations) if source else None
    failure = _intake_failure(submission)
    verdict = failure.verdict if failure else Verdict.COMPLETED
    return Evidence(
        verdict=verdict,
        failure=failure,
        source=source,
        style=style,
        # What never runs can do nothing: only what is kept is looked at.
        suspicions=() if failure else find_suspicions(submission.source, submission.locations),
    )


def _intake_failure(submission: Submission) -> StudentFailure | None:
    if not submission.fatal_problems:
        return None
    problem = submission.fatal_problems[0]
    if problem.code in _MISSING:
        verdict = Verdict.MISSING_FUNCTION
    elif problem.code.startswith(_NOT_IMPORTABLE):
        verdict = Verdict.NOT_IMPORTABLE
    else:
        verdict = Verdict.NOT_READABLE
    return StudentFailure(
        verdict=verdict,
        stage=Stage.LOADING,
        kind=problem.code,
        values=problem.values,
        line=problem.where.line if problem.where else None,
        cell=problem.where.cell if problem.where else None,
    )


def _evidence(static: Evidence, measured: Mapping[str, Measured]) -> Evidence:
    """Join what parsing and the runs established."""
    failed = (entry.run for entry in measured.values() if entry.run.failure is not None)
    first_failed = next(failed, None)
    joined = replace(
        static,
        verdict=first_failed.verdict if first_failed else Verdict.COMPLETED,
        failure=first_failed.failure if first_failed else None,
        probes={name: entry.probes for name, entry in measured.items()},
    )
    only = measured.get("")
    if only is not None:
        return replace(
            joined,
            graph=only.run.graph,
            history=only.run.history,
            scores=only.scores,
            adversarial=only.run.adversarial,
        )
    parts = {
        name: PartEvidence(
            verdict=entry.run.verdict,
            failure=entry.run.failure,
            graph=entry.run.graph,
            history=entry.run.history,
            scores=entry.scores,
        )
        for name, entry in measured.items()
    }
    return replace(joined, parts=parts)


def _grade(
    submission: Submission,
    context: GradingContext,
    fingerprint: GradeFingerprint,
    evidence: Evidence,
    runs: Mapping[str, RunEvidence],
) -> Grade:
    due = context.assignment.due
    results = apply_rubric(evidence, context.assignment.rubric, context.calibration)
    flags = review_flags(evidence)
    # Results that make no sense may be a forgery or a bug of ours: a person decides.
    makes_no_sense = evidence.verdict is Verdict.MALFORMED_OUTPUT or any(
        result.status is CriterionStatus.NOT_ASSESSED for result in results
    )
    needs_review = makes_no_sense or bool(flags)
    return Grade(
        assignment=submission.assignment,
        group=submission.group,
        members=submission.members,
        profile=context.profile.name,
        file_name=submission.file_name,
        received_at=submission.received_at,
        late=due is not None and submission.received_at > due,
        graded_at=context.now(),
        status=GradeStatus.NEEDS_REVIEW if needs_review else GradeStatus.GRADED,
        cause="",
        results=results,
        evidence=evidence,
        run=runs.get(""),
        part_runs={name: run for name, run in runs.items() if name},
        left_out=submission.left_out,
        problems=submission.problems,
        fingerprint=fingerprint,
        flags=flags,
    )
