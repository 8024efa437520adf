"""A handed-in file becomes a submission, whatever is in it."""

import hashlib

from graders.domain.submission import IntakeProblem
from graders.intake.discovery import HandedIn
from graders.intake.reading import read_submission
from tests.intake_factories import (
    CLEAN,
    NOON,
    codes,
    make_assignment,
    notebook_bytes,
    read_file,
)


def test_a_good_file_is_read_as_it_is(tmp_path):
    """Group, members, time, hash and text arrive."""
    path = tmp_path / "model.py"
    path.write_text(CLEAN)
    submission = read_file(path)
    assert (submission.group, submission.members) == ("g01", ("ana", "beto"))
    assert submission.received_at == NOON
    assert submission.sha256 == hashlib.sha256(CLEAN.encode()).hexdigest()
    assert submission.original == submission.source == CLEAN
    assert submission.problems == ()


def test_a_notebook_gives_the_same_code(tmp_path):
    """The same work in cells is the same submission, located by cell."""
    path = tmp_path / "model.ipynb"
    path.write_bytes(notebook_bytes(*CLEAN.split("\n\n\n")))
    submission = read_file(path)
    assert submission.problems == ()
    assert submission.locations[-1].cell == 4


def test_a_notebook_renamed_to_py_is_read_as_a_notebook(tmp_path):
    """The content decides when the name is plainly wrong."""
    path = tmp_path / "model.py"
    path.write_bytes(notebook_bytes(CLEAN))
    assert read_file(path).problems == ()


def test_nothing_handed_in_is_a_submission_with_a_problem():
    """One group without a file does not stop the others."""
    problem = IntakeProblem(code="intake.several_files", values=(("names", "a, b"),))
    handed_in = HandedIn(group="g01", path=None, received_at=NOON, problem=problem)
    submission = read_submission(handed_in, make_assignment())
    assert (submission.source, submission.problems) == ("", (problem,))


def test_too_large_empty_and_not_a_file_are_problems(tmp_path):
    """Size is checked before anything is decoded."""
    large, empty, folder = (tmp_path / name for name in ("a.py", "b.py", "c.py"))
    large.write_text("x = 1\n" * 200_000)
    empty.write_text("\n")
    folder.mkdir()
    assert codes(read_file(large)) == ["intake.too_large"]
    assert codes(read_file(empty)) == ["intake.empty"]
    assert codes(read_file(folder)) == ["intake.not_a_file"]


def test_the_size_limit_is_for_code_not_for_outputs(tmp_path):
    """A notebook with pictures is as welcome as one without."""
    path = tmp_path / "model.ipynb"
    data = notebook_bytes(CLEAN).replace(b'"outputs": []', b'"outputs": ["' + b"x" * 10**6 + b'"]')
    path.write_bytes(data)
    assert read_file(path, max_file_kib=8).problems == ()
