"""Malformed assignment files, kept as data: each gives exactly the problems it should."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from graders.course.assignment_file import read_assignment
from graders.errors import AssignmentFileError

FOLDER = Path(__file__).parent / "cases_assignment"
CASES = sorted(folder.name for folder in FOLDER.iterdir() if folder.is_dir())


@pytest.mark.parametrize("case", CASES)
def test_case_gives_exactly_the_expected_problems(case: str) -> None:
    """Line, key, expectation, finding and remedy are as written down, and nothing else."""
    folder = FOLDER / case
    expected = yaml.safe_load((folder / "expected.yaml").read_text(encoding="utf-8"))["problems"]
    problems = ()
    try:
        read_assignment(folder)
    except AssignmentFileError as error:
        problems = error.problems
    assert [
        {
            "at": f"{Path(problem.file).name}:{problem.line}",
            "key": problem.key,
            "expected": problem.expected,
            "found": problem.found,
            **({"remedy": problem.remedy} if problem.remedy else {}),
        }
        for problem in problems
    ] == expected


@pytest.mark.parametrize("case", [case for case in CASES if case != "sound"])
def test_message_is_one_line_a_problem_in_our_words(case: str) -> None:
    """No library's message, type name or traceback reaches the teacher."""
    with pytest.raises(AssignmentFileError) as caught:
        read_assignment(FOLDER / case)
    lines = str(caught.value).splitlines()
    assert len(lines) == len(caught.value.problems)
    for line in lines:
        assert line.endswith((".", "?"))
        for foreign in ("Traceback", "pydantic", "Input should", "validation error", "NoneType"):
            assert foreign not in line


def test_there_are_ten_malformed_files() -> None:
    """The corpus does not shrink unnoticed."""
    assert len(CASES) >= 11
