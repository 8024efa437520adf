"""What the criteria on generators promise beyond their cases."""

from __future__ import annotations

from dataclasses import replace

import pytest

from graders.grading.criteria.generative import sample_diversity, sample_fidelity, sample_quality
from tests.unit.grading.cases_generative import (
    ANCHORS,
    CASES,
    GOOD,
    everywhere,
    make_generative_scores,
)


@pytest.mark.parametrize(
    ("finding", "credit", "code"),
    [case[2:] for case in CASES],
    ids=[f"{case[0]}: {case[1]}" for case in CASES],
)
def test_case_has_the_credit_and_code(finding, credit, code):
    """A criterion concludes what its rule says."""
    assert finding.credit == pytest.approx(credit)
    assert finding.code == code


def test_gates_multiply_and_the_worst_one_is_named():
    """Two faults cost more than one, and the student reads about the larger."""
    scores = make_generative_scores(memorised_share=0.25, latent_jump=0.0)
    finding = sample_quality(scores, ANCHORS)
    assert finding.credit == pytest.approx(0.1)
    assert finding.code == "gate.jumps"
    assert dict(finding.values)["before"] == "1.0"


def test_quality_falls_as_the_distance_grows():
    """Between the anchors a larger distance never earns more."""
    kids = [0.01, 0.13, 0.5, 2.0, 8.0, 13.0, 40.0]
    shares = [sample_quality(everywhere(kid=kid), ANCHORS).credit for kid in kids]
    assert shares == sorted(shares, reverse=True)
    assert shares[0] == 1.0
    assert shares[-1] == 0.0


def test_the_middle_checkpoint_decides():
    """One lucky checkpoint does not pay, one unlucky one does not cost."""
    blind = replace(GOOD, coverage=0.02)
    lucky = make_generative_scores(blind, GOOD, blind)
    assert sample_diversity(lucky, ANCHORS).credit == 0.0


def test_fidelity_never_leads_diversity_by_more_than_the_limit():
    """A generator of one perfect image stays far from full marks."""
    for covered in (0.0, 0.3, 0.6, 0.9):
        scores = everywhere(density=2.0, coverage=covered)
        lead = sample_fidelity(scores, ANCHORS).credit - sample_diversity(scores, ANCHORS).credit
        assert lead <= 0.3 + 1e-9


def test_missing_classes_are_named_by_number():
    """The student learns which classes are never drawn."""
    absent = next(case[2] for case in CASES if case[4] == "balance.missing")
    assert dict(absent.values)["absent"] == "5, 6, 7, 8, 9"
