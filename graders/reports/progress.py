"""Live progress of a batch: a table on a terminal, plain lines elsewhere (a file, a CI log)."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Mapping
from types import TracebackType
from typing import Final

from rich.console import Console, Group, RenderableType
from rich.live import Live
from rich.progress_bar import ProgressBar
from rich.spinner import Spinner
from rich.table import Table
from rich.text import Text as Words

from graders.domain.events import BatchEvent
from graders.reports.messages import catalog
from graders.reports.messages.text import Language
from graders.reports.printable import printable
from graders.reports.progress_lines import (
    duration,
    event_line,
    result_words,
    stage_words,
    still_line,
)
from graders.reports.progress_state import BatchProgress, GroupProgress

_QUIET_SECONDS: Final = 5.0
_LINES_AROUND_TABLE: Final = 6
_COLUMNS: Final = ("group", "stage", "epochs", "validation", "time", "result")


class LiveProgress:
    """Shows a batch as it runs; call it with every event, from any thread.

    Something is said at least every five seconds, even when no event arrives.

    Args:
        console: Where to write; without a terminal behind it, lines are written instead of a table.
        language: Language of the words.
        clock: Seconds that only grow; tests give their own.
    """

    def __init__(
        self, console: Console, language: Language, *, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._console = console
        self._language = language
        self._clock = clock
        self._state = BatchProgress()
        self._lock = threading.RLock()
        self._last_line = clock()
        self._stopped = threading.Event()
        self._watch: threading.Thread | None = None
        self._live: Live | None = None

    def __enter__(self) -> LiveProgress:
        """Start showing."""
        self._last_line = self._clock()
        if self._console.is_terminal:
            self._live = Live(
                console=self._console, get_renderable=self._table, refresh_per_second=4
            )
            self._live.start()
        else:
            self._watch = threading.Thread(target=self._keep_talking, daemon=True)
            self._watch.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Stop showing; the last table stays."""
        self._stopped.set()
        if self._live is not None:
            self._live.stop()
        if self._watch is not None:
            self._watch.join()

    def __call__(self, event: BatchEvent) -> None:
        """Take an event into account and show it."""
        with self._lock:
            now = self._clock()
            self._state.apply(event, now)
            if self._live is None:
                line = event_line(event, self._state, self._language, now=now)
                if line:
                    self._say(line, now)

    def say_if_quiet(self) -> None:
        """Write where the batch is when nothing was written for a few seconds."""
        with self._lock:
            now = self._clock()
            if now - self._last_line >= _QUIET_SECONDS:
                line = still_line(self._state, self._language, now=now)
                if line:
                    self._say(line, now)

    def _keep_talking(self) -> None:
        while not self._stopped.wait(1.0):
            self.say_if_quiet()

    def _say(self, line: str, now: float) -> None:
        self._last_line = now
        # Group names are not markup, and a log has no width to wrap at.
        self._console.print(Words(line), soft_wrap=True, highlight=False)

    def _table(self) -> Group:
        with self._lock:
            now = self._clock()
            table = Table(box=None, pad_edge=False, header_style="dim")
            for name in _COLUMNS:
                table.add_column(self._text(f"progress.column.{name}"), no_wrap=True)
            for name, group in _visible(self._state, self._console.size.height):
                table.add_row(*self._cells(name, group, now))
            return Group(table, Words(), self._overall(now))

    def _cells(self, name: str, group: GroupProgress, now: float) -> list[RenderableType]:
        accuracy = group.current.val_accuracy
        values = {"value": accuracy or 0.0}
        return [
            Words(printable(name), style="" if group.started is not None else "dim"),
            self._stage(group),
            _epochs(group),
            Words(self._text("plot.percent", values) if accuracy is not None else ""),
            Words(duration(group.seconds(now)) if group.started is not None else ""),
            Words(result_words(group, self._language), style=_style(group)),
        ]

    def _stage(self, group: GroupProgress) -> RenderableType:
        if group.done:
            return Words("")
        if group.started is None:
            return Words(self._text("progress.waiting"), style="dim")
        stage = stage_words(group, self._state, self._language) if group.current.stage else ""
        return Spinner("dots", text=Words(stage))

    def _overall(self, now: float) -> Table:
        state = self._state
        total, done = len(state.groups), state.num_done
        row = Table.grid(padding=(0, 1))
        share = sum(group.share for group in state.groups.values())
        words = [self._text("progress.overall", {"done": done, "total": total})]
        words.append(duration(now - state.started) if total else "")
        left = state.seconds_left(now)
        if left is not None and done < total:
            words.append(self._text("progress.eta", {"time": duration(left)}))
        row.add_row(
            ProgressBar(total=max(total, 1), completed=share, width=30),
            Words(" · ".join(word for word in words if word)),
        )
        return row

    def _text(self, code: str, values: Mapping[str, object] | None = None) -> str:
        return catalog.text(code, self._language, values)


def _visible(state: BatchProgress, height: int) -> list[tuple[str, GroupProgress]]:
    """The groups that fit the window: running ones first, then the last done, then waiting."""
    rows = list(state.groups.items())
    room = max(height - _LINES_AROUND_TABLE, 3)
    if len(rows) <= room:
        return rows
    running = [name for name, group in rows if group.running]
    done = sorted(
        (name for name, group in rows if group.done),
        key=lambda name: -(state.groups[name].finished or 0.0),
    )
    waiting = [name for name, group in rows if group.started is None]
    shown = set([*running, *done[: room // 2], *waiting, *done[room // 2 :]][:room])
    return [(name, group) for name, group in rows if name in shown]


def _epochs(group: GroupProgress) -> RenderableType:
    run = group.current
    if group.done or not run.epochs:
        return Words("")
    grid = Table.grid(padding=(0, 1))
    bar = ProgressBar(total=run.epochs, completed=run.epoch, width=12)
    grid.add_row(bar, Words(f"{run.epoch}/{run.epochs}"))
    return grid


def _style(group: GroupProgress) -> str:
    if group.ending is None:
        return ""
    return "bold" if group.ending.points is not None else "bold blue"
