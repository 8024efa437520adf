"""What known submissions were worth, by variant."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean

from graders.domain.rubric import Rubric
from graders.domain.validation import Role, Variant, VariantRun


@dataclass(frozen=True, slots=True, kw_only=True)
class Results:
    """All runs of all variants of one assignment on one profile.

    Attributes:
        rubric: The rows they were judged by.
        variants: The known submissions, in order.
        runs: Runs of each variant by id, in order of index.
    """

    rubric: Rubric
    variants: tuple[Variant, ...]
    runs: Mapping[str, tuple[VariantRun, ...]]

    def of_role(self, role: Role) -> tuple[Variant, ...]:
        """Return the variants of one role that were run."""
        return tuple(
            variant
            for variant in self.variants
            if variant.role is role and self.runs.get(variant.id)
        )

    def totals(self, variant_id: str) -> tuple[float, ...]:
        """Return the sum of each run of a variant."""
        return tuple(run.total for run in self.runs.get(variant_id, ()))

    def row(self, variant_id: str, item: str) -> tuple[float, ...]:
        """Return the points of one row in each run of a variant."""
        return tuple(run.points.get(item, 0.0) for run in self.runs.get(variant_id, ()))

    def mean_drop(self, variant: Variant, item: str) -> float:
        """Return how many points of a row a variant has less than its base, on average."""
        return fmean(self.row(variant.base, item)) - fmean(self.row(variant.id, item))


def group_runs(runs: Sequence[VariantRun]) -> Mapping[str, tuple[VariantRun, ...]]:
    """Return runs by variant, in order of index."""
    found: dict[str, list[VariantRun]] = {}
    for run in sorted(runs, key=lambda run: run.index):
        found.setdefault(run.variant, []).append(run)
    return {variant: tuple(entries) for variant, entries in found.items()}
