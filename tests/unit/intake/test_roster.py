"""Who belongs to which group."""

import pytest

from graders.errors import RosterError
from graders.intake.roster import read_people, read_roster, roster_file


def _roster(tmp_path, data):
    path = tmp_path / "roster.csv"
    path.write_bytes(data)
    return read_roster(path)


@pytest.mark.parametrize(
    "data",
    [
        b"group,member\ng01,ana\ng01,beto\ng02,carla\n",
        b"\xef\xbb\xbfgroup;member\r\ng01;ana\r\ng01;beto\r\n\r\ng02;carla\r\n",
        b"member\tname\tgroup\nana\tAna\tg01\nbeto\tB\tg01\ncarla\tC\tg02",
    ],
)
def test_what_spreadsheets_write_is_read(tmp_path, data):
    """Separator, byte order mark, line ends and further columns do not matter."""
    assert _roster(tmp_path, data) == {"g01": ("ana", "beto"), "g02": ("carla",)}


def test_a_missing_roster_is_empty(tmp_path):
    """A course may do without one."""
    assert read_roster(tmp_path / "roster.csv") == {}


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"group,member\ng01,ana\ng02,ana\n", "line 3: ana is already on line 2"),
        (b"group,member\ng01,\n,beto\n", "line 2: member is empty; line 3: group is empty"),
        (b"grupo,member\n", "column group is missing"),
        (b"", "column group and member is missing"),
        (b"group,member\ng01,\0\n", "not a text file"),
    ],
)
def test_contradictions_are_named_with_their_lines(tmp_path, data, words):
    """The teacher can mend every line at once."""
    with pytest.raises(RosterError, match=words):
        _roster(tmp_path, data)


PEOPLE = """group,member,name,email,moodle_id,canvas_id,student_id
g01,ana,Ana María Pérez,ana@uni.example,101,9001,2020-1
g01,beto,"García López, Beto",,102,,
g02,carla,Carla Núñez,CARLA@uni.example,,,
g02,otra,Carla Nuñez,,,,
"""


def _people(tmp_path, text=PEOPLE):
    path = tmp_path / "roster.csv"
    path.write_text(text, encoding="utf-8")
    return read_people(path)


def test_a_person_is_found_by_what_each_system_calls_them(tmp_path):
    """Ids and addresses are compared without case; an empty one is nobody's."""
    roster = _people(tmp_path)
    assert roster.with_id("moodle_id", "102").member == "beto"
    assert roster.with_id("canvas_id", "9001").member == "ana"
    assert roster.with_id("email", " carla@UNI.example").member == "carla"
    assert roster.with_id("canvas_id", "") is None
    assert roster.groups == ("g01", "g02")


@pytest.mark.parametrize(
    ("written", "found"),
    [
        ("ana maria perez", ["ana"]),
        ("PÉREZ, Ana María", ["ana"]),
        ("Ana Mari\u0301a Pe\u0301rez", ["ana"]),
        ("Beto García López", ["beto"]),
        ("Ana Pérez", []),
        ("Ana Maria Peres", []),
        ("Carla Nunez", ["carla", "otra"]),
        ("", []),
        ("***", []),
    ],
)
def test_names_are_compared_exactly_but_for_spelling(tmp_path, written, found):
    """Accents, case, punctuation and word order do not matter; every word does."""
    assert [who.member for who in _people(tmp_path).named(written)] == found


@pytest.mark.parametrize("written", ["perezanamaria", "pérezanamaría", "anamariaperez"])
def test_names_without_spaces_begin_with_any_word(tmp_path, written):
    """Canvas writes last and first name as one word."""
    assert [who.member for who in _people(tmp_path).named_run_together(written)] == ["ana"]


@pytest.mark.parametrize(
    ("written", "group"), [("g01", "g01"), ("G01", "g01"), ("g-01", "g01"), ("G 02 ", "g02"),
                           ("g1", ""), ("g011", ""), ("", "")],
)  # fmt: skip
def test_a_group_is_called_by_its_id_only(tmp_path, written, group):
    """Case and separators do not matter; digits do."""
    assert _people(tmp_path).group_called(written) == group


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (
            "group,member,email\ng01,a,x@y\ng01,b,X@Y\n",
            "line 3: email x@y is already on line 2",
        ),
        (
            "group,member,moodle_id\ng01,a,7\ng02,b,7\n",
            "line 3: moodle_id 7 is already on line 2",
        ),
        ("group,member\nGrupo 1,a\n", "line 2: Grupo 1 is not a group id"),
    ],
)
def test_people_that_cannot_be_told_apart_are_named(tmp_path, text, words):
    """Two people with one id would hand in for each other."""
    with pytest.raises(RosterError, match=words):
        _people(tmp_path, text)


def test_grading_does_not_mind_the_further_columns(tmp_path):
    """Who only wants the members reads a roster whose addresses repeat."""
    path = tmp_path / "roster.csv"
    path.write_text("group,member,email\ng01,a,x@y\ng01,b,x@y\n")
    assert read_roster(path) == {"g01": ("a", "b")}


def test_a_roster_of_the_course_serves_assignments_without_their_own(tmp_path):
    """An own roster comes first, and where there is none its place is named."""
    inbox = tmp_path / "gan"
    assert roster_file(inbox) == inbox / "roster.csv"
    (tmp_path / "roster.csv").write_text("group,member\n")
    assert roster_file(inbox) == tmp_path / "roster.csv"
    inbox.mkdir()
    (inbox / "roster.csv").write_text("group,member\n")
    assert roster_file(inbox) == inbox / "roster.csv"
