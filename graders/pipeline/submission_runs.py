"""The runs of one submission: which are wanted next, and what they are worth together."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Final

from graders.domain.events import RunFinished
from graders.domain.evidence import Evidence
from graders.domain.repeats import Escalation, Repeats, RunOutcome, UnitOutcome
from graders.domain.submission import Submission
from graders.domain.verdict import Stage, Verdict
from graders.grading.conclude import Conclusion, conclude
from graders.pipeline.context import GradingContext
from graders.pipeline.fingerprint import plan_key, run_key
from graders.pipeline.join_evidence import join_evidence, static_evidence
from graders.pipeline.measure_unit import Notify, measure_unit

# What a runaway does, it does with every seed: it is not paid for several times.
_SAME_WITH_EVERY_SEED: Final = frozenset(
    {
        Verdict.CPU_TIME_EXCEEDED,
        Verdict.MEMORY_EXCEEDED,
        Verdict.OUTPUT_EXCEEDED,
        Verdict.DISK_EXCEEDED,
        Verdict.PROCESSES_EXCEEDED,
        Verdict.KILLED,
        Verdict.MALFORMED_OUTPUT,
        Verdict.CUSTOM_CODE_NOT_ALLOWED,
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasuredRun:
    """One run of every model of a submission; `trained` is False when all evidence was stored."""

    outcome: RunOutcome
    trained: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class RunPlan:
    """One run to be made.

    Attributes:
        index: Which of the course's seeds it uses, from 0.
        settled: Outcomes by part that no seed would change; they are taken over.
    """

    index: int
    settled: Mapping[str, UnitOutcome] = field(default_factory=dict)


def measure_run(
    submission: Submission, context: GradingContext, plan: RunPlan, notify: Notify, *, rerun: bool
) -> MeasuredRun:
    """Train every model of a submission with one of the course's seeds, or use what is stored.

    Raises:
        WorkerBrokenError: It failed again and again for a reason that is not the student's.
    """
    units: dict[str, UnitOutcome] = {}
    trained = False
    for part, unit in context.units_of_run(plan.index).items():
        if part in plan.settled:
            units[part] = plan.settled[part]
            continue
        measured = measure_unit(submission, unit, context.run_store, notify, rerun=rerun)
        trained = trained or measured.trained
        units[part] = UnitOutcome(
            run=measured.run,
            scores=measured.scores,
            probes=measured.probes,
            run_key=run_key(submission, unit),
            data_id=unit.data.data_id,
            plan_key=plan_key(unit),
        )
    notify(RunFinished(group=submission.group, run=plan.index))
    return MeasuredRun(outcome=RunOutcome(index=plan.index, units=units), trained=trained)


@dataclass(slots=True, kw_only=True)
class SubmissionRuns:
    """What is known of one submission so far.

    Attributes:
        submission: The submission.
        context: What it is graded with.
        static: What parsing established.
        outcomes: Runs by index.
        escalations: Why there are more runs than at first.
        trained: Whether any run needed a training.
    """

    submission: Submission
    context: GradingContext
    static: Evidence
    outcomes: dict[int, RunOutcome] = field(default_factory=dict)
    escalations: list[Escalation] = field(default_factory=list)
    trained: bool = False

    @classmethod
    def begin(cls, submission: Submission, context: GradingContext) -> SubmissionRuns:
        """Parse and lint a submission."""
        settings_name = context.assignment.submission.settings_name
        return cls(
            submission=submission,
            context=context,
            static=static_evidence(submission, settings_name),
        )

    def add(self, measured: MeasuredRun) -> None:
        """Take in a finished run."""
        self.outcomes[measured.outcome.index] = measured.outcome
        self.trained = self.trained or measured.trained

    def wanted(self) -> tuple[RunPlan, ...]:
        """Return the runs to be made next; empty when the grade can be concluded.

        The first run goes alone: a file that fails before anything depends on luck costs one run.
        Called when no run of the submission is under way.
        """
        if self.static.failure:
            return ()
        if not self.outcomes:
            return (RunPlan(index=0),)
        first = self.outcomes[0].units
        settled = {part: unit for part, unit in first.items() if not _may_end_otherwise(unit)}
        if len(settled) == len(first):
            return ()
        have = len(self.outcomes)
        target = next((count for count in self.context.schedule.counts if count >= have), have)
        if have == target:
            more = self._conclude().escalation
            if more is None:
                return ()
            self.escalations.append(more)
            target = next(count for count in self.context.schedule.counts if count > have)
        return tuple(RunPlan(index=index, settled=settled) for index in range(have, target))

    def conclude(self) -> tuple[Conclusion, Repeats] | None:
        """Return what all runs are worth together, and the runs; None where nothing ran."""
        if not self.outcomes:
            return None
        conclusion = self._conclude()
        runs = tuple(
            replace(outcome, points=points)
            for outcome, points in zip(self._in_order(), conclusion.alone, strict=True)
        )
        return conclusion, Repeats(
            schedule=self.context.schedule,
            runs=runs,
            shown=runs[conclusion.shown].index,
            certainty=conclusion.certainty if self._is_a_draw() else None,
            escalations=tuple(self.escalations),
        )

    def _is_a_draw(self) -> bool:
        """Whether another seed could have given something else."""
        return any(_may_end_otherwise(unit) for unit in self.outcomes[0].units.values())

    def evidence(self) -> list[Evidence]:
        """Return what each run established, by index."""
        return [join_evidence(self.static, outcome.units) for outcome in self._in_order()]

    def _in_order(self) -> list[RunOutcome]:
        return [self.outcomes[index] for index in sorted(self.outcomes)]

    def _conclude(self) -> Conclusion:
        context = self.context
        return conclude(
            self.evidence(),
            context.assignment.rubric,
            context.calibration,
            context.schedule,
            context.prior_sd,
        )


def _may_end_otherwise(unit: UnitOutcome) -> bool:
    """Whether another seed could give something else: it was trained, and did not run away."""
    failure = unit.run.failure
    if failure is None:
        return True
    return (
        failure.stage.order >= Stage.TRAINING.order and failure.verdict not in _SAME_WITH_EVERY_SEED
    )
