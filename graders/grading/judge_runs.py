"""Judges several runs of one submission as one: numbers first combined, then judged."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from graders.domain.evidence import ClassificationScores, Evidence, PartEvidence, Scores
from graders.domain.generative_scores import GenerativeScores
from graders.domain.grade import CriterionResult, CriterionStatus
from graders.domain.recall_scores import RecallScores
from graders.domain.rubric import Calibration, Rubric, RubricItem
from graders.grading.apply_rubric import apply_rubric, points_of, status_of
from graders.grading.criteria import CRITERIA
from graders.grading.criteria.base import SHARED_PIECES
from graders.grading.pooling import combine, pool

_POOLED: Final = frozenset({ClassificationScores, RecallScores, GenerativeScores})
Results = tuple[CriterionResult, ...]


def judge_runs(
    runs: Sequence[Evidence], rubric: Rubric, calibration: Calibration, *, shown: int
) -> Results:
    """Judge every row once for all runs, in the rubric's order.

    A row that rests on scores is judged on the combined scores, so that what is shown as measured
    is what was paid. A row that rests on anything else that may differ, or that some run never
    reached, is judged run by run and the credits are combined; a run that never got there counts
    as none.

    Args:
        runs: Evidence of each run, at least one; the same text and lint in all.
        rubric: The rows.
        calibration: The anchors.
        shown: Position of the run whose counts and words are kept.

    Raises:
        ValueError: There is no run.

    Source:
        docs/grading.md, "Several runs".
    """
    if not runs:
        raise ValueError("no run to judge")
    alone = [apply_rubric(evidence, rubric, calibration) for evidence in runs]
    if len(runs) == 1:
        return alone[0]
    together = apply_rubric(pooled_evidence(runs, shown), rubric, calibration)
    return tuple(
        together[row]
        if rests_on_scores(item) and all(results[row].finding for results in alone)
        else _combined([results[row] for results in alone], item, shown)
        for row, item in enumerate(rubric.items)
    )


def points_alone(runs: Sequence[Evidence], rubric: Rubric, calibration: Calibration) -> list[float]:
    """Return what each run alone would be worth, in points."""
    return [
        float(sum(result.points for result in apply_rubric(evidence, rubric, calibration)))
        for evidence in runs
    ]


def nearest_run(points: Sequence[float]) -> int:
    """Return the position of the run whose points are nearest to those of all together."""
    middle = combine(points)
    return min(range(len(points)), key=lambda position: (abs(points[position] - middle), position))


def pooled_evidence(runs: Sequence[Evidence], shown: int) -> Evidence:
    """Return the shown run's evidence with scores that are combined over all runs.

    Where a run has no scores, those of the shown run stay: there is nothing to combine them with.
    """
    kept = runs[shown]
    parts = {
        name: replace(part, scores=_scores([run.parts.get(name) for run in runs], shown))
        for name, part in kept.parts.items()
    }
    return replace(kept, scores=_scores(runs, shown), parts=parts)


def _scores(models: Sequence[Evidence | PartEvidence | None], shown: int) -> Scores | None:
    found = [model.scores if model else None for model in models]
    if any(scores is None for scores in found):
        return found[shown]
    return pool(found, shown)


def rests_on_scores(item: RubricItem) -> bool:
    """Whether a row needs scores, and nothing else that may differ from run to run."""
    pieces = frozenset(CRITERIA.get(item.criterion).pieces)
    return bool(pieces & _POOLED) and pieces <= _POOLED | SHARED_PIECES


def _combined(results: Sequence[CriterionResult], item: RubricItem, shown: int) -> CriterionResult:
    """Combine the credits of one row; the words are those of the run that is nearest."""
    # What we failed to establish in one run stays visible: a person decides.
    ours = next((one for one in results if one.status is CriterionStatus.NOT_ASSESSED), None)
    credit = combine([_credit(one) for one in results])
    reached = [(one, one.finding) for one in (results[shown], *results) if one.finding]
    if ours or not reached or all(one == results[0] for one in results):
        return ours or results[shown]
    if credit == 0.0:
        return min(results, key=lambda one: one.points)
    base, words = min(reached, key=lambda pair: _distance(pair[1].credit, credit))
    finding = replace(words, credit=credit)
    return replace(
        base, finding=finding, status=status_of(finding), points=points_of(finding, item)
    )


def _credit(result: CriterionResult) -> float:
    return result.finding.credit if result.finding else 0.0


def _distance(credit: float, wanted: float) -> tuple[bool, float]:
    # Words of full or of no credit shall not stand beside a part of the points.
    other_kind = (credit in (0.0, 1.0)) != (wanted in (0.0, 1.0))
    return other_kind, abs(credit - wanted)
