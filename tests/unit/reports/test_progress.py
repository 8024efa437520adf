import io
import threading

from rich.console import Console

from graders.domain.events import (
    BatchFinished,
    BatchStarted,
    EpochFinished,
    RunFinished,
    RunRetried,
    StageChanged,
    SubmissionGraded,
    SubmissionKept,
)
from graders.domain.verdict import Stage
from graders.reports.messages.text import Language
from graders.reports.progress import LiveProgress
from graders.reports.progress_lines import duration, event_line, still_line
from graders.reports.progress_state import BatchProgress
from tests import grade_factories as factories

ES = Language.ES
EVENTS = (
    BatchStarted(assignment="cifar10_tuning", groups=("g01", "g02", "g07", "g09")),
    SubmissionKept(group="g02", grade=factories.middling()),
    StageChanged(group="g01", stage=Stage.STARTING),
    StageChanged(group="g01", stage=Stage.TRAINING),
    *(
        EpochFinished(group="g01", epoch=epoch, epochs=20, metrics={"val_accuracy": epoch / 30})
        for epoch in range(1, 21)
    ),
    RunRetried(group="g09", cause="signal 7"),
    SubmissionGraded(group="g01", grade=factories.strong(), trained=True),
    SubmissionGraded(group="g07", grade=factories.not_buildable(), trained=True),
    SubmissionGraded(group="g09", grade=factories.ungraded(), trained=True),
    BatchFinished(assignment="cifar10_tuning", num_graded=3, num_kept=1),
)


class Clock:
    """Moves only when told."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


def make(*, terminal: bool) -> tuple[LiveProgress, io.StringIO, Clock]:
    out, clock = io.StringIO(), Clock()
    console = Console(file=out, force_terminal=terminal, width=120, height=30, color_system=None)
    return LiveProgress(console, Language.ES, clock=clock), out, clock


def test_without_a_terminal_noteworthy_events_are_plain_lines() -> None:
    progress, out, _ = make(terminal=False)
    with progress:
        for event in EVENTS:
            progress(event)
    lines = out.getvalue().splitlines()
    assert "\x1b" not in out.getvalue()
    assert sum("época" in line for line in lines) == 4
    assert "g01: 99 de 100 puntos · Terminó bien" in lines
    assert "g02: 77,56 de 100 puntos · Terminó bien (sin cambios)" in lines
    assert any("g09: sin nota, falló el corrector" in line for line in lines)
    assert lines[-1].startswith("Listo: 3 corregidos, 1 sin cambios")


def test_silence_is_broken_every_few_seconds() -> None:
    progress, out, clock = make(terminal=False)
    for event in EVENTS[:4]:
        progress(event)
    clock.now += 4
    progress.say_if_quiet()
    before = out.getvalue()
    clock.now += 2
    progress.say_if_quiet()
    added = out.getvalue().removeprefix(before)
    assert "1 de 4 grupos" in added
    assert "g01" in added
    progress.say_if_quiet()
    assert out.getvalue().removeprefix(before) == added


def test_on_a_terminal_the_last_table_stays() -> None:
    progress, out, _ = make(terminal=True)
    with progress:
        for event in EVENTS:
            progress(event)
    shown = out.getvalue()
    assert "99 / 100 · Terminó bien" in shown
    assert "Sin nota todavía" in shown
    assert "4 de 4 grupos" in shown


def test_group_names_are_not_markup() -> None:
    for terminal in (True, False):
        progress, out, _ = make(terminal=terminal)
        with progress:
            progress(BatchStarted(assignment="a", groups=("[bold]x[/]",)))
            progress(StageChanged(group="[bold]x[/]", stage=Stage.TRAINING))
        assert "[bold]x[/]" in out.getvalue()


def test_events_may_come_from_many_threads() -> None:
    progress, out, _ = make(terminal=False)
    groups = tuple(f"g{index}" for index in range(8))
    with progress:
        progress(BatchStarted(assignment="a", groups=groups))
        threads = [
            threading.Thread(
                target=lambda name=group: [
                    progress(EpochFinished(group=name, epoch=epoch, epochs=40))
                    for epoch in range(1, 41)
                ]
            )
            for group in groups
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert len(out.getvalue().splitlines()) == 1 + 8 * 4


def test_a_large_class_fits_the_window() -> None:
    progress, out, _ = make(terminal=True)
    groups = tuple(f"g{index:02d}" for index in range(80))
    with progress:
        progress(BatchStarted(assignment="a", groups=groups))
        progress(StageChanged(group="g77", stage=Stage.TRAINING))
    assert "g77" in out.getvalue()


def test_the_estimate_ignores_kept_groups_and_waits_until_it_knows() -> None:
    state = BatchProgress()
    state.apply(EVENTS[0], 0.0)
    assert state.seconds_left(1.0) is None
    for event in EVENTS[1:14]:
        state.apply(event, 10.0)
    left = state.seconds_left(30.0)
    assert left is not None
    assert 90 < left < 300


def test_a_retry_starts_the_group_again() -> None:
    state = BatchProgress()
    for event in (EVENTS[0], *EVENTS[2:8], RunRetried(group="g01", cause="x")):
        state.apply(event, 1.0)
    assert state.groups["g01"].current.epoch == 0
    assert not state.groups["g01"].done


def test_durations_read_well() -> None:
    assert [duration(value) for value in (-1, 41.4, 185, 7800)] == [
        "0 s", "41 s", "3 min 05 s", "2 h 10 min"
    ]  # fmt: skip


def test_trainings_of_one_group_are_told_apart() -> None:
    """Two at once: each line names its training, and the group is half done after one of two."""
    state = BatchProgress()
    events = (
        BatchStarted(assignment="cifar10_tuning", groups=("g01",), num_runs=2),
        StageChanged(group="g01", stage=Stage.TRAINING, run=0),
        StageChanged(group="g01", stage=Stage.TRAINING, run=1),
        EpochFinished(group="g01", epoch=2, epochs=4, run=1),
        RunFinished(group="g01", run=0),
    )
    for event in events:
        state.apply(event, 1.0)
    group = state.groups["g01"]
    assert event_line(events[3], state, ES, now=1.0) == "g01, entrenamiento 2: época 2 de 4"
    assert event_line(events[4], state, ES, now=1.0) == ""
    assert group.index == 1
    assert 0.5 < group.share < 1.0
    assert "entrenamiento 2: entrenamiento 2/4" in still_line(state, ES, now=9.0)
