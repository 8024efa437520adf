"""A term has seeds and splits of its own; a course without a file has those of its secret."""

from __future__ import annotations

from dataclasses import replace

import pytest

from graders.course.course_file import course_secret, read_term
from graders.course.secret import read_or_create_secret
from graders.course.workspace import default_workspace
from graders.errors import AssignmentFileError


@pytest.fixture
def workspace(tmp_path):
    course = tmp_path / "course"
    (course / "assignments").mkdir(parents=True)
    return replace(default_workspace(), assignments=course / "assignments", var=tmp_path / "var")


def test_without_a_file_the_secret_is_the_courses_own(workspace):
    assert read_term(workspace) == ""
    assert course_secret(workspace) == read_or_create_secret(workspace.private)


def test_each_term_has_a_secret_of_its_own_and_keeps_it(workspace):
    found = {}
    for term in ("2026-1", "2026-2"):
        workspace.course_file.write_text(f'schema: 1\nterm: "{term}"\n', "utf-8")
        assert read_term(workspace) == term
        found[term] = course_secret(workspace)
        assert course_secret(workspace) == found[term]
    assert len({*found.values(), read_or_create_secret(workspace.private)}) == 3


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("schema: 1\nterm: 2026\n", "course.yaml:2  term  expected a text such as"),
        ("schema: 1\nterms: x\n", "course.yaml:2  terms"),
        ("term: a\n", "schema"),
    ],
)
def test_a_wrong_file_is_one_sentence_with_its_line(workspace, text, said):
    workspace.course_file.write_text(text, "utf-8")
    with pytest.raises(AssignmentFileError, match=said):
        read_term(workspace)
