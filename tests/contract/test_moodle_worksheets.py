"""A worksheet that comes back changes in Moodle what it shall, and nothing else."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from decimal import Decimal

import pytest

from graders.errors import CourseError, UsageError
from graders.pipeline.export import export
from graders.reports.exports.base import ExportOutcome, ExportTarget
from graders.reports.exports.comment import comment_beginnings, grade_comment
from graders.reports.exports.raw_csv import read_table
from graders.reports.messages import catalog
from graders.reports.messages.text import Language
from tests import export_factories as made
from tests.assignment_factories import make_assignment
from tests.lms_importers import MoodleAssignment

GRADES = made.graded_class()
EXPECTED = {
    "101": GRADES["g01"].points,
    "102": GRADES["g01"].points,
    "203": Decimal("72.50"),
    "204": Decimal("72.50"),
    "105": GRADES["g03"].points,
}
NUMBERS = {number for number, _name, _email in made.STUDENTS}


def fill(folder, text, *, encoding="utf-8", **changes):
    """Export into a worksheet; returns the bytes before and after, and what was done."""
    source = folder / "Calificaciones-PI.csv"
    before = text if isinstance(text, bytes) else text.encode(encoding)
    source.write_bytes(before)
    done = export(made.make_plan(folder, ExportTarget.MOODLE, source=source, **changes))
    return before, (folder / "Calificaciones-PI.graded.csv").read_bytes(), done


def moodle(**facts) -> MoodleAssignment:
    return MoodleAssignment(participants=NUMBERS, **facts)


def floats(points, scale=Decimal(1)):
    return {number: float(round(value * scale, 2)) for number, value in points.items()}


def test_what_counts_is_what_is_imported(tmp_path):
    """Rows less lateness, or what a person set; each member of the group; blanks stay blank."""
    _before, after, done = fill(tmp_path, made.worksheet())
    grades, comments = moodle().import_worksheet(after)
    assert grades == floats(EXPECTED)
    assert comments == {}
    assert GRADES["g03"].points == GRADES["g03"].rows_points - 5
    outcomes = {row.who: row.outcome for row in done.rows}
    assert outcomes["Gabriela Ríos (Participant 109)"] is ExportOutcome.BLANK
    assert outcomes['Zoe, la "oyente" (Participant 300)'] is ExportOutcome.UNKNOWN


@pytest.mark.parametrize("mark", ["", "\ufeff"])
@pytest.mark.parametrize("ending", ["\n", "\r\n"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_nothing_else_changes(tmp_path, mark, ending, delimiter):
    """Byte order mark, line ends, order, quotation marks and all other cells stay."""
    text = made.worksheet(
        headers=made.HEADERS_ES,
        participant="Participante",
        delimiter=delimiter,
        ending=ending,
        maximum="100,00",
        grades={"101": "3,5"},
    )
    before, after, _done = fill(tmp_path, mark + text)
    old, new = before.decode().split(ending), after.decode().split(ending)
    assert len(old) == len(new)
    changed = [at for at, pair in enumerate(zip(old, new, strict=True)) if pair[0] != pair[1]]
    assert changed == [1, 2, 3, 4, 5]
    for at in changed:
        cells = list(zip(cells_of(old[at], delimiter), cells_of(new[at], delimiter), strict=True))
        assert [place for place, (was, now) in enumerate(cells) if was != now] == [5]
    grades, _comments = moodle(language="es", decimal_mark=",").import_worksheet(after, delimiter)
    assert grades == floats(EXPECTED)


def cells_of(line, delimiter):
    return next(csv.reader(io.StringIO(line, newline=""), delimiter=delimiter))


@pytest.mark.parametrize(
    ("maximum", "written"), [("100,00", "72,50"), ("100.00", "72.50"), ("20", "14.50")]
)
def test_the_decimal_mark_is_that_of_the_file(tmp_path, maximum, written):
    """As its own numbers have it."""
    _before, after, _done = fill(tmp_path, made.worksheet(maximum=maximum))
    rows = list(csv.reader(io.StringIO(after.decode(), newline="")))
    assert rows[3][5] == written


def test_points_go_to_the_scale_of_the_file(tmp_path):
    """The maximum of the worksheet counts, and that is told."""
    _before, after, done = fill(tmp_path, made.worksheet(maximum="20.00"))
    grades, _comments = moodle(maximum=20.0).import_worksheet(after)
    assert grades == floats(EXPECTED, Decimal("0.2"))
    note = next(note for note in done.notes if note.code == "export.note.scaled")
    assert (note.values["rubric"], note.values["target"]) == ("100", "20.00")


def test_an_equal_grade_keeps_its_bytes(tmp_path):
    """`72.5` says what `72.50` says: the cell stays."""
    text = made.worksheet(grades={"203": "72.5", "300": "9"})
    before, after, done = fill(tmp_path, text)
    assert b",72.5,100.00" in after
    assert before.splitlines()[7] == after.splitlines()[7]
    assert {row.member: row.outcome for row in done.rows}["carla"] is ExportOutcome.SAME


@pytest.mark.parametrize("language", list(Language))
def test_comments_are_short_and_hold_nothing_private(tmp_path, language):
    """Points and main losses, in the language; a comment of a person is left alone."""
    before = {"102": "<p>Muy bien</p>", "101": "<p>Corrector automático: Puntos: 3 de 100.</p>"}
    text = made.worksheet(comments=before)
    _before, after, done = fill(tmp_path, text, with_comments=True, language=language)
    _grades, comments = moodle(comments=before).import_worksheet(after)
    assert set(comments) == {"101", "203", "204", "105"}
    begin = "Corrector automático: Puntos: " if language is Language.ES else "Autograder: Points: "
    assert all(said.startswith(begin) and "\n" not in said for said in comments.values())
    assert "72" in comments["203"]
    assert "oral exam" in comments["203"]
    for private in made.PRIVATE:
        assert private not in after.decode()
    assert [note.values["lines"] for note in done.notes] == ["3"]


def test_another_language_is_understood_by_what_stands_in_the_columns(tmp_path):
    """The maximum is one number in all rows, the grade stands before it."""
    headers = ("ID", "Vollständiger Name", "ID-Nummer", "E-Mail-Adresse", "Status", "Bewertung",
               "Bestwertung", "Änderbar", "Abgabe", "Zuletzt geändert", "Feedback")  # fmt: skip
    text = made.worksheet(headers=headers, participant="Teilnehmer/in", maximum="100,00")
    _before, after, done = fill(tmp_path, text)
    rows = list(csv.reader(io.StringIO(after.decode(), newline="")))
    assert rows[3][5] == "72,50"
    assert {row.member for row in done.rows if row.outcome is ExportOutcome.CHANGED} == {
        "ana", "beto", "carla", "eva"}  # fmt: skip


def test_a_column_that_cannot_be_told_is_asked_for(tmp_path):
    """The headers are listed, and `--column` names one."""
    headers = list(made.HEADERS_EN)
    headers[5], headers[6] = "Punkte", "Rest"
    text = made.worksheet(headers=headers, maximum="")
    with pytest.raises(CourseError, match=r'csv:1: the column of grades .*"Punkte".*--column'):
        fill(tmp_path, text)
    _before, after, done = fill(tmp_path, text, column="punkte")
    assert b",72.50," in after
    assert any(note.code == "export.note.no_maximum" for note in done.notes)
    with pytest.raises(UsageError, match="no column called 'Note'"):
        fill(tmp_path, text, column="Note")


@pytest.mark.parametrize(
    ("student", "member"),
    [
        (("101", "Participant 101", ""), "ana"),
        (("101", "Ana M. P.", ""), "ana"),
        (("77", "X Y", "BETO@uni.example"), None),
        (("77", "Roberto García", "BETO@uni.example"), "beto"),
        (("78", "o’brien, dario", ""), "dario"),
        (("79", "Carla Nuñez Roa", ""), ""),
    ],
)
def test_people_are_found_by_id_then_address_then_exact_name(tmp_path, student, member):
    """Hidden names leave the id; a name that is only like another is nobody's."""
    text = made.worksheet(students=[student])
    if member is None:
        with pytest.raises(CourseError, match="contradicts the roster: beto"):
            fill(tmp_path, text.replace("BETO@uni.example", "x@uni.example").replace("77", "102"))
        return
    _before, _after, done = fill(tmp_path, text)
    assert done.rows[0].member == member


def test_members_that_the_file_lacks_are_listed(tmp_path):
    """Whoever should have got points and stands in no row."""
    _before, _after, done = fill(tmp_path, made.worksheet())
    lacking = {row.member for row in done.rows if row.outcome is ExportOutcome.LACKING}
    assert lacking >= {"fede", "g05-a"}
    assert not lacking & {"ana", "beto", "carla", "dario", "eva", "gabi"}


def test_a_group_of_which_nobody_is_known_is_told(tmp_path):
    """Its points reach nobody; the roster is where that is mended."""
    grades = {"g05": replace(GRADES["g05"], members=())}
    _before, _after, done = fill(tmp_path, made.worksheet(), grades=grades)
    row = next(row for row in done.rows if row.group == "g05")
    assert (row.outcome, row.new) == (ExportOutcome.LACKING, str(GRADES["g05"].points))
    assert row.outcome.needs_a_look
    note = next(note for note in done.notes if note.code == "export.note.no_members")
    assert note.values == {"groups": "g05", "path": str(tmp_path / "roster.csv")}


@pytest.mark.parametrize(
    ("students", "said"),
    [
        ((("101", "Ana", ""), ("101", "Ana", "")), r"csv:3: Ana .* is ana, and so is line 2"),
        ((("101", "Beto García", "beto@uni.example"),), "csv:2: .*may be more than one person"),
        ((("105", "Pablo Paz", "pablo@uni.example"),), "csv:2: .*contradicts the roster: eva"),
        ((("105", "Carla Núñez", ""),), "csv:2: .*may be more than one person: eva .*carla"),
    ],
)
def test_a_person_who_is_not_clear_stops_the_export(tmp_path, students, said):
    """Ids of another assignment must never bring points to somebody else."""
    with pytest.raises(CourseError, match=said):
        fill(tmp_path, made.worksheet(students=students))
    assert not (tmp_path / "Calificaciones-PI.graded.csv").exists()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "csv:1: the line of the headers is empty"),
        ("Identifier,Grade\n", "no grading worksheet"),
        ("a;b\n1;2\n", "no grading worksheet"),
        (made.worksheet().replace("Last modified (grade)", "When"), "Moodle refuses a file"),
        (made.worksheet(maximum="Scale"), "csv:2: the maximum grade 'Scale'"),
        (made.worksheet() + '"Participant 9', "csv:9: a quotation mark is not closed"),
        (made.worksheet() + "Participant 9,x\n", "csv:9: the row has 2 cells"),
        (b"PK\x03\x04\0\0", "not a text file"),
    ],
)
def test_what_is_no_worksheet_is_refused_in_one_sentence(tmp_path, text, said):
    """File, line, and how to mend it."""
    with pytest.raises(CourseError, match=said) as caught:
        fill(tmp_path, text)
    assert "\n" not in str(caught.value)


def test_comments_need_their_column(tmp_path):
    """Moodle writes it where the assignment has feedback comments."""
    text = made.worksheet().replace("Feedback comments", "Notes")
    with pytest.raises(CourseError, match="no column of feedback comments"):
        fill(tmp_path, text, with_comments=True)


def test_a_file_of_an_old_spreadsheet_keeps_its_bytes(tmp_path):
    """Latin-1 is written as Latin-1; what it lacks is refused."""
    before, after, _done = fill(tmp_path, made.worksheet(), encoding="latin-1")
    assert "Núñez".encode("latin-1") in after
    assert len(after.splitlines()) == len(before.splitlines())
    table = read_table(before, "hoja.csv").with_cells({(1, 10): "→ ver"})
    with pytest.raises(CourseError, match=r"hoja\.csv is not UTF-8 and cannot hold '→'"):
        table.content()


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize("grade", list(GRADES.values()), ids=lambda grade: grade.group)
def test_a_comment_is_one_line_of_plain_text(grade, language):
    """For every way a grade can end; HTML has no meaning in it; a blank grade has none."""
    said = grade_comment(grade, make_assignment(), language)
    assert (said == "") == (grade.points is None)
    assert not set("\n\r<>") & set(said)
    assert len(said) < 400
    if said:
        assert said.startswith(comment_beginnings())
        assert catalog.points_text(grade.points, language) in said


def test_markup_in_a_comment_is_text():
    """A reason that a person typed is shown as typed."""
    grade = GRADES["g02"]
    marked = replace(grade, override=replace(grade.override, reason="<b>oral</b> & more"))
    said = grade_comment(marked, make_assignment(), Language.EN)
    assert "&lt;b&gt;oral&lt;/b&gt; &amp; more" in said
