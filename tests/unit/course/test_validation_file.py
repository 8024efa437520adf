"""Known submissions are made as the file says, or every problem is named."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from graders.course.assignment_file import find_assignments
from graders.course.validation_file import read_validation
from graders.course.validation_results import StoredValidation, read_stored, write_validation
from graders.course.workspace import bundled_workspace
from graders.domain.validation import Role
from graders.errors import AssignmentFileError, CourseError
from graders.pipeline.context import load_assignment
from tests.validation_factories import run

NAMES = find_assignments(bundled_workspace().assignments)
EMPTY: dict[str, object] = {
    "schema": 1,
    "starter": [0, 20],
    "trivial": [],
    "mutants": [],
    "alternatives": [],
    "same": [],
    "gaming": [],
}
SOLUTION = '"""A file."""\n\nRATE = 1\n\n\ndef build():\n    """Build."""\n    return RATE\n'


def course_with(tmp_path: Path, **lists: object):
    """A course whose reference is three lines, and the assignment."""
    bundled = bundled_workspace()
    folder = tmp_path / "reference" / "cifar10_tuning"
    folder.mkdir(parents=True)
    (folder / "solution.py").write_text(SOLUTION, "utf-8")
    (folder / "validation.yaml").write_text(json.dumps(EMPTY | lists), "utf-8")
    workspace = replace(bundled, reference=tmp_path / "reference")
    return workspace, load_assignment(bundled, "cifar10_tuning")


@pytest.mark.parametrize("name", NAMES)
def test_every_shipped_submission_can_be_made(name):
    workspace = bundled_workspace()
    plan = read_validation(workspace, load_assignment(workspace, name))
    roles = {role: [v for v in plan.variants if v.role is role] for role in Role}
    assert len(roles[Role.ALTERNATIVE]) >= 3
    assert len(roles[Role.MUTANT]) >= 10
    for variant in plan.variants:
        if variant.file_name.endswith(".py"):
            compile(variant.text, variant.file_name, "exec")
        same_text = [v.id for v in plan.variants if v.text == variant.text and v.text]
        assert same_text == [variant.id] or not variant.text


def test_forty_mutants_are_shipped():
    workspace = bundled_workspace()
    plans = [read_validation(workspace, load_assignment(workspace, name)) for name in NAMES]
    mutants = [v for plan in plans for v in plan.variants if v.role is Role.MUTANT]
    assert len(mutants) >= 40


def test_a_change_is_made_in_the_text_of_its_base(tmp_path):
    mutant = {
        "id": "faster",
        "title": "Faster",
        "replace": [{"old": "RATE = 1", "new": "RATE = 2"}],
        "append": "STEP = RATE",
        "hits": "improvement",
    }
    plan = read_validation(*course_with(tmp_path, mutants=[mutant]))
    made = next(variant for variant in plan.variants if variant.id == "faster")
    assert "RATE = 2" in made.text
    assert made.text.endswith("\n\n\nSTEP = RATE\n")
    assert (made.base, made.hits, made.file_name) == ("reference", "improvement", "faster.py")


@pytest.mark.parametrize(
    ("mutant", "said"),
    [
        ({"replace": [{"old": "RATE", "new": "X"}]}, "stands in the file 2 times"),
        ({"replace": [{"old": "SPEED", "new": "X"}]}, "stands in the file 0 times"),
        ({"rename": {"absent": "present"}}, "names that do not occur: ['absent']"),
        ({"file": "mutants/none.py"}, "No such file"),
        ({"of": "good_enough"}, "there is no good_enough"),
        ({"hits": "poolign"}, "Did you mean `pooling`?"),
        ({"colateral": []}, "Did you mean `collateral`?"),
        ({"rewrite": ["backwards"]}, "reordered"),
    ],
)
def test_what_cannot_be_made_is_named_with_its_line(tmp_path, mutant, said):
    known = {"id": "planted", "title": "Planted", "hits": "pooling"}
    with pytest.raises(AssignmentFileError) as caught:
        read_validation(*course_with(tmp_path, mutants=[known | mutant]))
    assert said in str(caught.value)
    assert "validation.yaml:" in str(caught.value)


def test_an_id_stands_for_one_submission(tmp_path):
    same = {"id": "twice", "title": "Twice", "rewrite": ["reformatted"]}
    with pytest.raises(AssignmentFileError, match="`twice` twice"):
        read_validation(*course_with(tmp_path, same=[same, dict(same)]))


def test_an_assignment_without_a_plan_says_where_to_read_on(tmp_path):
    workspace, assignment = course_with(tmp_path)
    (tmp_path / "reference" / "cifar10_tuning" / "validation.yaml").unlink()
    with pytest.raises(CourseError) as caught:
        read_validation(workspace, assignment)
    assert "docs/validation.md" in caught.value.hint


def test_stored_runs_come_back_as_they_were(tmp_path):
    path = tmp_path / "some" / "validation.json"
    stored = StoredValidation(
        rubric=(("pooling", 10.0),),
        calibration_sha256="c" * 64,
        measured_at="2026-01-01T00:00:00+00:00",
        runs=(run("a", 0, {"pooling": 4.0}), run("a", 1, {"pooling": 10.0}, flags=("x",))),
    )
    write_validation(path, "some", "embedded", stored)
    write_validation(path, "some", "cpu", replace(stored, runs=()))
    assert read_stored(path, "embedded") == stored
    assert read_stored(path, "cpu").runs == ()
    with pytest.raises(CourseError, match="'full'"):
        read_stored(path, "full")
    with pytest.raises(CourseError, match="nothing was validated"):
        read_stored(tmp_path / "none" / "validation.json", "full")
