"""The words of `collect`: every code has a text, every text a use, and names are only shown."""

import re
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from graders.domain.collected import (
    Collected,
    CollectedEntry,
    Outcome,
    SourceKind,
    TimeSource,
)
from graders.domain.submission import IntakeProblem
from graders.reports.collect_view import collected_data, collected_text
from graders.reports.messages.collect import TEXTS
from graders.reports.messages.text import Language

ROOT = Path(__file__).resolve().parents[3] / "graders"
SOURCES = [
    *(ROOT / "intake" / "collecting").glob("*.py"),
    *(ROOT / "pipeline").glob("collect*.py"),
    ROOT / "reports" / "collect_view.py",
]
STORED = CollectedEntry(
    entry="Ana \x1b[31m(1)",
    outcome=Outcome.STORED,
    group="g01",
    file_name="mo\u202edel.py",
    attempt=2,
    received_at=datetime(2026, 5, 3, 10, tzinfo=UTC),
    time_from=TimeSource.ARCHIVE,
    late=True,
)
LOST = CollectedEntry(
    entry="00123",
    outcome=Outcome.PROBLEM,
    problem=IntakeProblem(code="collect.link", values=(("name", "x\x1b[2J\ny"),)),
)


def made(*entries, **changes):
    collected = Collected(
        assignment="gan", kind=SourceKind.FOLDERS, dry_run=False, entries=entries, missing=()
    )
    return replace(collected, **changes)


def test_every_code_has_a_text_and_every_text_a_use():
    """A code without a text would reach a teacher as a code."""
    text = "".join(path.read_text("utf-8") for path in SOURCES)
    written = set(re.findall(r"""["'](collect\.[a-z_.]+[a-z])["']""", text))
    families = ("collect.kind.", "collect.column.", "collect.outcome.")
    assert written - set(TEXTS) == set()
    assert {code for code in TEXTS if not code.startswith(families)} <= written
    assert {f"collect.kind.{kind}" for kind in SourceKind} <= set(TEXTS)
    assert {f"collect.outcome.{outcome}" for outcome in Outcome} <= set(TEXTS)


@pytest.mark.parametrize("language", list(Language))
def test_no_name_commands_a_terminal(language):
    """Escape sequences and direction marks are shown as what they are, on one line each."""
    text = collected_text(made(STORED, LOST), language)
    assert "\x1b" not in text
    assert "\u202e" not in text
    (said,) = (line for line in text.splitlines() if line.startswith("- "))
    assert "00123" in said


def test_digits_stay_as_they_are_written():
    """A label or a group that looks like a number loses no zero."""
    assert "00123 " in collected_text(made(LOST), Language.EN)


def test_late_by_the_archives_time_is_not_taken_for_certain():
    """Some platforms write there when the download was made."""
    doubt = TEXTS["collect.archive_times"].en
    assert doubt in collected_text(made(STORED), Language.EN)
    known = replace(STORED, time_from=TimeSource.SYSTEM)
    assert doubt not in collected_text(made(known), Language.EN)


def test_an_unknown_download_has_no_kind():
    """Neither for people nor for programs."""
    collected = made(LOST, kind=None)
    assert TEXTS["collect.unknown_kind"].es in collected_text(collected, Language.ES)
    assert collected_data(collected, Language.ES)["kind"] is None


def test_nothing_at_all_is_told_without_a_table():
    """An empty folder holds no entries."""
    assert "Stored: 0" in collected_text(made(), Language.EN)
