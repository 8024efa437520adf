"""Reads the student's training settings and holds them to the budget."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from graders.domain.verdict import Verdict
from graders.wire.jobs import TrainJob
from graders.worker.emitting import Emitter
from graders.worker.loading import StudentCodeFailed, StudentModule

_KEYS = ("epochs", "batch_size")
_LARGEST = 10**9


@dataclass(frozen=True, slots=True)
class TrainingSettings:
    """What the student asked for, and what the budget lets through.

    Attributes:
        epochs_requested: As written.
        epochs: At most the budget's.
        batch_size: At most the budget's.
    """

    epochs_requested: int
    epochs: int
    batch_size: int


def read_settings(student: StudentModule, job: TrainJob, emitter: Emitter) -> TrainingSettings:
    """Check `TRAINING` and cap it at the budget, with a note for each change.

    Raises:
        StudentCodeFailed: It is not a dictionary with positive integers `epochs`, `batch_size`.
    """
    settings = settings_dictionary(student, job.model.settings_path)
    for key in _KEYS:
        if key not in settings:
            raise _wrong("check.settings_key_missing", key=key)
        if not _is_positive_integer(settings[key]):
            raise _wrong("check.settings_value", key=key, found=repr(settings[key])[:60])
    unknown = sorted(str(key) for key in settings if key not in _KEYS)
    if unknown:
        emitter.note("note.settings_ignored", keys=", ".join(unknown))
    epochs, batch_size = int(settings["epochs"]), int(settings["batch_size"])
    if epochs > job.max_epochs:
        emitter.note("note.epochs_capped", asked=epochs, cap=job.max_epochs)
    if batch_size > job.max_batch_size:
        emitter.note("note.batch_size_capped", asked=batch_size, cap=job.max_batch_size)
    return TrainingSettings(
        epochs_requested=epochs,
        epochs=min(epochs, job.max_epochs),
        batch_size=min(batch_size, job.max_batch_size),
    )


def settings_dictionary(student: StudentModule, path: tuple[str, ...]) -> dict[Any, Any]:
    """Return `TRAINING`, or the dictionary inside it that `path` leads to.

    Raises:
        StudentCodeFailed: There is none, or it is no dictionary.
    """
    settings = student.namespace.get("TRAINING")
    for step in (*path, None):
        if not isinstance(settings, dict):
            raise _wrong("check.settings_not_a_dictionary", found=type(settings).__name__)
        if step is None:
            return settings
        if step not in settings:
            raise _wrong("check.settings_key_missing", key=step)
        settings = settings[step]
    raise _wrong("check.settings_not_a_dictionary", found="?")


def _is_positive_integer(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 0 < value <= _LARGEST


def _wrong(code: str, **values: object) -> StudentCodeFailed:
    return StudentCodeFailed(Verdict.NOT_IMPORTABLE, code, values=values)
