import csv
import io
import re
from dataclasses import replace
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from graders.reports.csv_table import render_csv, safe_cell
from tests import grade_factories as factories

GRADE = factories.strong()
NASTY = st.text(max_size=12) | st.builds(
    lambda space, start, rest: space + start + rest,
    st.sampled_from(["", " ", "\u00a0", "  "]),
    st.sampled_from(list("=+-@\t\r\n＝＋－＠")),
    st.text(max_size=12),
)
NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?")


@given(group=NASTY, member=NASTY, file_name=NASTY)
def test_no_cell_begins_as_a_formula(group: str, member: str, file_name: str) -> None:
    """Whatever a submission is called, a spreadsheet reads text or a number."""
    grade = replace(GRADE, group=group, members=(member, member), file_name=file_name)
    table = render_csv([grade]).decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(table, newline="")))
    assert len(rows) == 3
    assert len({len(row) for row in rows}) == 1
    for cell in (cell for row in rows for cell in row):
        assert NUMBER.fullmatch(cell) or not cell.lstrip(" \u00a0").startswith(
            tuple("=+-@\t\r\n＝＋－＠")
        )


@given(value=st.decimals(allow_nan=False, allow_infinity=False, places=2))
def test_numbers_stay_numbers(value: Decimal) -> None:
    """A negative number is a number, not a formula."""
    assert safe_cell(f"{value:f}") == f"{value:f}"


@given(text=NASTY)
def test_a_cell_keeps_its_text(text: str) -> None:
    """Protection only ever puts one apostrophe in front."""
    assert safe_cell(text) in (text, f"'{text}")
