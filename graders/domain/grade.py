"""What a submission is worth, and why."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from enum import StrEnum

from graders.domain.evidence import Evidence, Origin, RunEvidence
from graders.domain.lateness import Lateness
from graders.domain.override import Override
from graders.domain.repeats import NO_REPEATS, Repeats
from graders.domain.review import ReviewFlag
from graders.domain.submission import IntakeProblem, LeftOut, SourceLocation


class CriterionStatus(StrEnum):
    """State of one rubric row."""

    MET = "met"
    PARTLY_MET = "partly_met"
    NOT_MET = "not_met"
    NOT_REACHED = "not_reached"
    NOT_ASSESSED = "not_assessed"


class GradeStatus(StrEnum):
    """State of a whole grade; `UNGRADED` is exported as blank, never as zero."""

    GRADED = "graded"
    NEEDS_REVIEW = "needs_review"
    UNGRADED = "ungraded"


class Change(StrEnum):
    """How a grade came into the gradebook."""

    GRADED = "graded"
    RESCORED = "rescored"
    APPEALED = "appealed"
    UNDONE = "undone"
    OVERRIDDEN = "overridden"


class Unit(StrEnum):
    """How a number is shown to people."""

    PERCENT = "percent"
    PERCENTAGE_POINTS = "percentage_points"
    COUNT = "count"
    NUMBER = "number"


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """A number with its unit.

    Attributes:
        value: The number; shares and gaps as fractions (0.05 = 5 % or 5 percentage points).
        unit: How to show it.
    """

    value: float
    unit: Unit


class Sense(StrEnum):
    """Which way a required value points."""

    AT_LEAST = "at_least"
    AT_MOST = "at_most"


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """What a criterion concluded; texts come from the message catalogue by `code`.

    Attributes:
        credit: Share of the points, in [0, 1].
        code: Message code, such as `convolution.found`; `<code>.try` is the suggestion.
        observed: Measured value; None when the criterion measures none.
        required: Value needed for full credit.
        sense: Whether `required` is a floor or a ceiling.
        values: More values for the message text.
        where: Places in the file.
    """

    credit: float
    code: str
    observed: Measure | None = None
    required: Measure | None = None
    sense: Sense = Sense.AT_LEAST
    values: tuple[tuple[str, str], ...] = ()
    where: tuple[SourceLocation, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class CriterionResult:
    """One judged rubric row.

    Attributes:
        item: Rubric row id.
        criterion: Criterion name.
        status: State.
        points: Points won, quantised.
        max_points: Points at full credit.
        finding: Why; None when the row was not reached or not assessed.
        origin: Who vouches for the facts it rests on.
        part: Name of the model it judges, when there are several; else empty.
    """

    item: str
    criterion: str
    status: CriterionStatus
    points: Decimal
    max_points: Decimal
    finding: Finding | None
    origin: Origin
    part: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PartFingerprint:
    """What the evidence of one part was made from.

    Attributes:
        data_id: The data and its secret split.
        run_key: Key of the evidence in the run store.
    """

    data_id: str
    run_key: str


@dataclass(frozen=True, slots=True, kw_only=True)
class GradeFingerprint:
    """What a grade was computed from; equal fingerprints mean the same grade.

    Attributes:
        submission_sha256: The file as received.
        assignment_sha256: The assignment file.
        calibration_sha256: The anchors.
        data_id: The data and its secret split; empty when there are parts.
        run_key: Key of the evidence in the run store; empty when there are parts.
        grader_version: Version of this package.
        parts: The same for each part, when there are several models.
        run_counts: How many runs there may be; the keys are those of the first.
    """

    submission_sha256: str
    assignment_sha256: str
    calibration_sha256: str
    data_id: str
    run_key: str
    grader_version: str
    parts: Mapping[str, PartFingerprint] = field(default_factory=dict)
    run_counts: tuple[int, ...] = (1,)


@dataclass(frozen=True, slots=True, kw_only=True)
class Appeal:
    """A grade that was asked to be looked at again, with more runs.

    Attributes:
        asked_at: When.
        reason: Why, in the words of whoever asked for it.
        runs_before: Runs the grade rested on.
        runs_after: Runs it was judged on again; those from before are among them.
        points_before: What it was worth.
        points_pooled: What all runs together are worth; a lower value changes nothing.
    """

    asked_at: datetime
    reason: str
    runs_before: int
    runs_after: int
    points_before: Decimal
    points_pooled: Decimal

    @property
    def raised(self) -> bool:
        """Whether it made the grade better."""
        return self.points_pooled > self.points_before


@dataclass(frozen=True, slots=True, kw_only=True)
class Grade:
    """The record that answers "why did I get this grade?".

    Attributes:
        assignment: Assignment id.
        group: Group id.
        members: Member ids.
        profile: Profile it was graded on.
        file_name: File as handed in.
        received_at: Time of arrival.
        late: Whether it came after the deadline that counts for the group.
        graded_at: Time of grading.
        status: State of the grade.
        cause: Why it is ungraded; empty otherwise.
        results: One entry per rubric row.
        evidence: What it rests on.
        run: The training run that is shown; None when nothing ran or there are parts.
        left_out: Statements that were not run.
        problems: What intake had to say.
        fingerprint: What it was computed from.
        part_runs: The training run of each part, when there are several models.
        change: How it came into the gradebook.
        repeats: Every training run, and how sure the sum is.
        flags: Why a person should look at it; for the teaching staff only.
        appeals: When it was asked to be looked at again, oldest first.
        override: The last decision by hand; None where there never was one.
        lateness: How late the file came and what that costs; None before the deadline.
    """

    assignment: str
    group: str
    members: tuple[str, ...]
    profile: str
    file_name: str
    received_at: datetime
    late: bool
    graded_at: datetime
    status: GradeStatus
    cause: str
    results: tuple[CriterionResult, ...]
    evidence: Evidence | None
    run: RunEvidence | None
    left_out: tuple[LeftOut, ...]
    problems: tuple[IntakeProblem, ...]
    fingerprint: GradeFingerprint
    part_runs: Mapping[str, RunEvidence] = field(default_factory=dict)
    flags: tuple[ReviewFlag, ...] = ()
    repeats: Repeats = NO_REPEATS
    change: Change = Change.GRADED
    appeals: tuple[Appeal, ...] = ()
    override: Override | None = None
    lateness: Lateness | None = None

    @property
    def runs(self) -> Mapping[str, RunEvidence]:
        """Every training run by part name; the only run of a single model has the name ''."""
        return self.part_runs or ({"": self.run} if self.run is not None else {})

    @property
    def points(self) -> Decimal | None:
        """What counts: what a person set, else what was computed; None when the grade is blank."""
        by_hand = self.points_by_hand
        return self.computed_points if by_hand is None else by_hand

    @property
    def computed_points(self) -> Decimal | None:
        """Sum of the rows less what lateness costs, or None when the grade is blank."""
        rows = self.rows_points
        return None if rows is None else rows - self.points_for_lateness

    @property
    def points_for_lateness(self) -> Decimal:
        """What the file loses for coming late; never more than the rows are worth."""
        rows = self.rows_points
        if rows is None or self.lateness is None:
            return Decimal(0)
        return rows if self.lateness.is_cut_off else min(rows, self.lateness.lost)

    @property
    def points_by_hand(self) -> Decimal | None:
        """What a person set; None where nobody did or it was taken back."""
        return None if self.override is None else self.override.points

    @property
    def moved_since_override(self) -> bool:
        """Whether something else is computed than when a person set the points."""
        by_hand = self.override if self.points_by_hand is not None else None
        return by_hand is not None and by_hand.computed != self.computed_points

    @property
    def rows_points(self) -> Decimal | None:
        """Sum of the rows, or None when the grade is blank."""
        if self.status is GradeStatus.UNGRADED:
            return None
        return sum((result.points for result in self.results), Decimal(0))

    @property
    def needs_rerun(self) -> bool:
        """Whether it is blank for a reason that is ours, so that grading again may fill it."""
        nothing_to_grade = any(problem.fatal for problem in self.problems)
        return self.status is GradeStatus.UNGRADED and not nothing_to_grade

    @property
    def max_points(self) -> Decimal:
        """Sum of the rows' maxima."""
        return sum((result.max_points for result in self.results), Decimal(0))

    def by_item(self) -> Mapping[str, CriterionResult]:
        """Results by rubric row id."""
        return {result.item: result for result in self.results}
