"""What students read says what the assignment file says."""

from __future__ import annotations

import ast
import re
from dataclasses import dataclass
from pathlib import Path

import pytest

from graders.course.assignment_file import find_assignments, read_assignment
from graders.domain.assignment import Assignment
from graders.errors import CourseError
from graders.reports.handout import default_handout, fill_handout
from graders.reports.messages.text import Language

ASSIGNMENTS = Path(__file__).parents[3] / "assignments"
NAMES = find_assignments(ASSIGNMENTS)
# Thousands are parted as in the tables: 1.000.000 and 0,5 in Spanish, 1,000,000 and 0.5 in English.
NUMBER = {
    Language.ES: re.compile(r"\d+(?:\.\d{3})*(?:,\d+)?"),
    Language.EN: re.compile(r"\d+(?:,\d{3})*(?:\.\d+)?"),
}
# What the assignment file does not say: the sums worked for the example, facts about the data.
ALLOWED = {
    "cifar10_tuning": "12 16 64 189 255 512 2048 131712 442368 1179648 1753728",
    "cifar100_classifier": "16 36 48 50 57 99 255 388 512 768 76800 442368 884736 1179648 2583552",
    "gan": "14 16 32 50 61 64 90 95 512 784 126224 150528",
    "lstm": "11 12 12.5 22 32 128 512 122880 123008",
}


@dataclass
class Handout:
    name: str
    language: Language
    text: str
    assignment: Assignment

    @property
    def prose(self) -> str:
        """What a person wrote: no block, no fenced or inline code, no link target."""
        text = re.sub(r"<!-- begin:.*?<!-- end -->", "", self.text, flags=re.DOTALL)
        text = re.sub(r"^```.*?^```", "", text, flags=re.DOTALL | re.MULTILINE)
        return re.sub(r"`[^`]*`", "", text)


@pytest.fixture(params=[(name, language) for name in NAMES for language in Language], ids=str)
def handout(request: pytest.FixtureRequest) -> Handout:
    name, language = request.param
    file = ASSIGNMENTS / name / f"handout.{language}.md"
    assert file.is_file(), f"{file} is missing: every handout exists in both languages"
    assignment = read_assignment(ASSIGNMENTS / name)
    return Handout(name, language, file.read_text(encoding="utf-8"), assignment)


def test_blocks_are_up_to_date(handout: Handout) -> None:
    """The tables are those that the assignment file gives; tools/fill_handouts.py writes them."""
    assert fill_handout(handout.text, handout.assignment, handout.language) == handout.text
    for block in ("submission", "profiles", "rubric"):
        assert f"<!-- begin: {block} -->" in handout.text


def test_signatures_are_the_files(handout: Handout) -> None:
    """Every function is named with its parameters."""
    for spec in handout.assignment.submission.functions:
        assert f"`{spec.signature}`" in handout.text


def test_example_is_python_with_the_required_names(handout: Handout) -> None:
    """The example parses and defines what must be defined."""
    code = re.findall(r"^```python\n(.*?)^```", handout.text, flags=re.DOTALL | re.MULTILINE)
    assert code
    body = ast.parse(code[0]).body
    functions = {node.name: node for node in body if isinstance(node, ast.FunctionDef)}
    names = {node.targets[0].id for node in body if isinstance(node, ast.Assign)}
    submission = handout.assignment.submission
    for spec in submission.functions:
        if spec.required:
            written = tuple(argument.arg for argument in functions[spec.name].args.args)
            assert written == spec.parameters
    assert submission.settings_name in names


def test_numbers_in_the_prose_are_the_files(handout: Handout) -> None:
    """A number of 10 or more stands in the assignment file or is allowed by name."""
    file = (ASSIGNMENTS / handout.name / "assignment.yaml").read_text(encoding="utf-8")
    allowed = ALLOWED.get(handout.name, "").split()
    in_file = {plain(found, Language.EN) for found in NUMBER[Language.EN].findall(file)}
    known = in_file | set(allowed)
    found = NUMBER[handout.language].findall(handout.prose)
    written = {plain(number, handout.language) for number in found}
    strange = {number for number in written if float(number) >= 10 and number not in known}
    assert not strange


def plain(number: str, language: Language) -> str:
    """The digits of a number without separators of thousands, with a decimal point."""
    thousands = "." if language is Language.ES else ","
    return number.replace(thousands, "").replace(",", ".")


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("language", list(Language))
def test_assignment_without_a_handout_gets_a_whole_one(name: str, language: Language) -> None:
    """The default names every function and row, in both languages, and filling keeps it."""
    assignment = read_assignment(ASSIGNMENTS / name)
    text = default_handout(assignment, language)
    for spec in assignment.submission.functions:
        assert f"`{spec.signature}`" in text
    for item in assignment.rubric.items:
        assert f"| `{item.id}` |" in text
    for profile in assignment.profiles.values():
        assert f"| {profile.limits.wall_seconds} |" in text
    assert f"python grader.py check model.py --assignment {name}" in text
    assert fill_handout(text, assignment, language) == text


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ("# A\n\n<!-- begin: rubrik -->\n<!-- end -->\n", 3, "Did you mean 'rubric'?"),
        ("<!-- begin: grades -->\n<!-- end -->\n", 1, "Known: submission"),
        ("a\n<!-- begin: rubric -->\n", 2, "has no"),
        ("<!-- begin: rubric -->\n<!-- begin: limits -->\n<!-- end -->\n", 1, "has no"),
        ("a\nb\n<!-- end -->\n", 3, "ends no block"),
    ],
)
def test_wrong_block_is_one_clear_error(text: str, line: int, said: str) -> None:
    """File and line are named, and what is known is suggested."""
    assignment = read_assignment(ASSIGNMENTS / "cifar10_tuning")
    with pytest.raises(CourseError) as caught:
        fill_handout(text, assignment, Language.EN, file="handout.en.md")
    assert str(caught.value).startswith(f"handout.en.md:{line}: ")
    assert said in str(caught.value)


def test_filling_changes_nothing_outside_of_blocks() -> None:
    """An author's text stays as it is, and filling twice gives the same."""
    assignment = read_assignment(ASSIGNMENTS / "cifar10_tuning")
    text = "before\n\n<!-- begin: rubric -->\nold\n<!-- end -->\n\n  after  \n"
    filled = fill_handout(text, assignment, Language.ES)
    assert filled.startswith("before\n\n<!-- begin: rubric -->\n")
    assert filled.endswith("<!-- end -->\n\n  after  \n")
    assert "old" not in filled
    assert "| `improvement` | Exactitud con datos ocultos | 40 |" in filled
    assert fill_handout(filled, assignment, Language.ES) == filled
