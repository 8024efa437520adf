"""A person sets a grade: who, when and why stay; the decision outlives a second grading."""

import json
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

import grade_factories as factories
import pytest

from graders.domain.grade import Change, GradeStatus
from graders.errors import CourseError, UnknownNameError, UsageError
from graders.pipeline.override import Decision, override
from graders.pipeline.rescore import undo_rescore
from graders.records.gradebook import open_gradebook
from graders.reports.base import SubmissionState
from graders.reports.class_view import attention_state
from graders.reports.csv_table import render_csv
from graders.reports.html import render_class_page, render_group_page
from graders.reports.messages.text import Language
from graders.reports.terminal import explain_text
from tests.command_line import command_line

ROOT = Path(__file__).resolve().parents[3]
NOON = datetime(2026, 7, 3, 12, 0, tzinfo=UTC)
MIDDLING = factories.middling()
REASON = "oral exam: <b>explained</b> every layer"


def decision(**changes) -> Decision:
    facts = {
        "assignment": MIDDLING.assignment,
        "profile": MIDDLING.profile,
        "group": MIDDLING.group,
        "points": "72.5",
        "reason": REASON,
        "by": "ana",
        "now": NOON,
    }
    return Decision(**{**facts, **changes})


@pytest.fixture
def book(tmp_path):
    """A gradebook with a graded class."""
    with open_gradebook(tmp_path / "var" / "gradebook.sqlite") as gradebook:
        gradebook.append_all(factories.whole_class())
        yield gradebook


@pytest.fixture
def newest(book):
    """The newest grade of the group that is decided about."""
    return lambda: book.latest_of(MIDDLING.assignment, MIDDLING.group, MIDDLING.profile)


def test_what_a_person_sets_is_what_counts(book, newest):
    """The sum of the rows stays in the record beside it, with who, when and why."""
    override(decision(), book)
    grade = newest()
    assert grade.points == Decimal("72.50")
    assert grade.computed_points == MIDDLING.points
    assert grade.results == MIDDLING.results
    assert (grade.override.by, grade.override.reason) == ("ana", REASON)
    assert grade.override.made_at == NOON
    assert not grade.moved_since_override


def test_the_earlier_grade_stays_in_the_book(book):
    """The decision is a line of its own in a chain that is whole."""
    override(decision(), book)
    history = book.history(MIDDLING.assignment, MIDDLING.group)
    assert [grade.change for grade in history] == [Change.GRADED, Change.OVERRIDDEN]
    assert history[0] == MIDDLING
    assert book.broken_link() is None


@pytest.mark.parametrize("change", [Change.GRADED, Change.RESCORED, Change.APPEALED])
def test_it_survives_whatever_grades_the_file_again(book, newest, change):
    """A newer grade brings other rows; what counts does not move, and that the rows did is told."""
    override(decision(), book)
    better = replace(factories.strong(), group=MIDDLING.group, change=change)
    assert book.append(better).points == Decimal("72.50")
    grade = newest()
    assert grade.results == better.results
    assert grade.moved_since_override
    assert attention_state(grade) == "moved"


def test_equal_rows_need_no_second_look(book, newest):
    """The same file graded again gives the same sum: nobody is called."""
    override(decision(), book)
    book.append(replace(MIDDLING, graded_at=NOON))
    assert not newest().moved_since_override
    assert attention_state(newest()) == ""


def test_a_decision_is_taken_back(book, newest):
    """What was computed counts again, also for grades to come; both decisions stay in the book."""
    override(decision(), book)
    override(decision(points=None, reason="wrong group"), book)
    assert newest().points == MIDDLING.points
    book.append(MIDDLING)
    assert newest().points == MIDDLING.points
    assert len(book.history(MIDDLING.assignment, MIDDLING.group)) == 4


def test_the_last_decision_counts(book, newest):
    """Whoever decides later is right."""
    override(decision(), book)
    override(decision(points="80", by="luis"), book)
    assert (newest().points, newest().override.by) == (Decimal("80.00"), "luis")


def test_undoing_a_rescoring_leaves_the_decision(book, newest):
    """A rubric that is taken back takes no decision with it."""
    book.append(replace(factories.strong(), group=MIDDLING.group, change=Change.RESCORED))
    override(decision(), book)
    grades = book.latest(MIDDLING.assignment, MIDDLING.profile)
    assert len(undo_rescore(grades, MIDDLING.assignment, book)) == 1
    assert newest().results == MIDDLING.results
    assert newest().points == Decimal("72.50")
    undone = book.latest(MIDDLING.assignment, MIDDLING.profile)
    assert undo_rescore(undone, MIDDLING.assignment, book) == ()


def test_a_blank_grade_can_be_set(book):
    """Where the grader failed, a person may still know what the work is worth."""
    blank = factories.ungraded()
    grade = override(decision(group=blank.group, points="60"), book)
    assert (grade.status, grade.points) == (GradeStatus.UNGRADED, Decimal("60.00"))
    assert grade.computed_points is None
    page = render_group_page(factories.group_report(grade, Language.EN))
    assert "60 <small>" in page
    assert "none had been computed" in page


@pytest.mark.parametrize("typed", ["72,5", " 72.50 ", "72.5"])
def test_points_are_read_as_people_write_them(book, typed):
    """A comma is a decimal mark in Spanish."""
    assert override(decision(points=typed), book).points == Decimal("72.50")


@pytest.mark.parametrize("typed", ["", "seven", "-1", "100.01", "nan", "inf", "1e400", "72.555"])
def test_what_are_no_points_is_refused(book, newest, typed):
    """One sentence says what was expected; nothing is written."""
    with pytest.raises(UsageError, match="Expected a number from 0 to 100"):
        override(decision(points=typed), book)
    assert newest() == MIDDLING


@pytest.mark.parametrize("words", ["", "  \n", "x" * 1001])
def test_a_reason_is_needed(book, words):
    """So is a name; both have a bound."""
    with pytest.raises(UsageError, match="--reason needs 1 to 1000 characters"):
        override(decision(reason=words), book)
    with pytest.raises(UsageError, match="--by needs"):
        override(decision(by=words), book)


def test_what_cannot_be_decided_is_refused(book):
    """A group without a grade, and a decision that was never made."""
    with pytest.raises(UnknownNameError, match="graded group 'g77'"):
        override(decision(group="g77"), book)
    with pytest.raises(CourseError, match="was not set by hand"):
        override(decision(points=None), book)


@pytest.mark.parametrize("language", list(Language))
def test_the_group_reads_why_and_not_who(book, language):
    """Page and explanation give points, date and reason, escaped; the name is for the staff."""
    grade = override(decision(by="ana-the-assistant"), book)
    page = render_group_page(factories.group_report(grade, language))
    assert "oral exam: &lt;b&gt;explained&lt;/b&gt; every layer" in page
    said = explain_text(factories.group_report(grade, language))
    assert "every layer" in said
    assert "2026-07-03" in said
    for shown in (page, said):
        assert "ana-the-assistant" not in shown


def test_the_class_page_marks_it_and_says_when_the_rows_moved(book):
    """A chip in the table; among those in need only when the computed sum is another one now."""
    grade = override(decision(), book)
    others = tuple(one for one in factories.whole_class() if one.group != grade.group)
    report = factories.class_report(Language.EN)
    page = render_class_page(replace(report, grades=(grade, *others)))
    assert "by hand" in page
    assert "computed sum moved" not in page
    moved = book.append(replace(factories.strong(), group=grade.group))
    page = render_class_page(replace(report, grades=(moved, *others)))
    assert "computed sum moved" in page
    assert "had been computed; now it is" in page


def test_tables_have_both_sums(book):
    """A spreadsheet shows what counts, what was computed, and that a person set it."""
    grade = override(decision(), book)
    head, first = render_csv([grade]).decode("utf-8-sig").splitlines()[:2]
    cells = dict(zip(head.split(","), first.split(","), strict=True))
    assert cells["points"] == "72.50"
    assert cells["rows_points"] == str(MIDDLING.points)
    assert cells["by_hand"] == "yes"


@pytest.fixture
def grader(tmp_path, book):
    """The command line beside that gradebook."""
    return command_line(folder=tmp_path)


def test_from_the_command_line(grader):
    """`override` writes, `history` lists, `explain` tells, `status` knows."""
    who = (MIDDLING.assignment, MIDDLING.group)
    done = grader("override", *who, "72.5", "--reason", "oral exam", "--by", "ana", "--lang", "en")
    assert done.returncode == 0, done.stderr
    assert "set by hand" in done.stdout
    listed = json.loads(grader("history", *who, "--json").stdout)
    assert [entry["change"] for entry in listed] == ["graded", "overridden"]
    assert (listed[1]["by"], listed[1]["reason"]) == ("ana", "oral exam")
    assert (listed[1]["points"], listed[1]["computed_points"]) == ("72.50", str(MIDDLING.points))
    assert "oral exam" in grader("explain", *who, "--lang", "en").stdout
    rows = json.loads(grader("status", MIDDLING.assignment, "--json").stdout)[MIDDLING.assignment]
    row = next(row for row in rows if row["group"] == MIDDLING.group)
    assert (row["points"], row["state"]) == ("72.50", str(SubmissionState.MISSING))
    assert grader("override", *who, "--withdraw", "--reason", "mistake").returncode == 0
    listed = json.loads(grader("history", *who, "--json").stdout)
    assert listed[-1]["change"] == "withdrawn"
    assert "sin lo fijado a mano" in grader("history", *who, "--lang", "es").stdout


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (("override", "cifar10_tuning", "g02", "--reason", "x"), 2, "POINTS or --withdraw"),
        (("override", "cifar10_tuning", "g02", "50"), 2, "--reason"),
        (("override", "cifar10_tuning", "g02", "500", "--reason", "x"), 2, "from 0 to 100"),
        (("override", "cifar10_tuning", "g99", "50", "--reason", "x"), 3, "no graded group 'g99'"),
        (("history", "cifar10_tuning", "g99"), 3, "no graded group 'g99'"),
        (("history", "lstm", "g02"), 3, "has no grades"),
    ],
)
def test_mistakes_get_one_sentence(grader, arguments, code, said):
    """What, where, how to mend; no traceback."""
    done = grader(*arguments)
    assert done.returncode == code
    assert said in done.stderr
    assert "Traceback" not in done.stderr


def test_the_table_of_rows_adds_up(book):
    """Its total is the sum of the rows; what counts stands below where it is another number."""
    plain = render_group_page(factories.group_report(MIDDLING, Language.EN))
    assert "What counts" not in plain
    page = render_group_page(factories.group_report(override(decision(), book), Language.EN))
    foot = page[page.index("<tfoot") : page.index("</tfoot>")]
    assert f">{MIDDLING.points}<" in foot
    assert ">72.5<" in foot
    assert "What counts" in foot
