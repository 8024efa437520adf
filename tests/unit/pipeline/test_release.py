"""A release holds what is public, proves it, and is the same bytes every time."""

import io
import json
import shutil
import zipfile
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from graders.course.assignment_file import find_assignments
from graders.course.secret import read_or_create_secret
from graders.course.workspace import Workspace, bundled_workspace
from graders.errors import CourseError
from graders.pipeline.release import make_release
from graders.reports.messages.text import Language

CASES = Path(__file__).parents[2] / "acceptance" / "cases_new_assignment"
NAME = "fashion_classifier"
BOTH = list(Language)
PRIVATE_LINE = 'model.add(layers.Conv2D(filters, 3, padding="same", use_bias=False))'


@pytest.fixture
def course(tmp_path: Path) -> Workspace:
    """A course of three files, and a secret."""
    workspace = Workspace(
        assignments=tmp_path / "assignments",
        reference=tmp_path / "reference",
        submissions=tmp_path / "submissions",
        var=tmp_path / "var",
    )
    for folder, names in (
        (workspace.assignments / NAME, ("assignment.yaml", "starter.py")),
        (workspace.reference / NAME, ("solution.py",)),
    ):
        folder.mkdir(parents=True)
        for name in names:
            shutil.copyfile(CASES / name, folder / name)
    read_or_create_secret(workspace.private)
    return workspace


def public(course: Workspace, name: str) -> Path:
    path = course.assignments / NAME / name
    path.parent.mkdir(parents=True, exist_ok=True)
    return path


@pytest.mark.parametrize("name", find_assignments(bundled_workspace().assignments))
def test_every_bundled_assignment_can_be_released(name: str, tmp_path: Path) -> None:
    """Nothing private is found in what ships, and both handouts are in it."""
    release = make_release(replace(bundled_workspace(), var=tmp_path), name, BOTH)
    assert {"handout.es.md", "handout.en.md", "starter.py", "starter.ipynb"} <= set(release.names)


def test_bundle_is_the_same_bytes_whatever_the_time(course: Workspace, tmp_path: Path) -> None:
    """Another copy of the course, made later, gives the same zip file."""
    first = make_release(course, NAME, BOTH)
    copied = shutil.copytree(course.assignments, tmp_path / "copy" / "assignments")
    again = make_release(replace(course, assignments=copied), NAME, BOTH)
    assert first.content == again.content
    with zipfile.ZipFile(io.BytesIO(first.content)) as bundle:
        assert bundle.testzip() is None
        starter = bundle.read(f"{NAME}/starter.py")
    assert starter == (course.assignments / NAME / "starter.py").read_bytes()


def test_one_language_gives_one_handout(course: Workspace) -> None:
    names = make_release(course, NAME, [Language.EN]).names
    assert names == ("assignment.yaml", "handout.en.md", "starter.ipynb", "starter.py")


def test_public_extras_are_in_the_bundle(course: Workspace) -> None:
    """Whatever else lies in the folder is given; caches and hidden files are not."""
    public(course, "features/net.json").write_text("{}")
    public(course, "__pycache__/starter.pyc").write_bytes(b"x")
    public(course, ".notes").write_text("mine")
    names = make_release(course, NAME, [Language.EN]).names
    assert "features/net.json" in names
    assert len(names) == 5


@pytest.mark.parametrize(
    ("file", "text", "place"),
    [
        ("handout.es.md", f"# Tarea\n\nPista: `{PRIVATE_LINE}`\n", "handout.es.md:3"),
        ("notes.txt", f"a\n    {PRIVATE_LINE}\n", "notes.txt:2"),
        (
            "starter.ipynb",
            json.dumps({"cells": [{"source": ["a\n"]}, {"source": ["b\n", PRIVATE_LINE]}]}),
            "starter.ipynb, cell 2, line 2",
        ),
        ("data.json", '{\n"accuracy_knots": []}\n', "data.json:2"),
    ],
)
def test_private_line_stops_the_release(
    course: Workspace, file: str, text: str, place: str
) -> None:
    """One sentence names the public file and line, and for code the solution it comes from."""
    public(course, file).write_text(text, encoding="utf-8")
    with pytest.raises(CourseError) as caught:
        make_release(course, NAME, BOTH)
    said = str(caught.value)
    assert said.startswith(str(course.assignments / NAME / place))
    assert "\n" not in said
    if PRIVATE_LINE[:20] in text:
        assert "solution.py:13" in said


def test_line_of_a_mutant_is_private_too(course: Workspace) -> None:
    mutants = course.reference / NAME / "mutants"
    mutants.mkdir()
    line = "WEIGHTS = 'a line that only the overfit mutant has'"
    (mutants / "overfit.py").write_text(f"{line}\n")
    public(course, "tips.md").write_text(f"Try `{line}`.\n")
    with pytest.raises(CourseError, match=r"tips\.md:1 .*overfit\.py:1"):
        make_release(course, NAME, BOTH)


def test_line_that_the_starter_has_is_public(course: Workspace) -> None:
    """What students begin with is no secret, and neither is an example that all handouts show."""
    line = 'layers.Dense(num_classes, activation="softmax"),'
    with (course.reference / NAME / "solution.py").open("a") as file:
        file.write(f"OUTPUT = [\n    {line}\n]\n")
    for language in Language:
        text = f"# A\n\n```python\n{PRIVATE_LINE}\n{line}\n```\n"
        public(course, f"handout.{language}.md").write_text(text)
    assert make_release(course, NAME, BOTH).names


@pytest.mark.parametrize("kind", ["copy", "name", "secret", "labels", "archive", "link"])
def test_private_file_stops_the_release(course: Workspace, kind: str) -> None:
    """Copies of private files, their names, the secret, labels and links are refused."""
    solution = course.reference / NAME / "solution.py"
    secret = (course.private / "secret").read_bytes()
    if kind == "copy":
        shutil.copyfile(solution, public(course, "tips/extra.bin"))
    elif kind == "name":
        public(course, "calibration.json").write_text("{}")
    elif kind == "secret":
        public(course, "notes.txt").write_text(f"remember {secret.hex()}")
    elif kind == "labels":
        np.save(public(course, "true_hidden.npy"), np.arange(3))
    elif kind == "archive":
        np.savez(public(course, "data.npz"), x_train=np.zeros(2), y_test=np.arange(2))
    else:
        public(course, "extra.txt").symlink_to(solution)
    with pytest.raises(CourseError) as caught:
        make_release(course, NAME, BOTH)
    assert str(course.assignments / NAME) in str(caught.value)


@pytest.mark.parametrize("text", ["TRAINING = {}\n", "def build_model(:\n", ""])
def test_starter_that_cannot_be_graded_stops_the_release(course: Workspace, text: str) -> None:
    """Students must not begin with a file that intake refuses."""
    public(course, "starter.py").write_text(text)
    with pytest.raises(CourseError, match=r"starter\.py could not be graded"):
        make_release(course, NAME, BOTH)
