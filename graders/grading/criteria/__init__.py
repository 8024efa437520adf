"""Criteria by family; importing this package registers them all."""

from graders.grading.criteria import code, performance, structure
from graders.grading.criteria.base import CRITERIA

__all__ = ["CRITERIA", "code", "performance", "structure"]
