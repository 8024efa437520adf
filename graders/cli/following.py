"""Shows the batch of another process, from the log that it writes."""

from __future__ import annotations

import time
from datetime import datetime
from functools import partial
from typing import Final

import click
from rich.console import Console

from graders.course.workspace import Workspace
from graders.domain.events import BatchFinished
from graders.domain.grade import Grade
from graders.records.event_log import EventReader, newest_log
from graders.records.gradebook import Gradebook, open_gradebook
from graders.reports.messages.text import Language
from graders.reports.progress import LiveProgress

_POLL_SECONDS: Final = 0.25


def follow(workspace: Workspace, assignment_id: str, profile: str, language: Language) -> int:
    """Show the batch that began last until it ends; 0 when it came to its end, else 1."""
    log = newest_log(workspace.event_logs(assignment_id, profile))
    if log is None:
        click.echo(
            f"grader: no batch of {assignment_id} ({profile}) was ever started here. "
            f"Start one: python grader.py grade {assignment_id}",
            err=True,
        )
        return 1
    with open_gradebook(workspace.gradebook) as gradebook:
        reader = EventReader(log, partial(_grade_of, gradebook, assignment_id, profile))
        if _show(reader, language):
            return 0
    click.echo(
        "grader: the batch was ended from outside; finished grades are kept. "
        f"To go on: python grader.py grade {assignment_id} --profile {profile}",
        err=True,
    )
    return 1


def _grade_of(gradebook: Gradebook, assignment_id: str, profile: str, group: str) -> Grade | None:
    return gradebook.latest_of(assignment_id, group, profile)


class _EventClock:
    """Tells the time of the event that is being shown, else that of now."""

    def __init__(self) -> None:
        self.shown: datetime | None = None

    def __call__(self) -> float:
        return self.shown.timestamp() if self.shown is not None else time.time()


def _show(reader: EventReader, language: Language) -> bool:
    """Show events as they come; whether the batch came to its end."""
    clock = _EventClock()
    with LiveProgress(Console(), language, clock=clock) as progress:
        while True:
            # Asked before reading, so that the last lines of a batch that ends now are read.
            alive = reader.is_growing
            for clock.shown, event in reader.new_events():
                progress(event)
                if isinstance(event, BatchFinished):
                    return True
            clock.shown = None
            if not alive:
                return False
            time.sleep(_POLL_SECONDS)
