"""From one handed-in file to one grade, in seven steps."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from numpy.typing import NDArray

from graders.analysis.source import describe_source
from graders.analysis.style import check_style
from graders.domain.events import BatchEvent, EpochFinished, RunRetried, StageChanged
from graders.domain.evidence import ClassificationScores, Evidence, RunEvidence
from graders.domain.grade import CriterionStatus, Grade, GradeFingerprint, GradeStatus
from graders.domain.submission import Submission
from graders.domain.verdict import Stage, StudentFailure, Verdict
from graders.errors import WorkerBrokenError
from graders.grading.apply_rubric import apply_rubric
from graders.intake.magics import neutralise
from graders.pipeline.context import GradingContext
from graders.pipeline.fingerprint import grade_fingerprint
from graders.pipeline.run_submission import run_submission
from graders.wire.messages import AnyMessage, EpochReported, StageReached

Notify = Callable[[BatchEvent], None]
Outputs = Mapping[str, NDArray[Any]]
MAX_ATTEMPTS = 3
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
            grade=_grade(submission, context, fingerprint, static, None), trained=False
        )
    stored = None if rerun else context.run_store.latest(fingerprint.run_key)
    try:
        run, outputs = stored or _run_and_store(submission, context, fingerprint, notify)
    except WorkerBrokenError as error:
        return GradedSubmission(
            grade=blank_grade(submission, context, fingerprint, str(error)), trained=True
        )
    evidence = replace(
        static,
        verdict=run.verdict,
        failure=run.failure,
        graph=run.graph,
        history=run.history,
        scores=_scores(outputs, context),
    )
    return GradedSubmission(
        grade=_grade(submission, context, fingerprint, evidence, run), trained=stored is None
    )


def blank_grade(
    submission: Submission, context: GradingContext, fingerprint: GradeFingerprint, cause: str
) -> Grade:
    """Return a grade without points, for a failure that is not the student's."""
    blank = _grade(submission, context, fingerprint, Evidence(verdict=Verdict.COMPLETED), None)
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
    return Evidence(verdict=verdict, failure=failure, source=source, style=style)


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


def _run_and_store(
    submission: Submission, context: GradingContext, fingerprint: GradeFingerprint, notify: Notify
) -> tuple[RunEvidence, Outputs]:
    run, outputs = _run_until_believed(submission, context, notify)
    return context.run_store.add(fingerprint.run_key, run, outputs), outputs


def _run_until_believed(
    submission: Submission, context: GradingContext, notify: Notify
) -> tuple[RunEvidence, Outputs]:
    """Repeat a run that broke, or that something outside may have killed."""
    for attempt in range(1, MAX_ATTEMPTS + 1):
        try:
            run, outputs = run_submission(submission, context, _forward(submission.group, notify))
        except WorkerBrokenError as error:
            if attempt == MAX_ATTEMPTS:
                raise
            notify(RunRetried(group=submission.group, cause=str(error)[:300]))
            continue
        # The kernel's memory killer and a student's os.kill look alike; twice is the student's.
        if run.verdict is Verdict.KILLED and attempt == 1:
            notify(RunRetried(group=submission.group, cause=str(run.verdict)))
            continue
        return run, outputs
    raise WorkerBrokenError("the run was killed and then broke")


def _forward(group: str, notify: Notify) -> Callable[[AnyMessage], None]:
    def forward(message: AnyMessage) -> None:
        if isinstance(message, StageReached) and message.stage in set(Stage):
            notify(StageChanged(group=group, stage=Stage(message.stage)))
        elif isinstance(message, EpochReported):
            notify(
                EpochFinished(
                    group=group, epoch=message.epoch, epochs=message.epochs, metrics=message.metrics
                )
            )

    return forward


def _scores(outputs: Outputs, context: GradingContext) -> ClassificationScores | None:
    if not outputs:
        return None
    hidden = context.data.hidden_labels()
    in_true_order = {name: hidden.true_class_order(array) for name, array in outputs.items()}
    return context.task.score(
        in_true_order, hidden.labels, num_classes=context.assignment.num_classes
    )


def _grade(
    submission: Submission,
    context: GradingContext,
    fingerprint: GradeFingerprint,
    evidence: Evidence,
    run: RunEvidence | None,
) -> Grade:
    due = context.assignment.due
    results = apply_rubric(evidence, context.assignment.rubric, context.calibration)
    # Results that make no sense may be a forgery or a bug of ours: a person decides.
    needs_review = evidence.verdict is Verdict.MALFORMED_OUTPUT or any(
        result.status is CriterionStatus.NOT_ASSESSED for result in results
    )
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
        run=run,
        left_out=submission.left_out,
        problems=submission.problems,
        fingerprint=fingerprint,
    )
