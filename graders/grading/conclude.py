"""From the evidence of all runs to judged rows and how sure their sum is: pure, for every grade."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from graders.domain.evidence import Evidence
from graders.domain.grade import CriterionResult
from graders.domain.repeats import Certainty, Escalation, Schedule
from graders.domain.rubric import Calibration, Rubric
from graders.grading.certainty import certainty, escalation
from graders.grading.judge_runs import judge_runs, nearest_run, points_alone, pooled_evidence


@dataclass(frozen=True, slots=True, kw_only=True)
class Conclusion:
    """What all runs together are worth.

    Attributes:
        evidence: The shown run's evidence, its scores combined over all runs.
        results: One entry per rubric row.
        alone: What each run alone would be worth, in points.
        shown: Position of the run whose points are nearest to the result.
        certainty: How sure the sum is.
        escalation: Why more runs are wanted; None where they are not, or none are allowed.
    """

    evidence: Evidence
    results: tuple[CriterionResult, ...]
    alone: tuple[float, ...]
    shown: int
    certainty: Certainty
    escalation: Escalation | None


def conclude(
    runs: Sequence[Evidence],
    rubric: Rubric,
    calibration: Calibration,
    schedule: Schedule,
    prior_sd: float | None,
) -> Conclusion:
    """Judge all runs together.

    Args:
        runs: Evidence of each run, at least one, of models that were trained.
        rubric: The rows.
        calibration: The anchors.
        schedule: Numbers of runs and boundaries.
        prior_sd: Standard deviation of a run's sum over calibration runs, in points; None when
            unknown.

    Source:
        docs/grading.md, "Several runs".
    """
    alone = points_alone(runs, rubric, calibration)
    shown = nearest_run(alone)
    results = judge_runs(runs, rubric, calibration, shown=shown)
    points = float(sum(result.points for result in results))
    return Conclusion(
        evidence=pooled_evidence(runs, shown),
        results=results,
        alone=tuple(alone),
        shown=shown,
        certainty=certainty(alone, points, schedule, prior_sd),
        escalation=escalation(alone, points, [run.verdict for run in runs], schedule, prior_sd),
    )
