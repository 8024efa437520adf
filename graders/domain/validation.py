"""Known submissions whose grade is known beforehand: they tell whether a grader can be trusted."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

ANY_ROW = "*"
"""Among the allowed collateral: every row may fall, because nothing could be run."""


class Role(StrEnum):
    """What a known submission is there to show."""

    REFERENCE = "reference"
    GOOD_ENOUGH = "good_enough"
    STARTER = "starter"
    TRIVIAL = "trivial"
    MUTANT = "mutant"
    ALTERNATIVE = "alternative"
    SAME = "same"
    GAMING = "gaming"


@dataclass(frozen=True, slots=True, kw_only=True)
class Variant:
    """One known submission.

    Attributes:
        id: Its name, unique within the assignment.
        role: What it shows.
        title: What is the matter with it, in English.
        file_name: Name it is handed in under; its ending says whether it is a notebook.
        text: The whole file.
        base: Id of the variant it was made from, which it is compared with; empty for none.
        hits: Row of the rubric that must fall; empty except for a mutant.
        collateral: Rows that may fall with it, or `ANY_ROW`.
        says: Code of the message that must explain the fall; empty for any of the row's.
        at_most: Points it may get at most; None for no such limit.
    """

    id: str
    role: Role
    title: str
    file_name: str
    text: str
    base: str = ""
    hits: str = ""
    collateral: tuple[str, ...] = ()
    says: str = ""
    at_most: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class VariantRun:
    """What one training of a known submission was worth.

    Attributes:
        variant: Its id.
        index: Which seed and data it was trained with, from 0; equal for all variants.
        points: Points by row.
        codes: Message code by row, for rows with a finding.
        verdicts: How the run of each part ended, by part name.
        measures: The measure each part is told by (hidden accuracy; minus KID), by part name.
        flags: Why a person should look at it.
        run_keys: Keys of the evidence, by part name.
        cpu_seconds: Of its jobs together.
    """

    variant: str
    index: int
    points: Mapping[str, float]
    codes: Mapping[str, str]
    verdicts: Mapping[str, str]
    measures: Mapping[str, float]
    flags: tuple[str, ...] = ()
    run_keys: Mapping[str, str] = field(default_factory=dict)
    cpu_seconds: float = 0.0

    @property
    def total(self) -> float:
        """Sum of the rows."""
        return sum(self.points.values())

    @property
    def has_failed(self) -> bool:
        """Whether some part of it did not run to its end."""
        return any(verdict != "completed" for verdict in self.verdicts.values())


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """What one acceptance rule found.

    Attributes:
        rule: Its number, such as `A4`.
        title: What it asks for, in English.
        holds: Whether it does.
        said: One sentence with the figures.
        misses: One line for each case that falls short.
    """

    rule: str
    title: str
    holds: bool
    said: str
    misses: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Detection:
    """What one mutant lost.

    Attributes:
        variant: The mutant.
        drops: Mean points lost against its base, by row; negative where it gained.
        killed: Whether the intended row fell far enough, in nearly every run.
        why_not: Why it was not killed; empty when it was.
        num_runs: Runs of it.
        stray: Rows that fell although nothing was planted there, with what they lost.
        rank: Place of the planted row among its losses, from 1, where 1 is read first; 0 when it
            is not among them or says something else.
        top: What is read first: a verdict, or row and message code of the largest loss.
    """

    variant: Variant
    drops: Mapping[str, float]
    killed: bool
    why_not: str
    num_runs: int
    stray: Mapping[str, float]
    rank: int
    top: str

    @property
    def in_place(self) -> float:
        """Points lost where they may be lost."""
        return sum(
            max(drop, 0.0)
            for item, drop in self.drops.items()
            if item == self.variant.hits or is_collateral(self.variant, item)
        )

    @property
    def off_diagonal(self) -> float:
        """Points lost where nothing was planted."""
        return sum(max(drop, 0.0) for drop in self.drops.values()) - self.in_place


def is_collateral(mutant: Variant, item: str) -> bool:
    """Whether a row may fall with the planted one."""
    return item in mutant.collateral or ANY_ROW in mutant.collateral


@dataclass(frozen=True, slots=True, kw_only=True)
class Validation:
    """Everything a report on a validation shows.

    Attributes:
        assignment: Assignment id.
        profile: Profile name.
        rows: Points by row of the rubric, in order.
        variants: The known submissions.
        runs: Runs by variant id.
        checks: What each rule says.
        detections: What each mutant lost.
        measured_at: Time in ISO form.
    """

    assignment: str
    profile: str
    rows: tuple[tuple[str, float], ...]
    variants: tuple[Variant, ...]
    runs: Mapping[str, tuple[VariantRun, ...]]
    checks: tuple[Check, ...]
    detections: tuple[Detection, ...]
    measured_at: str

    @property
    def holds(self) -> bool:
        """Whether every rule holds."""
        return all(check.holds for check in self.checks)
