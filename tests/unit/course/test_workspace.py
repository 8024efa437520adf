"""Which folders a course has, by the environment."""

from pathlib import Path

import pytest

from graders.course.workspace import PROJECT, bundled_workspace, default_workspace
from graders.errors import CourseError


@pytest.fixture(autouse=True)
def bare(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("GRADER_COURSE", "GRADER_HOME", "GRADER_SUBMISSIONS"):
        monkeypatch.delenv(name, raising=False)


def test_clone_is_the_course_unless_another_is_named() -> None:
    workspace = default_workspace()
    assert workspace.assignments == PROJECT / "assignments"
    assert workspace.var == PROJECT / "var"


def test_course_outside_of_the_clone(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """All four folders move, and the bundled classes stay where they are."""
    monkeypatch.setenv("GRADER_COURSE", str(tmp_path))
    workspace = default_workspace()
    assert workspace.assignments == tmp_path / "assignments"
    assert workspace.reference == tmp_path / "reference"
    assert workspace.submissions == tmp_path / "submissions"
    assert workspace.var == tmp_path / "var"
    assert bundled_workspace().assignments == PROJECT / "assignments"
    assert bundled_workspace().submissions == PROJECT / "submissions"


def test_single_folders_still_move(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """The older variables win over the course's own folders."""
    monkeypatch.setenv("GRADER_COURSE", str(tmp_path))
    monkeypatch.setenv("GRADER_HOME", "/elsewhere/var")
    monkeypatch.setenv("GRADER_SUBMISSIONS", "/elsewhere/inbox")
    workspace = default_workspace()
    assert (workspace.var, workspace.submissions) == (
        Path("/elsewhere/var"),
        Path("/elsewhere/inbox"),
    )
    assert workspace.reference == tmp_path / "reference"


def test_course_that_is_no_folder_is_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("GRADER_COURSE", str(tmp_path / "absent"))
    with pytest.raises(CourseError, match="absent"):
        default_workspace()
