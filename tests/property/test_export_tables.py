"""Whatever a platform's file holds, only the cells that shall change do."""

from __future__ import annotations

import csv
import io
from decimal import Decimal

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from graders.errors import CourseError
from graders.reports.exports.amounts import read_number, rescaled, shown_with, whole_points
from graders.reports.exports.raw_csv import read_table

TEXT = st.text(
    st.characters(blacklist_categories=("Cs",), blacklist_characters="\0")
    | st.sampled_from(list('",;\t\r\n')),
    max_size=8,
)
TABLES = st.lists(st.lists(TEXT, min_size=3, max_size=3), min_size=2, max_size=5)
DIALECTS = st.tuples(
    st.sampled_from([",", ";", "\t"]),
    st.sampled_from(["\n", "\r\n"]),
    st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL]),
    st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]),
)


def written(rows, dialect) -> bytes:
    delimiter, ending, quoting, encoding = dialect
    if ending == "\n":
        # `csv` writes a lone carriage return without quotation marks there, and reads two rows.
        rows[:] = [[cell.replace("\r", "") for cell in row] for row in rows]
    buffer = io.StringIO(newline="")
    csv.writer(buffer, delimiter=delimiter, lineterminator=ending, quoting=quoting).writerows(rows)
    return buffer.getvalue().encode(encoding)


def values(data: bytes, dialect) -> list[list[str]]:
    text = data.decode(dialect[3])
    return list(csv.reader(io.StringIO(text, newline=""), delimiter=dialect[0]))


@settings(deadline=None)
@given(
    data=st.binary(max_size=60)
    | st.text(max_size=60).map(lambda text: text.encode("utf-8", "replace"))
)
def test_a_file_that_is_read_is_given_back_byte_for_byte(data: bytes) -> None:
    """Also one that no program ever wrote."""
    try:
        table = read_table(data, "x.csv")
    except CourseError:
        return
    assert table.content() == data


@settings(deadline=None)
@given(rows=TABLES, dialect=DIALECTS, new=TEXT, data=st.data())
def test_only_the_intended_cell_changes(rows, dialect, new, data) -> None:
    """As any other program reads the file."""
    rows = [["Header", "Other", "Third"], *rows]
    before = written(rows, dialect)
    table = read_table(before, "x.csv")
    assume(table.delimiter == dialect[0])
    assert [[cell.value for cell in row.cells] for row in table.rows] == values(before, dialect)
    row, column = data.draw(st.integers(1, len(rows) - 1)), data.draw(st.integers(0, 2))
    after = table.with_cells({(row, column): new}).content()
    rows[row][column] = new
    assert values(after, dialect) == rows
    if after.decode(dialect[3]).splitlines() == before.decode(dialect[3]).splitlines():
        assert after == before


@settings(deadline=None)
@given(rows=TABLES, dialect=DIALECTS)
def test_columns_that_stay_keep_their_bytes(rows, dialect) -> None:
    """Canvas's file loses columns, never a character of the others."""
    before = written([["Header", "Other", "Third"], *rows], dialect)
    table = read_table(before, "x.csv")
    kept = table.with_columns((0, 2))
    assert [[row.cells[0].raw, row.cells[1].raw] for row in kept.rows] == [
        [row.cells[0].raw, row.cells[2].raw] for row in table.rows
    ]


@settings(deadline=None)
@given(
    points=st.decimals(0, 100, places=2),
    most=st.sampled_from([Decimal(100), Decimal(70)]),
    target=st.none() | st.decimals("0.5", 1000, places=2),
    mark=st.sampled_from([".", ","]),
)
def test_points_stay_within_the_scale_and_are_read_back(points, most, target, mark) -> None:
    """Never above the maximum, at most two decimals, whatever the decimal mark."""
    points = min(points, most)
    scaled = rescaled(points, max_points=most, target=target)
    assert 0 <= scaled <= (most if target is None else target)
    assert read_number(shown_with(scaled, mark)) == scaled
    assert abs(whole_points(points) - points) <= Decimal("0.5")
