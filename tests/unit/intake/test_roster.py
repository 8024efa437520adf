"""Who belongs to which group."""

import pytest

from graders.errors import RosterError
from graders.intake.roster import read_roster


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
