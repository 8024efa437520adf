"""Files as students really hand them in: what intake says, where, and in both languages."""

from __future__ import annotations

import re
import string
from collections import defaultdict
from pathlib import Path

import pytest
import yaml

from graders.domain.submission import IntakeProblem, LeftOut, SourceLocation, Submission
from graders.reports.messages.intake import TEXTS
from graders.reports.messages.text import Language
from tests.intake_factories import read_file

CASES = Path(__file__).parent / "cases_intake"
NAMES = sorted(path.parent.name for path in CASES.glob("*/expected.yaml"))


def _read(case: str) -> Submission:
    (file,) = (path for path in (CASES / case).iterdir() if path.suffix in {".py", ".ipynb"})
    return read_file(file)


def _label(where: SourceLocation) -> str:
    return str(where.line) if where.cell is None else f"{where.cell}:{where.line}"


def _say(item: IntakeProblem | LeftOut, language: Language) -> str:
    values = {"text": item.text} if isinstance(item, LeftOut) else dict(item.values)
    return TEXTS[item.code].fill(language, values)


@pytest.mark.parametrize("case", NAMES)
def test_intake_finds_what_the_case_says(case: str) -> None:
    """Fatal problems, notes, the first place and every left-out statement with its line."""
    expected = yaml.safe_load((CASES / case / "expected.yaml").read_text(encoding="utf-8"))
    submission = _read(case)
    assert [item.code for item in submission.fatal_problems] == expected["fatal"]
    assert [item.code for item in submission.problems if not item.fatal] == expected["notes"]
    if "where" in expected:
        where = submission.fatal_problems[0].where
        assert where is not None
        assert _label(where) == expected["where"]
    found = defaultdict(list)
    for item in submission.left_out:
        found[_label(item.where)].append(item.code)
    wanted = {
        place: codes if isinstance(codes, list) else [codes]
        for place, codes in expected["left_out"].items()
    }
    assert dict(found) == wanted


@pytest.mark.parametrize("case", NAMES)
def test_lines_match_and_what_can_be_graded_compiles(case: str) -> None:
    """Every line of the source knows its place, and no fatal problem means code that compiles."""
    submission = _read(case)
    assert submission.source.count("\n") == submission.original.count("\n")
    assert len(submission.locations) == submission.source.count("\n") + 1
    if not submission.fatal_problems:
        compile(submission.source, "model.py", "exec")


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize("case", NAMES)
def test_every_message_is_a_sentence_in_both_languages(case: str, language: Language) -> None:
    """No placeholder is left, no traceback shows, and nothing spans several lines."""
    submission = _read(case)
    for item in (*submission.problems, *submission.left_out):
        text = _say(item, language)
        assert text
        assert text[-1] in ".:"
        assert "\n" not in text
        assert "Traceback" not in text
        assert len(text) < 500


def test_the_two_languages_ask_for_the_same_values() -> None:
    """A text that names a value in one language names it in the other."""
    for code, text in TEXTS.items():
        assert _placeholders(text.es) == _placeholders(text.en), code


def test_every_code_the_package_writes_has_a_text() -> None:
    """A code without a text would reach a student as a code."""
    folder = Path(__file__).parents[2] / "graders" / "intake"
    sources = "".join(path.read_text(encoding="utf-8") for path in folder.glob("*.py"))
    written = set(_CODE.findall(sources))
    assert written == set(TEXTS)


def _placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


_CODE = re.compile(r'"((?:intake|left_out|habit|hint)\.[a-z0-9_]+)"')
