"""Several trainings of one submission: how many, what each was worth, and how sure the sum is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

from graders.domain.evidence import RunEvidence, Scores
from graders.domain.review import Probes

RUN_COUNTS = (1, 3, 5, 7, 9)
"""Numbers of runs that results can be combined from; odd, so that there is a median."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Schedule:
    """How often a submission is trained, and near which sums it is trained again.

    Attributes:
        counts: Numbers of runs, increasing: the first always, the next ones only where the grade
            is not certain enough; each one of `RUN_COUNTS`.
        boundaries: Points at which a grade changes its meaning, such as 60 to pass; increasing.
        largest_margin: Points below a boundary that doubt may bridge, at most.
        cross_validation: Whether each run hides another part of imported data.
    """

    counts: tuple[int, ...] = (3, 5, 9)
    boundaries: tuple[Decimal, ...] = (Decimal(60),)
    largest_margin: float = 1.5
    cross_validation: bool = False

    @property
    def num_folds(self) -> int:
        """Parts that imported data is cut into; one where all runs hide the same."""
        return self.counts[-1] if self.cross_validation else 1


USUAL = Schedule()
"""What an assignment gets that says nothing."""

ONCE = Schedule(counts=(1,))
"""One training: quick, for practice; luck is part of the result."""


class Reason(StrEnum):
    """Why more runs were wanted."""

    BOUNDARY = "boundary"
    SPREAD = "spread"
    NOT_FINITE = "not_finite"
    TIME = "time"


@dataclass(frozen=True, slots=True, kw_only=True)
class Escalation:
    """One decision to train again.

    Attributes:
        num_runs: Runs there were when it was taken.
        reason: Why.
        points: Sum of the rows at that moment.
        half_width: Half of the 99 % interval at that moment, in points.
        boundary: The boundary that was touched; None for another reason.
    """

    num_runs: int
    reason: Reason
    points: float
    half_width: float
    boundary: Decimal | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitOutcome:
    """What one training of one model left behind.

    Attributes:
        run: Its evidence.
        scores: What came back is worth this; None when nothing did.
        probes: What was measured beside the scores.
        run_key: Key of the evidence in the run store.
        data_id: The data it was trained on.
        plan_key: What it was trained by besides code and machine: data, budget, limits, seed.
    """

    run: RunEvidence
    scores: Scores | None
    probes: Probes
    run_key: str
    data_id: str
    plan_key: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RunOutcome:
    """One training of every model of a submission.

    Attributes:
        index: Which of the course's seeds it used, from 0.
        units: Outcome by part name; the only model has the name ''.
        points: What this run alone would be worth.
    """

    index: int
    units: Mapping[str, UnitOutcome]
    points: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Certainty:
    """How far the sum of points can be relied on.

    Attributes:
        num_runs: Runs it rests on, K.
        run_sd: Standard deviation of the sum from one run to the next, in points: own runs and
            calibration runs together.
        prior_sd: The same, of the calibration runs alone.
        is_assumed: Whether no calibration run could tell `prior_sd`, and a usual value stands in.
        low: Lower end of the 95 % interval of the sum, in points.
        high: Upper end.
        margin: Points below a boundary within which the doubt counts for the student.
        boundary: Highest boundary that is reached, the margin included; None below the lowest.
        by_margin: Whether the margin was needed to reach it.
    """

    num_runs: int
    run_sd: float
    prior_sd: float
    is_assumed: bool
    low: float
    high: float
    margin: float
    boundary: Decimal | None
    by_margin: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Repeats:
    """All runs of one grade.

    Attributes:
        schedule: How many runs were allowed when.
        runs: The runs, by index.
        shown: Index of the run that pictures and curves are taken from: the one whose points are
            nearest to the result.
        certainty: How sure the sum is; None when nothing was trained.
        escalations: Why there were more runs than at first, oldest first.
        wanted: Why more runs are wanted that were not made: a changed rubric moved the sum.
    """

    schedule: Schedule
    runs: tuple[RunOutcome, ...] = ()
    shown: int = 0
    certainty: Certainty | None = None
    escalations: tuple[Escalation, ...] = field(default=())
    wanted: Escalation | None = None

    def run(self, index: int) -> RunOutcome | None:
        """Return the run with an index, or None."""
        return next((run for run in self.runs if run.index == index), None)


NO_REPEATS = Repeats(schedule=ONCE)
"""Of a grade that rests on no run."""
