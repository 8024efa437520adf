"""What `export` tells: every word exists, and nothing a file holds reaches the terminal raw."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from graders.reports.exports.base import (
    Exported,
    ExportNote,
    ExportOutcome,
    ExportRow,
    ExportTarget,
)
from graders.reports.exports.view import exported_data, exported_text
from graders.reports.messages import catalog
from graders.reports.messages.text import Language

ROOT = Path(__file__).resolve().parents[3]


def told(*rows: ExportRow, notes: tuple[ExportNote, ...] = (), dry_run: bool = False) -> Exported:
    return Exported(
        target=ExportTarget.MOODLE,
        assignment="gan",
        profile="cpu",
        dry_run=dry_run,
        rows=rows,
        notes=notes,
        written=("a.csv",),
    )


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize("outcome", list(ExportOutcome))
def test_every_outcome_has_words(outcome, language):
    row = ExportRow(group="g01", outcome=outcome)
    assert catalog.text(f"export.outcome.{outcome}", language) in exported_text(told(row), language)


def test_every_code_that_exports_use_is_in_the_catalogue():
    """Notes are made far from where their words stand."""
    sources = [
        *(ROOT / "graders").rglob("export*.py"),
        *(ROOT / "graders/reports/exports").glob("*"),
    ]
    codes = {
        code
        for path in sources
        if path.suffix == ".py"
        for code in re.findall(r'"(export\.[a-z0-9_.]+[a-z0-9])"', path.read_text("utf-8"))
    }
    assert len(codes) > 10
    assert [code for code in sorted(codes) if not catalog.has(code)] == []


def test_a_table_shows_only_columns_that_say_something():
    row = ExportRow(group="g01", new="5", outcome=ExportOutcome.WRITTEN)
    said = exported_text(told(row), Language.EN)
    assert "member" not in said
    assert "before" not in said
    assert "Written: a.csv" in said
    assert "Would be written: a.csv" in exported_text(told(row, dry_run=True), Language.EN)


def test_names_from_files_are_escaped():
    """A terminal obeys none of them; programs get them as they are."""
    row = ExportRow(group="g01", who="\x1b[31mred", outcome=ExportOutcome.UNKNOWN)
    assert "\x1b" not in exported_text(told(row), Language.ES)
    data = exported_data(told(row), Language.ES)
    assert data["rows"][0]["who"] == "\x1b[31mred"
    assert data["rows"][0]["line"] is None
