"""What a batch has done so far, as a pure function of its events and the clock."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from graders.domain.events import (
    BatchEvent,
    BatchFinished,
    BatchStarted,
    EpochFinished,
    RunRetried,
    StageChanged,
    SubmissionGraded,
    SubmissionKept,
)
from graders.domain.grade import Grade
from graders.domain.verdict import Stage

_TRAINING_SHARE = 0.85
_STAGE_SHARE = 0.03


@dataclass(slots=True, kw_only=True)
class GroupProgress:
    """Where one group is; times are seconds of the clock the events were read with."""

    stage: Stage | None = None
    part: str = ""
    parts: tuple[str, ...] = ()
    epoch: int = 0
    epochs: int = 0
    val_accuracy: float | None = None
    started: float | None = None
    finished: float | None = None
    grade: Grade | None = None
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
    def share(self) -> float:
        """Estimated share of the group's work that is done, in [0, 1]."""
        if self.done:
            return 1.0
        before = _STAGE_SHARE * (self.stage.order if self.stage else 0)
        trained = self.epoch / self.epochs if self.epochs else 0.0
        share = min(before + _TRAINING_SHARE * trained, 0.99)
        if self.part not in self.parts:
            return share
        return (self.parts.index(self.part) + share) / len(self.parts)

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
            self.groups = {group: GroupProgress(parts=parts) for group in event.groups}
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


def _apply(
    group: GroupProgress,
    event: StageChanged | EpochFinished | RunRetried | SubmissionGraded | SubmissionKept,
    now: float,
) -> None:
    if group.started is None:
        group.started = now
    if isinstance(event, StageChanged):
        _enter_part(group, event.part)
        group.stage = event.stage
    elif isinstance(event, EpochFinished):
        _enter_part(group, event.part)
        group.epoch, group.epochs = event.epoch, event.epochs
        group.val_accuracy = event.metrics.get("val_accuracy", group.val_accuracy)
    elif isinstance(event, RunRetried):
        group.stage, group.epoch, group.val_accuracy = Stage.STARTING, 0, None
    else:
        group.grade, group.finished = event.grade, now
        group.kept = isinstance(event, SubmissionKept)
        group.trained = isinstance(event, SubmissionGraded) and event.trained


def _enter_part(group: GroupProgress, part: str) -> None:
    """Stages and epochs of another model start again."""
    if part != group.part:
        group.part, group.epoch, group.epochs, group.val_accuracy = part, 0, 0, None
