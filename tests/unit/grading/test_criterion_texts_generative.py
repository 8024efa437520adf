"""Every code of the criteria on generators has its words in both languages."""

from __future__ import annotations

import pytest

from graders.reports.messages.criteria_generative import TEXTS
from graders.reports.messages.text import Language
from tests.unit.grading.cases_generative import CASES

FINDINGS = [case[2] for case in CASES]


def test_texts_and_reached_codes_are_the_same():
    """No sentence is never said, and none is missing."""
    written = {key.removesuffix(".try") for key in TEXTS if not key.startswith("criterion.")}
    assert written == {finding.code for finding in FINDINGS}


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize("finding", FINDINGS, ids=lambda finding: finding.code)
def test_finding_fills_its_text(finding, language):
    """What a finding carries is enough for its sentence, and for its suggestion if it loses."""
    values = dict(finding.values)
    if finding.observed is not None:
        values |= {"observed": finding.observed.value, "required": finding.required.value}
    assert "{" not in TEXTS[finding.code].fill(language, values)
    if finding.credit < 1.0:
        assert "{" not in TEXTS[f"{finding.code}.try"].fill(language, values)
