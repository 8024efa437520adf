"""What happens during a batch; the terminal, the log and the tests subscribe to the same stream."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from graders.domain.grade import Grade
from graders.domain.verdict import Stage


@dataclass(frozen=True, slots=True, kw_only=True)
class BatchStarted:
    """A batch knows what it will do.

    Attributes:
        assignment: Assignment id.
        groups: Groups, in order.
        parts: Titles by language by part name, in order; empty for one model.
        num_runs: Trainings that every submission gets at least.
    """

    assignment: str
    groups: tuple[str, ...]
    parts: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    num_runs: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class StageChanged:
    """A group's run (from 0) entered a stage; `part` names the model when there are several."""

    group: str
    stage: Stage
    part: str = ""
    run: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class EpochFinished:
    """A group's training finished an epoch (1-based); `part` names the model of several."""

    group: str
    epoch: int
    epochs: int
    metrics: Mapping[str, float] = field(default_factory=dict)
    part: str = ""
    run: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class RunRetried:
    """A run failed for a reason that is not the student's and starts again."""

    group: str
    cause: str
    run: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class RunFinished:
    """One training of every model of a group is over, well or not."""

    group: str
    run: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SubmissionGraded:
    """A group has its grade; `trained` is False when stored evidence was used."""

    group: str
    grade: Grade
    trained: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class SubmissionKept:
    """A group was graded before and nothing has changed."""

    group: str
    grade: Grade


@dataclass(frozen=True, slots=True, kw_only=True)
class BatchFinished:
    """All groups were visited."""

    assignment: str
    num_graded: int
    num_kept: int


BatchEvent = (
    BatchStarted
    | StageChanged
    | EpochFinished
    | RunRetried
    | RunFinished
    | SubmissionGraded
    | SubmissionKept
    | BatchFinished
)
