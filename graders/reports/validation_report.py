"""The report on a validation, as Markdown: rules, detection matrix, and every known submission."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from statistics import fmean, stdev

from tabulate import tabulate

from graders.domain.validation import ANY_ROW, Validation, VariantRun

_BLANK_BELOW = 0.005


def validation_markdown(validation: Validation) -> str:
    """Return the whole report; pictures lie beside it as `matrix.svg` and `points.svg`."""
    return "\n".join(
        [
            f"# Validation of `{validation.assignment}`, profile `{validation.profile}`",
            "",
            "Written by `python grader.py validate`; what the rules ask for is in"
            " docs/validation.md.",
            f"Measured {validation.measured_at}.",
            "",
            "## The rules",
            "",
            rules_table(validation),
            "",
            *_misses(validation),
            "## What each planted fault cost",
            "",
            "Mean points lost against the solution it was planted in. **Bold**: the row it was"
            " planted for. In brackets: rows that may fall with it.",
            "",
            "![Detection matrix](matrix.svg)",
            "",
            detection_table(validation),
            "",
            "## All known submissions",
            "",
            "![Points of every run](points.svg)",
            "",
            _submissions_table(validation),
            "",
        ]
    )


def rules_table(validation: Validation) -> str:
    """Return one line for each rule."""
    rows = [
        [check.rule, check.title, "yes" if check.holds else "**no**", check.said]
        for check in validation.checks
    ]
    return _table(["rule", "asks", "holds", "measured"], rows)


def detection_table(validation: Validation) -> str:
    """Return mutants by rows of the rubric: mean points lost."""
    shown = [
        row
        for row, _points in validation.rows
        if any(abs(found.drops[row]) >= _BLANK_BELOW for found in validation.detections)
    ]
    lines = []
    for found in validation.detections:
        cells = []
        for row in shown:
            drop = found.drops[row]
            cell = "" if abs(drop) < _BLANK_BELOW else f"{drop:.2f}"
            if row == found.variant.hits:
                cell = f"**{cell or '0'}**"
            elif cell and (row in found.variant.collateral or ANY_ROW in found.variant.collateral):
                cell = f"({cell})"
            cells.append(cell)
        killed = "yes" if found.killed else "**no**"
        rank = str(found.rank) if found.rank else "–"
        lines.append([f"`{found.variant.id}`", found.variant.title, killed, rank, *cells])
    return _table(["mutant", "planted", "killed", "said in place", *shown], lines)


def _misses(validation: Validation) -> Iterator[str]:
    for check in validation.checks:
        if check.misses:
            yield f"{check.rule} falls short:"
            yield ""
            yield from (f"- {miss}" for miss in check.misses)
            yield ""


def _submissions_table(validation: Validation) -> str:
    rows = [
        [variant.role.value, f"`{variant.id}`", variant.title, *_figures(runs)]
        for variant in validation.variants
        if (runs := validation.runs.get(variant.id))
    ]
    head = ["role", "id", "what it is", "runs", "mean", "sd", "lowest", "highest", "ended", "flags",
            "CPU s"]  # fmt: skip
    return _table(head, rows)


def _figures(runs: Sequence[VariantRun]) -> list[str]:
    totals = [run.total for run in runs]
    ended = dict.fromkeys(verdict for run in runs for verdict in run.verdicts.values())
    flags = dict.fromkeys(flag for run in runs for flag in run.flags)
    return [
        str(len(runs)),
        f"{fmean(totals):.2f}",
        f"{stdev(totals):.2f}" if len(totals) > 1 else "",
        f"{min(totals):.2f}",
        f"{max(totals):.2f}",
        ", ".join(ended),
        ", ".join(flags),
        f"{fmean(run.cpu_seconds for run in runs):.0f}",
    ]


def _table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    return tabulate(rows, headers=head, tablefmt="github", disable_numparse=True)
