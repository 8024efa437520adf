"""What a batch has done so far, as a pure function of its events and the clock."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from graders.domain.events import (
    BatchEvent,
    BatchFinished,
    BatchStarted,
    EpochFinished,
    RunFinished,
    RunRetried,
    StageChanged,
    SubmissionGraded,
    SubmissionKept,
)
from graders.domain.grade import Grade, GradeStatus
from graders.domain.verdict import Stage, Verdict
from graders.reports.row_view import verdict_of

GroupEvent = (
    StageChanged | EpochFinished | RunRetried | RunFinished | SubmissionGraded | SubmissionKept
)

_TRAINING_SHARE = 0.85
_STAGE_SHARE = 0.03


@dataclass(slots=True, kw_only=True)
class RunProgress:
    """Where one training of a group is."""

    stage: Stage | None = None
    part: str = ""
    epoch: int = 0
    epochs: int = 0
    val_accuracy: float | None = None
    is_over: bool = False

    def share(self, parts: tuple[str, ...]) -> float:
        """Estimated share of the training that is done, in [0, 1]."""
        if self.is_over:
            return 1.0
        before = _STAGE_SHARE * (self.stage.order if self.stage else 0)
        trained = self.epoch / self.epochs if self.epochs else 0.0
        share = min(before + _TRAINING_SHARE * trained, 0.99)
        if self.part not in parts:
            return share
        return (parts.index(self.part) + share) / len(parts)

    def enter_part(self, part: str) -> None:
        """Let stages and epochs of another model start again."""
        if part != self.part:
            self.part, self.epoch, self.epochs, self.val_accuracy = part, 0, 0, None


@dataclass(frozen=True, slots=True, kw_only=True)
class Ending:
    """What is shown of a grade; the grade itself would fill the memory of a large class.

    Attributes:
        points: Points; None when the grade is blank.
        max_points: Points at full credit.
        status: State of the grade.
        verdict: The verdict it rests on; None when nothing ran and nothing was read.
        has_runs: Whether it rests on a training.
    """

    points: Decimal | None
    max_points: Decimal
    status: GradeStatus
    verdict: Verdict | None
    has_runs: bool

    @classmethod
    def of(cls, grade: Grade) -> Ending:
        """Take from a grade what is shown of it."""
        return cls(
            points=grade.points,
            max_points=grade.max_points,
            status=grade.status,
            verdict=verdict_of(grade),
            has_runs=bool(grade.runs),
        )


@dataclass(slots=True, kw_only=True)
class GroupProgress:
    """Where one group is; times are seconds of the clock the events were read with."""

    parts: tuple[str, ...] = ()
    num_runs: int = 1
    runs: dict[int, RunProgress] = field(default_factory=dict)
    started: float | None = None
    finished: float | None = None
    ending: Ending | None = None
    kept: bool = False
    trained: bool = False

    @property
    def done(self) -> bool:
        """Whether the group has its grade, blank or not."""
        return self.finished is not None

    @property
    def running(self) -> bool:
        """Whether the group is being graded now."""
        return self.started is not None and not self.done

    @property
    def index(self) -> int:
        """The training that is shown: the first that is not over, else the last; from 0."""
        under_way = [index for index, run in sorted(self.runs.items()) if not run.is_over]
        return under_way[0] if under_way else max(self.runs, default=0)

    @property
    def current(self) -> RunProgress:
        """Where the shown training is."""
        return self.runs.get(self.index, RunProgress())

    @property
    def share(self) -> float:
        """Estimated share of the group's work that is done, in [0, 1]."""
        if self.done:
            return 1.0
        expected = max(self.num_runs, len(self.runs))
        return sum(run.share(self.parts) for run in self.runs.values()) / expected

    def seconds(self, now: float) -> float:
        """Seconds of work on this group so far."""
        if self.started is None:
            return 0.0
        return (self.finished if self.finished is not None else now) - self.started


@dataclass(slots=True, kw_only=True)
class BatchProgress:
    """Where a batch is."""

    assignment: str = ""
    started: float = 0.0
    titles: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    groups: dict[str, GroupProgress] = field(default_factory=dict)

    def apply(self, event: BatchEvent, now: float) -> None:
        """Take one event into account."""
        if isinstance(event, BatchStarted):
            self.assignment, self.started = event.assignment, now
            self.titles = event.parts
            parts = tuple(event.parts)
            self.groups = {
                group: GroupProgress(parts=parts, num_runs=event.num_runs) for group in event.groups
            }
        elif not isinstance(event, BatchFinished):
            _apply(self.groups.setdefault(event.group, GroupProgress()), event, now)

    def title(self, part: str, language: str) -> str:
        """Title of a part in a language; its name where none is known."""
        return self.titles.get(part, {}).get(language) or part

    @property
    def num_done(self) -> int:
        """Groups that have their grade."""
        return sum(group.done for group in self.groups.values())

    def seconds_left(self, now: float) -> float | None:
        """Estimated seconds to the end; None while too little is known.

        Kept groups cost nothing and tell nothing, so they are left out of the estimate.
        """
        paid = [group for group in self.groups.values() if not group.kept]
        share = sum(group.share for group in paid)
        elapsed = now - self.started
        if not paid or share < 0.05 or elapsed < 3:
            return None
        return elapsed * (len(paid) - share) / share


def _apply(group: GroupProgress, event: GroupEvent, now: float) -> None:
    if group.started is None:
        group.started = now
    if isinstance(event, (SubmissionGraded, SubmissionKept)):
        group.ending, group.finished = Ending.of(event.grade), now
        group.kept = isinstance(event, SubmissionKept)
        group.trained = isinstance(event, SubmissionGraded) and event.trained
        return
    run = group.runs.setdefault(event.run, RunProgress())
    if isinstance(event, StageChanged):
        run.enter_part(event.part)
        run.stage = event.stage
    elif isinstance(event, EpochFinished):
        run.enter_part(event.part)
        run.epoch, run.epochs = event.epoch, event.epochs
        run.val_accuracy = event.metrics.get("val_accuracy", run.val_accuracy)
    elif isinstance(event, RunRetried):
        run.stage, run.epoch, run.val_accuracy = Stage.STARTING, 0, None
    else:
        run.is_over = True
