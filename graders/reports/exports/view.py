"""What an export did: a table for people, plain data for programs."""

from __future__ import annotations

from typing import Any

from tabulate import tabulate

from graders.reports.exports.base import Exported, ExportNote, ExportOutcome, ExportRow
from graders.reports.messages import catalog
from graders.reports.messages.text import Language
from graders.reports.printable import printable

_STYLE = "simple"
_COUNTED = ("changed", "same", "written", "blank", "lacking")


def exported_text(exported: Exported, language: Language) -> str:
    """Return who gets what, what is worth a word, and the files."""
    lines = [_head(exported, language)]
    if exported.rows:
        counts = {name: exported.count(ExportOutcome(name)) for name in _COUNTED}
        totals = catalog.text("export.totals", language, counts)
        lines += ["", _table(exported, language), "", totals]
    lines += [_note(note, language) for note in exported.notes]
    code = "export.would_write" if exported.dry_run else "export.written"
    lines += [catalog.text(code, language, {"file": file}) for file in exported.written]
    lines += [catalog.text("export.kept", language, {"file": file}) for file in exported.kept]
    if exported.dry_run:
        lines.append(catalog.text("export.dry_run", language))
    return "\n".join(lines)


def exported_data(exported: Exported, language: Language) -> dict[str, Any]:
    """Return the same as data; codes stay, sentences are in the language."""
    return {
        "target": str(exported.target),
        "assignment": exported.assignment,
        "profile": exported.profile,
        "dry_run": exported.dry_run,
        "rows": [_row_data(row) for row in exported.rows],
        "notes": [{"code": note.code, "message": _note(note, language)} for note in exported.notes],
        "written": list(exported.written),
        "kept": list(exported.kept),
    }


def _head(exported: Exported, language: Language) -> str:
    values = {
        "assignment": exported.assignment,
        "profile": exported.profile,
        "target": str(exported.target),
    }
    return catalog.text("export.head", language, values)


def _table(exported: Exported, language: Language) -> str:
    """Return one line for each row, without columns that are empty in all of them."""
    rows = [_cells(row, language) for row in exported.rows]
    shown = [name for name in rows[0] if any(row[name] for row in rows)]
    return tabulate(
        [[row[name] for name in shown] for row in rows],
        headers=[catalog.text(f"export.column.{name}", language) for name in shown],
        tablefmt=_STYLE,
        disable_numparse=True,
    )


def _cells(row: ExportRow, language: Language) -> dict[str, str]:
    return {
        "line": "" if row.line is None else str(row.line),
        "who": printable(row.who),
        "group": printable(row.group),
        "member": printable(row.member),
        "old": printable(row.old),
        "new": printable(row.new),
        "outcome": catalog.text(f"export.outcome.{row.outcome}", language),
    }


def _note(note: ExportNote, language: Language) -> str:
    return catalog.text(note.code, language, note.values)


def _row_data(row: ExportRow) -> dict[str, Any]:
    return {
        "group": row.group or None,
        "member": row.member or None,
        "who": row.who or None,
        "line": row.line,
        "old": row.old or None,
        "new": row.new or None,
        "outcome": str(row.outcome),
    }
