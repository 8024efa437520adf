"""What students read says what the assignment file says."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from graders.course.assignment_file import read_assignment

FOLDER = Path(__file__).parents[3] / "assignments" / "cifar10_tuning"


@pytest.fixture(params=["es", "en"])
def handout(request: pytest.FixtureRequest) -> str:
    return (FOLDER / f"handout.{request.param}.md").read_text(encoding="utf-8")


def table_row(handout: str, name: str) -> list[str]:
    line = next(line for line in handout.splitlines() if line.startswith(f"| `{name}` |"))
    return [cell.strip() for cell in line.strip("|").split("|")]


def test_rubric_table_is_the_rubric(handout: str) -> None:
    """Every row is listed with its points."""
    for item in read_assignment(FOLDER).rubric.items:
        assert table_row(handout, item.id)[1] == str(item.max_points)


def test_profile_table_is_the_profiles(handout: str) -> None:
    """Sizes and budgets are the file's."""
    for name, profile in read_assignment(FOLDER).profiles.items():
        budget = profile.budget
        assert table_row(handout, name)[2:] == [
            str(profile.num_train),
            str(profile.num_validation),
            str(profile.num_hidden),
            str(budget.max_epochs),
            f"{budget.giga_macs:g}",
        ]
        assert str(budget.max_batch_size) in handout


def test_signatures_are_the_files(handout: str) -> None:
    """Every function is named with its parameters."""
    for spec in read_assignment(FOLDER).submission.functions:
        assert f"`{spec.signature}`" in handout


def test_example_is_python_with_the_required_names(handout: str) -> None:
    """The example parses and defines what must be defined."""
    (code,) = re.findall(r"```python\n(.*?)```", handout, flags=re.DOTALL)
    body = ast.parse(code).body
    functions = {node.name for node in body if isinstance(node, ast.FunctionDef)}
    names = {node.targets[0].id for node in body if isinstance(node, ast.Assign)}
    submission = read_assignment(FOLDER).submission
    assert {spec.name for spec in submission.functions if spec.required} <= functions
    assert submission.settings_name in names
