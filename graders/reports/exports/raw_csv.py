"""A table of another system whose cells can be changed while every other byte stays as it was."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Final

from graders.errors import CourseError

_DELIMITERS: Final = (",", ";", "\t")
_ENDING: Final = re.compile(r"\r\n|\r|\n")
_QUOTED: Final = re.compile(r'"((?>[^"]*(?:""[^"]*)*))"(.*)', re.DOTALL)
_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell as it stands in the file, quotation marks included."""

    raw: str

    @property
    def value(self) -> str:
        """What it says."""
        if not self.raw.startswith('"'):
            return self.raw
        found = _QUOTED.fullmatch(self.raw)
        return self.raw if found is None else found[1].replace('""', '"') + found[2]

    def saying(self, value: str, delimiter: str) -> Cell:
        """Return a cell that says `value`, in quotation marks where it was or where it must be."""
        needed = (
            any(char in value for char in (delimiter, '"', "\r", "\n")) or value != value.strip()
        )
        if not needed and not self.raw.startswith('"'):
            return Cell(value)
        doubled = value.replace('"', '""')
        return Cell(f'"{doubled}"')


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One row.

    Attributes:
        line: Line of the file on which it begins, from 1.
        cells: Its cells.
        ending: What ends its line; empty at the end of the file.
    """

    line: int
    cells: tuple[Cell, ...]
    ending: str

    @property
    def is_blank(self) -> bool:
        """Whether it says nothing."""
        return not any(cell.value.strip() for cell in self.cells)

    def value(self, column: int) -> str:
        """Return what a cell says; nothing where the row has no such cell."""
        return self.cells[column].value if column < len(self.cells) else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A file of comma-separated values, byte for byte.

    Attributes:
        name: The file as the user knows it, for messages.
        mark: Byte order mark; may be empty.
        encoding: Its encoding.
        delimiter: What separates cells.
        rows: All rows, the header first.
    """

    name: str
    mark: bytes
    encoding: str
    delimiter: str
    rows: tuple[Row, ...]

    @property
    def header(self) -> tuple[str, ...]:
        """What the first row says."""
        return tuple(cell.value for cell in self.rows[0].cells) if self.rows else ()

    def content(self) -> bytes:
        """Return the file's bytes.

        Raises:
            CourseError: A cell holds a character that the file's encoding lacks.
        """
        text = "".join(
            self.delimiter.join(cell.raw for cell in row.cells) + row.ending for row in self.rows
        )
        try:
            return self.mark + text.encode(self.encoding)
        except UnicodeEncodeError as error:
            raise CourseError(
                f"{self.name} is not UTF-8 and cannot hold {text[error.start]!r}.",
                hint="Download it again, or save it as CSV UTF-8.",
            ) from None

    def with_cells(self, values: Mapping[tuple[int, int], str]) -> Table:
        """Return the table with other cells.

        Args:
            values: What cells shall say, by index of row and column.
        """
        rows = list(self.rows)
        for (row, column), value in values.items():
            cells = list(rows[row].cells)
            cells[column] = cells[column].saying(value, self.delimiter)
            rows[row] = replace(rows[row], cells=tuple(cells))
        return replace(self, rows=tuple(rows))

    def with_columns(self, columns: tuple[int, ...]) -> Table:
        """Return the table with these columns alone, cells as they are."""
        rows = (
            replace(row, cells=tuple(row.cells[at] for at in columns if at < len(row.cells)))
            for row in self.rows
        )
        return replace(self, rows=tuple(rows))


def read_table(data: bytes, name: str) -> Table:
    """Read a table so that `content` gives back the same bytes.

    Commas, semicolons and tabs separate: the one that makes most cells of the header.

    Args:
        data: The file's bytes.
        name: The file as the user knows it.

    Raises:
        CourseError: It is no text, or a quotation mark is not closed; names the line.
    """
    mark, encoding, text = _decoded(data)
    if "\0" in text:
        raise CourseError(f"{name} is not a text file.", hint="Download it as CSV.")
    delimiter = max(_DELIMITERS, key=lambda mark: _width(text, mark, name))
    rows = tuple(_rows(text, delimiter, name))
    if not rows or rows[0].is_blank:
        raise CourseError(f"{name}:1: the line of the headers is empty.", hint="Download it again.")
    return Table(name=name, mark=mark, encoding=encoding, delimiter=delimiter, rows=rows)


def _decoded(data: bytes) -> tuple[bytes, str, str]:
    mark, encoding = next(
        ((mark, name) for mark, name in _MARKS if data.startswith(mark)), (b"", "utf-8")
    )
    try:
        return mark, encoding, data[len(mark) :].decode(encoding)
    except UnicodeDecodeError:
        # Every byte is a character of Latin-1, so nothing that is not changed can get lost.
        return b"", "latin-1", data.decode("latin-1")


def _width(text: str, delimiter: str, name: str) -> int:
    first = next(_rows(text, delimiter, name), None)
    return len(first.cells) if first else 0


def _rows(text: str, delimiter: str, name: str) -> Iterator[Row]:
    pattern = re.compile(rf'(?:"(?>[^"]*(?:""[^"]*)*)"|(?!"))[^{re.escape(delimiter)}\r\n]*')
    at, line = 0, 1
    while at < len(text):
        cells: list[Cell] = []
        begun = line
        while True:
            found = pattern.match(text, at)
            if found is None:
                raise CourseError(
                    f"{name}:{line}: a quotation mark is not closed.", hint="Download it again."
                )
            cells.append(Cell(found[0]))
            line += len(_ENDING.findall(found[0]))
            at = found.end()
            if not text.startswith(delimiter, at):
                break
            at += 1
        ending = _ENDING.match(text, at)
        at += len(ending[0]) if ending else 0
        line += 1
        yield Row(line=begun, cells=tuple(cells), ending=ending[0] if ending else "")
