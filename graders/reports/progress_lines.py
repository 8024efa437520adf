"""Progress in single lines: what is worth one, and its words."""

from __future__ import annotations

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
from graders.domain.grade import Grade
from graders.domain.verdict import Stage
from graders.reports.messages import catalog
from graders.reports.messages.text import Language
from graders.reports.printable import printable
from graders.reports.progress_state import BatchProgress, GroupProgress
from graders.reports.row_view import ending_word, short_verdict

_LINES_PER_TRAINING = 4
_TOLD_STAGES = frozenset({Stage.STARTING, Stage.TRAINING})


def event_line(event: BatchEvent, state: BatchProgress, language: Language, *, now: float) -> str:
    """The line an event is worth; empty when it is worth none.

    Args:
        event: The event.
        state: The batch with the event already applied.
        language: Language of the line.
        now: The clock, in seconds.
    """
    if isinstance(event, BatchStarted):
        values = {"assignment": event.assignment, "count": len(event.groups)}
        return catalog.text("progress.started", language, values)
    if isinstance(event, BatchFinished):
        return catalog.text(
            "progress.finished",
            language,
            {
                "graded": event.num_graded,
                "kept": event.num_kept,
                "elapsed": duration(now - state.started),
            },
        )
    if isinstance(event, RunRetried):
        values = {"group": event.group, "cause": event.cause}
        return catalog.text("progress.retried", language, values)
    if isinstance(event, RunFinished):
        return ""
    if isinstance(event, (SubmissionGraded, SubmissionKept)):
        return _result_line(event, state.groups[event.group], language)
    return _work_line(event, state, language)


def still_line(state: BatchProgress, language: Language, *, now: float) -> str:
    """Where the batch is, for a reader who has seen nothing for a while; empty before it starts."""
    if not state.groups or state.num_done == len(state.groups):
        return ""
    working = [
        f"{name} ({_position(group, state, language)}, {duration(group.seconds(now))})"
        for name, group in state.groups.items()
        if group.running
    ]
    values = {
        "done": state.num_done,
        "total": len(state.groups),
        "elapsed": duration(now - state.started),
        "now": "; ".join(working) or catalog.text("progress.waiting", language),
    }
    return catalog.text("progress.still", language, values)


def result_words(group: GroupProgress, language: Language) -> str:
    """Points and verdict of a finished group; empty before."""
    ending = group.ending
    if ending is None:
        return ""
    word = ending_word(ending.status, ending.verdict, language)
    if ending.points is None:
        return word
    points = catalog.points_text(ending.points, language)
    top = catalog.points_text(ending.max_points, language)
    return f"{points} / {top} · {word}{_aside(group, language)}"


def duration(seconds: float) -> str:
    """Seconds as people read them: `41 s`, `3 min 05 s`, `2 h 10 min`."""
    whole = max(round(seconds), 0)
    if whole < 60:
        return f"{whole} s"
    minutes, rest = divmod(whole, 60)
    if minutes < 60:
        return f"{minutes} min {rest:02d} s"
    hours, minutes = divmod(minutes, 60)
    return f"{hours} h {minutes:02d} min"


def _result_line(
    event: SubmissionGraded | SubmissionKept, group: GroupProgress, language: Language
) -> str:
    grade: Grade = event.grade
    if grade.points is None:
        values = {"group": event.group, "cause": grade.cause}
        return catalog.text("progress.blank", language, values)
    said = catalog.text(
        "progress.graded",
        language,
        {
            "group": event.group,
            "points": catalog.points_text(grade.points, language),
            "max_points": catalog.points_text(grade.max_points, language),
            "verdict": short_verdict(grade, language),
        },
    )
    return said + _aside(group, language)


def _aside(group: GroupProgress, language: Language) -> str:
    if group.kept:
        return f" ({catalog.text('progress.kept', language)})"
    if group.ending is not None and group.ending.has_runs and not group.trained:
        return f" ({catalog.text('progress.rescored', language)})"
    return ""


def stage_words(group: GroupProgress, state: BatchProgress, language: Language) -> str:
    """The stage a group is in, after its training and model where there are several."""
    return _stage_words(group, group.index, state, language)


def _stage_words(group: GroupProgress, index: int, state: BatchProgress, language: Language) -> str:
    run = group.runs.get(index, group.current)
    stage = catalog.stage_text(run.stage or Stage.STARTING, language)
    title = _title(group, index, run.part, state, language)
    return f"{title}: {stage}" if title else stage


def _title(
    group: GroupProgress, index: int, part: str, state: BatchProgress, language: Language
) -> str:
    """Which training and which model, where there are several; else nothing."""
    several = max(group.num_runs, len(group.runs)) > 1
    run = catalog.text("progress.run", language, {"index": index + 1}) if several else ""
    title = printable(state.title(part, str(language)))
    return ", ".join(word for word in (run, title) if word)


def _work_line(
    event: StageChanged | EpochFinished, state: BatchProgress, language: Language
) -> str:
    group = state.groups[event.group]
    if isinstance(event, StageChanged):
        if event.stage not in _TOLD_STAGES:
            return ""
        stage = _stage_words(group, event.run, state, language)
        return catalog.text("progress.group", language, {"group": event.group, "stage": stage})
    every = max(event.epochs // _LINES_PER_TRAINING, 1)
    if event.epoch % every and event.epoch != event.epochs:
        return ""
    title = _title(group, event.run, event.part, state, language)
    name = f"{event.group}, {title}" if title else event.group
    values = {"group": name, "epoch": event.epoch, "epochs": event.epochs}
    # A pair of models reports shares of its steps, which are no epochs.
    code = "progress.share" if "generator_loss" in event.metrics else "progress.epoch"
    said = catalog.text(code, language, values)
    measured = group.runs[event.run].val_accuracy
    if measured is None:
        return said
    accuracy = catalog.text("progress.accuracy", language, {"value": measured})
    return f"{said}, {accuracy}"


def _position(group: GroupProgress, state: BatchProgress, language: Language) -> str:
    stage = stage_words(group, state, language)
    run = group.current
    if run.stage is Stage.TRAINING and run.epochs:
        return f"{stage} {run.epoch}/{run.epochs}"
    return stage
