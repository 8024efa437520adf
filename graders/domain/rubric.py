"""What a criterion is worth, and the anchors it is measured against."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from graders.domain.generative_scores import GenerativeAnchors

ParamValue = int | float | str | bool | tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RubricItem:
    """One row of the rubric.

    Attributes:
        id: Row name, unique in the rubric.
        criterion: Registered criterion that judges it.
        max_points: Points at full credit.
        params: Keyword parameters of the criterion.
        part: Name of the model it judges, when there are several; else empty.
    """

    id: str
    criterion: str
    max_points: Decimal
    params: Mapping[str, ParamValue] = field(default_factory=dict)
    part: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rubric:
    """All rows, in the order they are shown."""

    items: tuple[RubricItem, ...]

    @property
    def max_points(self) -> Decimal:
        """Sum of the rows' points."""
        return sum((item.max_points for item in self.items), Decimal(0))


@dataclass(frozen=True, slots=True, kw_only=True)
class Calibration:
    """Measured anchors of one assignment and profile.

    Attributes:
        profile: The profile they were measured on.
        accuracy_knots: Increasing `(accuracy, share)` pairs; share in [0, 1].
        gap_full_credit: Overfitting gap up to which nothing is lost, in accuracy units.
        gap_no_credit: Gap from which the criterion gives nothing.
        sha256: Hash of the anchors; part of a grade's fingerprint.
        generative: Anchors of a generator's samples; None for other work.
        parts: Anchors of each part that has any, for an assignment with several models.

    Source:
        docs/grading.md, "From runs to anchors".
    """

    profile: str
    accuracy_knots: tuple[tuple[float, float], ...]
    gap_full_credit: float
    gap_no_credit: float
    sha256: str
    generative: GenerativeAnchors | None = None
    parts: Mapping[str, Calibration] = field(default_factory=dict)
