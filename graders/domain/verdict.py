"""How a run ended, as seen from outside the sandbox."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Stage(StrEnum):
    """Where in its life a run is; a run only moves forward."""

    STARTING = "starting"
    LOADING = "loading"
    BUILDING = "building"
    PREPARING = "preparing"
    TRAINING = "training"
    EXPORTING = "exporting"
    PREDICTING = "predicting"
    DONE = "done"

    @property
    def order(self) -> int:
        """Position in the life of a run, from 0."""
        return list(Stage).index(self)


class Verdict(StrEnum):
    """The outcome of a submission's run; every member but `COMPLETED` is the student's to mend."""

    COMPLETED = "completed"
    NOT_READABLE = "not_readable"
    MISSING_FUNCTION = "missing_function"
    NOT_IMPORTABLE = "not_importable"
    NOT_BUILDABLE = "not_buildable"
    DATA_NOT_PREPARED = "data_not_prepared"
    TRAINING_FAILED = "training_failed"
    LOSS_NOT_FINITE = "loss_not_finite"
    WRONG_OUTPUT = "wrong_output"
    CUSTOM_CODE_NOT_ALLOWED = "custom_code_not_allowed"
    WALL_TIME_EXCEEDED = "wall_time_exceeded"
    CPU_TIME_EXCEEDED = "cpu_time_exceeded"
    MEMORY_EXCEEDED = "memory_exceeded"
    OUTPUT_EXCEEDED = "output_exceeded"
    DISK_EXCEEDED = "disk_exceeded"
    PROCESSES_EXCEEDED = "processes_exceeded"
    KILLED = "killed"
    MALFORMED_OUTPUT = "malformed_output"


@dataclass(frozen=True, slots=True, kw_only=True)
class StudentFailure:
    """Why a run ended early, in terms the student can act on.

    Attributes:
        verdict: The named outcome.
        stage: Where it happened.
        kind: Exception type (`ValueError`), limit name (`cpu_seconds`) or message code (`check.*`).
        message: First lines of what Python or Keras said; control characters removed.
        line: 1-based line in the file as handed in; None when there is none.
        cell: 1-based code cell of a notebook; None for `.py` files.
        limit: The limit that was met, with its unit; empty when none was.
        values: Values for the text of a `check.*` code.
    """

    verdict: Verdict
    stage: Stage
    kind: str = ""
    message: str = ""
    line: int | None = None
    cell: int | None = None
    limit: str = ""
    values: tuple[tuple[str, str], ...] = ()
