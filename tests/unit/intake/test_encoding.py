"""Bytes of any editor become text."""

import pytest

from graders.intake.encoding import decode_text
from graders.intake.quoting import quote

TEXT = "# año: 10 °C\nx = 1\n"


@pytest.mark.parametrize(
    ("encoding", "noted"),
    [("utf-8", ""), ("utf-8-sig", ""), ("utf-16", "utf-16-le"), ("utf-16-le", "utf-16-le"),
     ("utf-16-be", "utf-16-be"), ("utf-32", "utf-32-le"), ("latin-1", "latin-1")],
)  # fmt: skip
def test_the_text_is_the_same_in_every_encoding(encoding, noted):
    """Anything but UTF-8 is read, with a note that is not fatal."""
    text, problems = decode_text(TEXT.encode(encoding))
    assert text == TEXT
    assert [dict(item.values)["encoding"] for item in problems if not item.fatal] == (
        [noted] if noted else []
    )


def test_line_ends_become_line_feeds():
    """Windows and old Mac files count the same lines."""
    assert decode_text(b"a\r\nb\rc\n")[0] == "a\nb\nc\n"


def test_nul_bytes_are_fatal_with_their_line():
    """Python refuses them, so the student hears it first."""
    text, (problem,) = decode_text(b"a = 1\nb = '\0'\n")
    assert (problem.code, problem.fatal, problem.where.line) == ("intake.nul_bytes", True, 2)
    assert "\0" not in text


def test_a_quotation_shows_nothing_a_terminal_or_a_page_could_obey():
    """Escapes, direction marks and further lines are gone; long ones are cut."""
    assert quote("\n  a\x1b[31m\u202e b\x00\nnext") == "a[31m b"
    assert len(quote("x" * 1_000)) == 80
