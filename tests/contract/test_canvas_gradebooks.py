"""A gradebook that comes back changes in Canvas what it shall, and makes nothing new."""

from __future__ import annotations

import csv
import io
from decimal import Decimal

import pytest

from graders.errors import CourseError, UsageError
from graders.pipeline.export import export
from graders.reports.exports.base import ExportOutcome, ExportTarget
from tests import export_factories as made
from tests.lms_importers import CanvasCourse

GRADES = made.graded_class()
ASSIGNMENT = 4711
EXPECTED = {
    9101: GRADES["g01"].points,
    9102: GRADES["g01"].points,
    9203: Decimal("72.50"),
    9204: Decimal("72.50"),
    9105: GRADES["g03"].points,
}


def canvas(scores=None, *, possible=100.0) -> CanvasCourse:
    return CanvasCourse(
        assignments={4711: (made.TITLE[:-7], possible), 4712: ("Otra tarea", 10.0)},
        students={9101: "Ana María Pérez", 9102: "Beto García López", 9203: "Carla Núñez",
                  9204: "Darío O'Brien", 9105: "Eva Gómez", 9109: "Gabriela Ríos",
                  9999: "Test Student"},
        scores=scores or {},
    )  # fmt: skip


def fill(folder, text, *, encoding="utf-8", **changes):
    source = folder / "gradebook.csv"
    source.write_bytes(text.encode(encoding))
    done = export(made.make_plan(folder, ExportTarget.CANVAS, source=source, **changes))
    return (folder / "gradebook.graded.csv").read_bytes(), done


def expected(scale=Decimal(1)):
    return {
        (student, ASSIGNMENT): str(round(points * scale, 2)) for student, points in EXPECTED.items()
    }


@pytest.mark.parametrize("posting", [True, False])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
@pytest.mark.parametrize(("delimiter", "ending"), [(",", "\r\n"), (";", "\n")])
def test_only_the_points_of_the_assignment_change(tmp_path, posting, encoding, delimiter, ending):
    """What counts, for each member; nobody and nothing is made new."""
    text = made.gradebook(posting=posting, delimiter=delimiter, ending=ending)
    data, _done = fill(tmp_path, text, encoding=encoding)
    assert canvas().import_gradebook(data) == expected()


def test_other_assignments_are_not_in_the_file(tmp_path):
    """What changed in Canvas since the export does not go back: it is not imported."""
    text = made.gradebook(values={"9101": ["50", "7.00", "71", "71"], "9999": ["", "3", "", ""]})
    data, done = fill(tmp_path, text)
    course = canvas({(9101, 4711): "50.0", (9101, 4712): "9.5"})
    assert course.import_gradebook(data) == expected()
    header = data.decode().splitlines()[0]
    assert header == "Student,ID,SIS User ID,SIS Login ID,Section," + made.TITLE
    assert "export.note.one_column" in [note.code for note in done.notes]


def test_cells_that_are_not_ours_stay_byte_for_byte(tmp_path):
    """Names that a spreadsheet would take for formulas stay as Canvas wrote them."""
    text = made.gradebook().replace("O'Brien, Darío", "=O'Brien, Darío")
    data, _done = fill(tmp_path, text)
    old = [row[:5] for row in csv.reader(io.StringIO(text, newline=""))]
    new = [row[:5] for row in csv.reader(io.StringIO(data.decode(), newline=""))]
    assert old == new
    assert b"\"=O'Brien" in data


def test_people_without_points_keep_what_they_had(tmp_path):
    """Excused, blank and unknown students are as in the export."""
    text = made.gradebook(
        values={"9101": ["ex", "", "", ""], "9109": ["12.00", "", "", ""],
                "9999": ["1", "", "", ""]}
    )  # fmt: skip
    data, done = fill(tmp_path, text)
    course = canvas({(9101, 4711): "EX", (9109, 4711): "12.0", (9999, 4711): "1.0"})
    changed = course.import_gradebook(data)
    assert {student for student, _assignment in changed} - {9101} == {9102, 9203, 9204, 9105}
    outcomes = {row.line: row.outcome for row in done.rows if row.line}
    assert outcomes[4] is ExportOutcome.EXCUSED
    assert outcomes[9] is ExportOutcome.BLANK
    assert outcomes[10] is ExportOutcome.UNKNOWN


def test_points_go_to_the_points_possible(tmp_path):
    """At most two decimals, rounded half up, and it is told."""
    data, done = fill(tmp_path, made.gradebook(possible=("10", "10", "", "")))
    assert canvas(possible=10.0).import_gradebook(data) == expected(Decimal("0.1"))
    assert "export.note.scaled" in [note.code for note in done.notes]


def test_decimal_commas_stay(tmp_path):
    """A gradebook with decimal commas gets decimal commas."""
    text = made.gradebook(
        possible=("100,00", "10,00", "", ""), values={"9101": ["50,25", "", "", ""]}
    )
    data, _done = fill(tmp_path, text)
    assert b'"72,50"' in data
    assert canvas({(9101, 4711): "50.25"}).import_gradebook(data) == expected()


def test_a_column_is_named_where_titles_do_not_tell(tmp_path):
    """With or without its number; one that does not exist is never made."""
    text = made.gradebook(columns=("TP 1 (4711)", "TP 1 (9)", "TP 2 (4712)", "Final Score"))
    with pytest.raises(CourseError, match=r'no columns are called like .*"TP 1 \(4711\)"'):
        fill(tmp_path, text)
    with pytest.raises(UsageError, match="2 assignments called 'TP 1'"):
        fill(tmp_path, text, column="TP 1")
    with pytest.raises(UsageError, match=r"no assignment called 'TP 3'.*would make a new one"):
        fill(tmp_path, text, column="TP 3")
    with pytest.raises(UsageError, match="no assignment called 'Final Score'"):
        fill(tmp_path, text, column="Final Score")
    data, _done = fill(tmp_path, text, column="TP 1 (4711)")
    assert canvas().import_gradebook(data) == expected()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("a,b\n1,2\n", "csv:1 is not the header of a Canvas gradebook"),
        (made.gradebook().replace("Section", "Group"), "not the header of a Canvas gradebook"),
        (made.gradebook().replace("Points Possible", "Points"), "no row “Points Possible”"),
        (made.gradebook(possible=("(read only)", "10", "", "")), "csv:3: .* is read only"),
        (made.gradebook() + "x,1\r\n", "csv:11: the row has 2 cells"),
        (made.gradebook().replace("9102", "9101"), "csv:5: .*may be more than one person: ana"),
    ],
)
def test_what_canvas_would_not_take_is_refused(tmp_path, text, said):
    """File, line, and how to mend it."""
    with pytest.raises(CourseError, match=said):
        fill(tmp_path, text)


def test_last_and_first_names_may_stand_apart(tmp_path):
    """Canvas's other header, with the name in two columns."""
    rows = [["LastName", "FirstName", "ID", "SIS User ID", "SIS Login ID", "Section", made.TITLE],
            ["    Points Possible", "", "", "", "", "", "100"],
            ["O'Brien", "Darío", "", "", "", "A", ""]]  # fmt: skip
    data, _done = fill(tmp_path, made.table_text(rows))
    assert b"O'Brien,Dar\xc3\xado,,,,A,72.50" in data
