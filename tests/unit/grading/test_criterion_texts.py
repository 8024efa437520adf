"""Every criterion and every code it can return has its words in both languages."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from graders.domain.grade import Finding
from graders.grading import criteria
from graders.grading.criteria import CRITERIA
from graders.reports.messages import (
    criteria as texts,
)
from graders.reports.messages import (
    criteria_adversarial,
    criteria_generative,
    criteria_sequence,
)
from graders.reports.messages.text import Language
from tests.unit.grading.all_cases import CASES

FAMILIES = (
    "performance",
    "structure",
    "code",
    "sequence",
    "adversarial",
    "generative",
    "sample_gates",
)
TEXTS = {
    **texts.TEXTS,
    **criteria_sequence.TEXTS,
    **criteria_adversarial.TEXTS,
    **criteria_generative.TEXTS,
}
FINDINGS: list[Finding] = [case[2] for case in CASES]
PARAMS = {
    "at_least": 2,
    "at_most": 1_000_000,
    "min_length": 15,
    "lost_per_rule": 0.2,
    "none_at": 0.5,
    "full_at": 0.95,
    "low": -1.0,
    "high": 1.0,
}


def emitted_codes() -> set[str]:
    """Codes as they stand in the source, so that none hides behind a rare branch."""
    known = {key.partition(".")[0] for key in TEXTS} - {"criterion"}
    folder = Path(criteria.__file__).parent
    texts = {
        node.value
        for family in FAMILIES
        for node in ast.walk(ast.parse((folder / f"{family}.py").read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    return {
        text for text in texts if text.partition(".")[0] in known and text.count(".") == 1
        and " " not in text and not text.endswith(".")
    }  # fmt: skip


def test_texts_and_emitted_codes_are_the_same() -> None:
    """No code lacks its sentence and no sentence lacks its code."""
    written = {key for key in TEXTS if not key.startswith("criterion.")}
    assert {key.removesuffix(".try") for key in written} == emitted_codes()


def test_every_code_has_a_case() -> None:
    """Each code is reached by a case, so each sentence has been filled once."""
    assert emitted_codes() - {finding.code for finding in FINDINGS} <= {"gap.mild"}


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize("name", list(CRITERIA))
def test_criterion_has_a_title_and_a_need(name: str, language: Language) -> None:
    """The row can be shown with its own parameters alone."""
    for key in ("title", "need"):
        assert TEXTS[f"criterion.{name}.{key}"].fill(language, PARAMS)


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize("finding", FINDINGS, ids=lambda finding: finding.code)
def test_finding_fills_its_text(finding: Finding, language: Language) -> None:
    """What a finding carries is enough for its sentence, and for its suggestion if it loses."""
    values: dict[str, str | float] = dict(finding.values)
    if finding.observed is not None:
        values["observed"] = finding.observed.value
    if finding.required is not None:
        values["required"] = finding.required.value
    assert "{" not in TEXTS[finding.code].fill(language, values)
    if finding.credit < 1.0:
        assert "{" not in TEXTS[f"{finding.code}.try"].fill(language, values)
