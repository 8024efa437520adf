"""How much the sum of points moves from one run to the next, told by the calibration runs."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from statistics import fmean, variance
from typing import Final

from graders.domain.evidence import Scores
from graders.domain.generative_scores import GenerativeAnchors
from graders.domain.rubric import Calibration, Rubric, RubricItem
from graders.grading.criteria import CRITERIA
from graders.grading.judge_runs import rests_on_scores

RunsBySolution = Mapping[str, Sequence[Scores]]

_FEWEST_RUNS: Final = 2


def run_sd(
    rubric: Rubric, calibration: Calibration, runs: Mapping[str, RunsBySolution]
) -> float | None:
    """Return the standard deviation of one run's sum, in points, pooled over known solutions.

    Rows that rest on scores are judged for every run; all other rows are taken as constant. Each
    solution counts the same. Models of one submission are trained apart, so their variances add.

    Args:
        rubric: The rows.
        calibration: The anchors.
        runs: Scores of each run by part name ('' for the only model) and solution.

    Returns:
        None where no part has a solution that was run twice, or no solution varies.

    Source:
        docs/grading.md, "Several runs".
    """
    of_parts = [
        found
        for part, by_solution in runs.items()
        if (found := _variance(rubric, calibration, part, by_solution)) is not None
    ]
    total = sum(of_parts)
    # Where every known solution earns all or nothing, they tell nothing of those in between.
    return math.sqrt(total) if total > 0.0 else None


def noisy_points(
    rubric: Rubric, calibration: Calibration, part: str, scores: Scores
) -> dict[str, float]:
    """Return what one model's scores earn, by row, for the rows that rest on scores alone."""
    anchors = calibration.parts.get(part, calibration)
    pieces: dict[type, object] = {type(scores): scores, Calibration: anchors}
    if anchors.generative is not None:
        pieces[GenerativeAnchors] = anchors.generative
    return {
        item.id: float(item.max_points)
        * CRITERIA.get(item.criterion).judge(pieces, item.params).credit
        for item in rubric.items
        if _is_of(item, part, pieces)
    }


def _is_of(item: RubricItem, part: str, pieces: Mapping[type, object]) -> bool:
    needed = CRITERIA.get(item.criterion).pieces
    return item.part == part and rests_on_scores(item) and all(kind in pieces for kind in needed)


def _variance(
    rubric: Rubric, calibration: Calibration, part: str, by_solution: RunsBySolution
) -> float | None:
    variances = [
        variance([sum(noisy_points(rubric, calibration, part, one).values()) for one in scores])
        for scores in by_solution.values()
        if len(scores) >= _FEWEST_RUNS
    ]
    return fmean(variances) if variances else None
