"""What the pages on similar files say; never part of a group's own page."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from tabulate import tabulate

from graders.domain.assignment import Assignment
from graders.domain.similarity import ComparedFile, SimilarityFindings, SimilarPair
from graders.domain.submission import SourceLocation
from graders.reports.messages import catalog
from graders.reports.messages.text import Language
from graders.reports.printable import printable

INDEX_PAGE: Final = "index.html"


@dataclass(frozen=True, slots=True, kw_only=True)
class SimilarityReport:
    """What the pages are made from.

    Attributes:
        assignment: The assignment.
        findings: What was found.
        language: Language of the pages.
        generated_at: When they are made.
    """

    assignment: Assignment
    findings: SimilarityFindings
    language: Language
    generated_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class PairRow:
    """One pair in a table; shares are 0..100 for bars, texts for reading."""

    link: str
    left: str
    left_kind: str
    right: str
    right_kind: str
    score: str
    percent: float
    left_share: str
    right_share: str
    num_passages: str
    longest: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ClusterView:
    """A cluster: its number, its members, its pairs."""

    number: int
    members: tuple[str, ...]
    rows: tuple[PairRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ApartView:
    """A file that could not be compared, and why."""

    owner: str
    why: str


def pair_page(index: int) -> str:
    """Return the file name of the page of the pair with this index."""
    return f"pair-{index + 1:04d}.html"


def cluster_views(report: SimilarityReport) -> tuple[ClusterView, ...]:
    """All clusters with their pairs, in the order of the pairs' pages."""
    views = []
    index = 0
    for number, cluster in enumerate(report.findings.clusters, start=1):
        rows = []
        for pair in cluster.pairs:
            rows.append(_row(pair, pair_page(index), report.language))
            index += 1
        members = tuple(printable(member) for member in cluster.members)
        views.append(ClusterView(number=number, members=members, rows=tuple(rows)))
    return tuple(views)


def apart_views(report: SimilarityReport) -> tuple[ApartView, ...]:
    """Files that could not be compared."""
    return tuple(
        ApartView(
            owner=printable(item.owner),
            why=catalog.text(f"similarity.why.{item.why}", report.language),
        )
        for item in report.findings.not_compared
    )


def shares_said(pair: SimilarPair, language: Language) -> tuple[str, str]:
    """Both directions as sentences."""
    return (
        _share_said(pair.left_share, pair.left, pair.right, language),
        _share_said(pair.right_share, pair.right, pair.left, language),
    )


def similarity_table(findings: SimilarityFindings, language: Language) -> str:
    """Return one line per pair for the terminal, or that there is none."""
    if not findings.clusters:
        return catalog.text("similarity.none", language)
    columns = ("cluster", "one", "other", "score", "passages", "longest")
    lines = [
        [str(number), row.left, row.right, row.score, row.num_passages, row.longest]
        for number, cluster in enumerate(findings.clusters, start=1)
        for row in (_row(pair, "", language) for pair in cluster.pairs)
    ]
    table = tabulate(
        lines,
        headers=[catalog.text(f"similarity.column.{name}", language) for name in columns],
        tablefmt="simple",
        disable_numparse=True,
        colalign=("right", "left", "left", "right", "right", "right"),
    )
    cut = cut_said(findings, language)
    return f"{table}\n\n{cut}" if cut else table


def cut_said(findings: SimilarityFindings, language: Language) -> str:
    """How many pairs are not shown; empty when all are."""
    shown = len(findings.pairs)
    if shown == findings.num_pairs:
        return ""
    return catalog.text("similarity.cut", language, {"shown": shown, "count": findings.num_pairs})


def apart_text(findings: SimilarityFindings, language: Language) -> str:
    """Return one line per file that could not be compared; empty when there is none."""
    return "\n".join(
        f"{printable(item.owner)}: {catalog.text(f'similarity.why.{item.why}', language)}"
        for item in findings.not_compared
    )


def similarity_json(findings: SimilarityFindings, page: str) -> dict[str, Any]:
    """Return the same for programs; shares are fractions, lines those of the file or cell."""
    pages = iter(range(len(findings.pairs)))
    return {
        "assignment": findings.assignment,
        "threshold": findings.threshold,
        "groups": findings.num_groups,
        "files": findings.num_files,
        "common_fingerprints": findings.num_common,
        "pairs": findings.num_pairs,
        "page": page,
        "clusters": [
            {
                "members": list(cluster.members),
                "pairs": [
                    {**_pair_json(pair), "page": pair_page(next(pages))} for pair in cluster.pairs
                ],
            }
            for cluster in findings.clusters
        ],
        "not_compared": [
            {"owner": item.owner, "file": item.name, "why": item.why}
            for item in findings.not_compared
        ],
    }


def _pair_json(pair: SimilarPair) -> dict[str, Any]:
    return {
        "left": _file_json(pair.left),
        "right": _file_json(pair.right),
        "score": round(pair.score, 4),
        "left_share": round(pair.left_share, 4),
        "right_share": round(pair.right_share, 4),
        "shared_fingerprints": pair.num_shared,
        "passages": [
            {
                "left": _places_json(passage.left, pair.left.locations),
                "right": _places_json(passage.right, pair.right.locations),
                "tokens": passage.num_tokens,
            }
            for passage in pair.passages
        ],
    }


def _file_json(file: ComparedFile) -> dict[str, Any]:
    return {
        "owner": file.owner,
        "origin": str(file.origin),
        "file": file.name,
        "own_fingerprints": file.num_own,
    }


def _places_json(
    lines: Sequence[int], locations: Sequence[SourceLocation]
) -> dict[str, dict[str, int | None]]:
    first, last = (locations[line - 1] for line in (lines[0], lines[-1]))
    return {
        "from": {"cell": first.cell, "line": first.line},
        "to": {"cell": last.cell, "line": last.line},
    }


def _row(pair: SimilarPair, link: str, language: Language) -> PairRow:
    longest = max(
        (max(len(passage.left), len(passage.right)) for passage in pair.passages), default=0
    )
    return PairRow(
        link=link,
        left=printable(pair.left.owner),
        left_kind=_kind(pair.left, language),
        right=printable(pair.right.owner),
        right_kind=_kind(pair.right, language),
        score=percent_text(pair.score, language),
        percent=pair.score * 100,
        left_share=percent_text(pair.left_share, language),
        right_share=percent_text(pair.right_share, language),
        num_passages=catalog.number_text(len(pair.passages), "count", language),
        longest=lines_text(longest, language),
    )


def lines_text(count: int, language: Language) -> str:
    """A number of lines."""
    if count == 1:
        return catalog.text("similarity.one_line", language)
    return catalog.text("similarity.lines", language, {"count": count})


def _kind(file: ComparedFile, language: Language) -> str:
    origin = catalog.text(f"similarity.origin.{file.origin}", language)
    return f"{origin} · {printable(file.name)}"


def _share_said(share: float, one: ComparedFile, other: ComparedFile, language: Language) -> str:
    values = {"share": percent_text(share, language), "one": one.owner, "other": other.owner}
    return catalog.text("similarity.pair.share", language, values)


def percent_text(share: float, language: Language) -> str:
    """A share in whole percents, rounded down: 100 % is all of it."""
    whole = catalog.number_text(math.floor(share * 100 + 1e-9), "count", language)
    return f"{whole} %" if language is Language.ES else f"{whole}%"
