"""Criteria by family; importing this package registers them all."""

from graders.grading.criteria import (
    adversarial,
    code,
    generative,
    performance,
    sequence,
    structure,
)
from graders.grading.criteria.base import CRITERIA

__all__ = [
    "CRITERIA",
    "adversarial",
    "code",
    "generative",
    "performance",
    "sequence",
    "structure",
]
