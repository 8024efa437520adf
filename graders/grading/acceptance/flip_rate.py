"""How often a decision would differ if everything were graded again, by simulation of the rule."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from graders.domain.repeats import Schedule
from graders.domain.verdict import Verdict
from graders.grading.certainty import certainty, escalation
from graders.grading.pooling import combine

_MEAN: Final = 68.0
_SD: Final = 15.0
_BAD_BY: Final = 6.0


@dataclass(frozen=True, slots=True, kw_only=True)
class FlipRate:
    """Two independent gradings of a simulated class.

    Attributes:
        flips: Share of students whose highest reached boundary differs.
        far_apart: Share of students whose points differ by more than two.
        mean_runs: Runs per student.
    """

    flips: float
    far_apart: float
    mean_runs: float


def simulate(
    run_sd: float,
    schedule: Schedule,
    *,
    bad_share: float = 0.0,
    num_students: int = 40_000,
    seed: int = 1,
) -> FlipRate:
    """Grade a class twice by the whole rule, with the functions that grade.

    Args:
        run_sd: Standard deviation of one run's sum, in points.
        schedule: Numbers of runs, boundaries and margin.
        bad_share: Share of runs that end six standard deviations too low.
        num_students: Their true points are normal, 68 ± 15.
        seed: Of the simulation.

    Source:
        docs/validation.md, "Flips".
    """
    rng = np.random.default_rng(seed)
    flips = far_apart = runs = 0
    for truth in rng.normal(_MEAN, _SD, num_students):
        first, second = (
            _grade(float(truth), run_sd, schedule, bad_share, rng) for _again in range(2)
        )
        flips += first[0] != second[0]
        far_apart += abs(first[1] - second[1]) > 2.0
        runs += first[2]
    return FlipRate(
        flips=flips / num_students,
        far_apart=far_apart / num_students,
        mean_runs=runs / num_students,
    )


def _grade(
    truth: float, run_sd: float, schedule: Schedule, bad_share: float, rng: np.random.Generator
) -> tuple[object, float, int]:
    """Return the boundary reached, the points and the number of runs."""
    alone: list[float] = []
    for target in schedule.counts:
        drawn = rng.normal(truth, run_sd, target - len(alone))
        drawn -= _BAD_BY * run_sd * (rng.random(len(drawn)) < bad_share)
        alone += [float(value) for value in drawn]
        points = combine(alone)
        if escalation(alone, points, [Verdict.COMPLETED] * target, schedule, run_sd) is None:
            break
    found = certainty(alone, points, schedule, run_sd)
    return found.boundary, points, len(alone)
