"""What became of a download: a table with sentences for people, plain data for programs."""

from __future__ import annotations

from typing import Any

from tabulate import tabulate

from graders.domain.collected import Collected, CollectedEntry, Outcome, TimeSource
from graders.reports.messages import catalog
from graders.reports.messages.text import Language
from graders.reports.printable import printable

_STYLE = "simple"
_COLUMNS = ("entry", "group", "file", "time", "outcome")


def collected_text(collected: Collected, language: Language) -> str:
    """Return the table of entries, a sentence for each that was not imported, and totals."""
    lines = [_head(collected, language)]
    if collected.entries:
        head = [catalog.text(f"collect.column.{name}", language) for name in _COLUMNS]
        rows = [_cells(entry, collected, language) for entry in collected.entries]
        # Names are text, even where they are digits.
        lines += ["", tabulate(rows, headers=head, tablefmt=_STYLE, disable_numparse=True)]
    told = [line for entry in collected.entries for line in _sentences(entry, language)]
    if told:
        lines += ["", *told]
    lines += ["", _totals(collected, language)]
    if collected.missing:
        groups = ", ".join(collected.missing)
        lines.append(catalog.text("collect.missing", language, {"groups": groups}))
    if any(entry.late and entry.time_from is TimeSource.ARCHIVE for entry in collected.entries):
        lines.append(catalog.text("collect.archive_times", language))
    if collected.dry_run:
        lines.append(catalog.text("collect.dry_run", language))
    return "\n".join(lines)


def collected_data(collected: Collected, language: Language) -> dict[str, Any]:
    """Return the same as data; codes stay, sentences are in the language."""
    return {
        "assignment": collected.assignment,
        "kind": str(collected.kind) if collected.kind else None,
        "dry_run": collected.dry_run,
        "entries": [_entry_data(entry, language) for entry in collected.entries],
        "stored": collected.count(Outcome.STORED),
        "already_there": collected.count(Outcome.ALREADY_THERE),
        "problems": collected.count(Outcome.PROBLEM),
        "missing": list(collected.missing),
    }


def _head(collected: Collected, language: Language) -> str:
    if collected.kind is None:
        return catalog.text("collect.unknown_kind", language)
    name = catalog.text(f"collect.kind.{collected.kind}", language)
    return catalog.text("collect.recognised", language, {"kind": name})


def _cells(entry: CollectedEntry, collected: Collected, language: Language) -> list[str]:
    code = f"collect.outcome.{entry.outcome}"
    if collected.dry_run and entry.outcome is Outcome.STORED:
        code = "collect.outcome.would_be_stored"
    outcome = catalog.text(code, language, {"attempt": str(entry.attempt)})
    if entry.late:
        outcome += f" ({catalog.text('collect.late', language)})"
    when = catalog.date_text(entry.received_at, language) if entry.received_at else ""
    return [printable(entry.entry), entry.group, printable(entry.file_name), when, outcome]


def _sentences(entry: CollectedEntry, language: Language) -> list[str]:
    said = [*entry.notes, *([entry.problem] if entry.problem else [])]
    name = printable(entry.entry)
    return [f"- {name}: {catalog.problem_text(problem, language)}" for problem in said]


def _totals(collected: Collected, language: Language) -> str:
    return catalog.text(
        "collect.totals",
        language,
        {
            "stored": collected.count(Outcome.STORED),
            "there": collected.count(Outcome.ALREADY_THERE),
            "problems": collected.count(Outcome.PROBLEM),
        },
    )


def _entry_data(entry: CollectedEntry, language: Language) -> dict[str, Any]:
    return {
        "entry": entry.entry,
        "outcome": str(entry.outcome),
        "group": entry.group or None,
        "member": entry.member or None,
        "file": entry.file_name or None,
        "sha256": entry.sha256 or None,
        "attempt": entry.attempt,
        "received_at": entry.received_at.isoformat() if entry.received_at else None,
        "time_from": str(entry.time_from) if entry.time_from else None,
        "late": entry.late,
        "notes": [catalog.problem_text(note, language) for note in entry.notes],
        "problem": entry.problem.code if entry.problem else None,
        "message": catalog.problem_text(entry.problem, language) if entry.problem else None,
    }
