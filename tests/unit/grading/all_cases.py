"""The cases of every family of criteria, in one list."""

from tests.unit.grading import cases_adversarial, cases_generative, cases_models, cases_sequence

CASES = [
    *cases_models.CASES,
    *cases_sequence.CASES,
    *cases_adversarial.CASES,
    *cases_generative.CASES,
]
