"""The code of two similar files, line by line, with the passages they share."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from graders.domain.similarity import ComparedFile, SimilarPair
from graders.reports.messages import catalog
from graders.reports.messages.text import Language
from graders.reports.printable import printable
from graders.reports.similarity_view import lines_text

NUM_COLOURS: Final = 6
MOST_SHOWN: Final = 24
MOST_LINES: Final = 2_000
_LONGEST_LINE: Final = 400


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeLine:
    """One line of a file.

    Attributes:
        cell: Heading of the cell that begins here; empty elsewhere.
        number: Line number as the student knows it.
        text: The line, harmless.
        passage: Number of its passage from 1; 0 for none.
        colour: Colour of the passage, 1..`NUM_COLOURS`; 0 for none.
        begins: Whether the passage begins here.
        is_given: Whether the code is the starter's, or common in the class.
        skips: Whether lines were left out before it.
    """

    cell: str
    number: int
    text: str
    passage: int
    colour: int
    begins: bool
    is_given: bool
    skips: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class FileView:
    """A whole file; `cut` says that not all of it is shown."""

    side: str
    owner: str
    kind: str
    lines: tuple[CodeLine, ...]
    cut: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PassageView:
    """A passage in both files."""

    number: int
    colour: int
    places: tuple[str, str]
    length: str
    left: tuple[CodeLine, ...]
    right: tuple[CodeLine, ...]


def passage_views(pair: SimilarPair, language: Language) -> tuple[PassageView, ...]:
    """The longest passages, each with its lines in both files."""
    views = []
    for number, passage in enumerate(pair.passages[:MOST_SHOWN], start=1):
        count = max(len(passage.left), len(passage.right))
        views.append(
            PassageView(
                number=number,
                colour=_colour(number),
                places=(
                    _range_said(pair.left, passage.left, language),
                    _range_said(pair.right, passage.right, language),
                ),
                length=lines_text(count, language),
                left=_excerpt(pair.left, passage.left, number, language),
                right=_excerpt(pair.right, passage.right, number, language),
            )
        )
    return tuple(views)


def file_views(pair: SimilarPair, language: Language) -> tuple[FileView, FileView]:
    """Both files whole, with every passage marked."""
    return (
        _file_view("left", pair.left, [passage.left for passage in pair.passages], language),
        _file_view("right", pair.right, [passage.right for passage in pair.passages], language),
    )


def _file_view(
    side: str, file: ComparedFile, passages: Sequence[Sequence[int]], language: Language
) -> FileView:
    owner_of: dict[int, int] = {}
    for number, lines in enumerate(passages, start=1):
        for line in lines:
            # The first passage is the longest; where two meet on a line, it is the one to see.
            owner_of.setdefault(line, number)
    texts = file.text.split("\n")
    shown = range(1, min(len(texts), MOST_LINES) + 1)
    cut = ""
    if len(texts) > MOST_LINES:
        cut = catalog.text("similarity.whole.cut", language, {"count": MOST_LINES})
    origin = catalog.text(f"similarity.origin.{file.origin}", language)
    return FileView(
        side=side,
        owner=printable(file.owner),
        kind=f"{origin} · {printable(file.name)}",
        lines=_lines(file, shown, owner_of, language),
        cut=cut,
    )


def _excerpt(
    file: ComparedFile, lines: Sequence[int], number: int, language: Language
) -> tuple[CodeLine, ...]:
    return _lines(file, lines, dict.fromkeys(lines, number), language)


def _lines(
    file: ComparedFile, wanted: Sequence[int], owner_of: Mapping[int, int], language: Language
) -> tuple[CodeLine, ...]:
    texts = file.text.split("\n")
    found: list[CodeLine] = []
    seen: set[int] = set()
    before = None
    for line in wanted:
        where = file.locations[line - 1]
        number = owner_of.get(line, 0)
        last = file.locations[before - 1] if before else None
        is_new_cell = where.cell is not None and (last is None or last.cell != where.cell)
        found.append(
            CodeLine(
                cell=_cell(where.cell, language) if is_new_cell else "",
                number=where.line,
                text=_shown(texts[line - 1]),
                passage=number,
                colour=_colour(number),
                begins=number > 0 and number not in seen,
                is_given=number == 0 and line in file.given_lines,
                skips=before is not None and line > before + 1,
            )
        )
        seen.add(number)
        before = line
    return tuple(found)


def _cell(number: int | None, language: Language) -> str:
    return catalog.text("similarity.cell", language, {"number": str(number)})


def _range_said(file: ComparedFile, lines: Sequence[int], language: Language) -> str:
    first, last = file.locations[lines[0] - 1], file.locations[lines[-1] - 1]
    said = catalog.place_text(first, language)
    if first == last:
        return said
    if first.cell == last.cell:
        code = "similarity.place.lines" if first.cell is None else "similarity.place.cell"
        values = {"first": str(first.line), "last": str(last.line), "cell": str(first.cell)}
        return catalog.text(code, language, values)
    return f"{said} – {catalog.place_text(last, language)}"


def _colour(number: int) -> int:
    return (number - 1) % NUM_COLOURS + 1 if number else 0


def _shown(line: str) -> str:
    text = line.expandtabs(4)
    return printable(text[:_LONGEST_LINE]) + ("…" if len(text) > _LONGEST_LINE else "")
