"""Measures one run of a known solution and writes it down for the calibration file."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, cast

from graders.course.fit_anchors import Solution
from graders.domain.evidence import ClassificationScores, RunEvidence, Scores
from graders.domain.generative_scores import GenerativeScores
from graders.domain.recall_scores import RecallScores
from graders.domain.submission import Submission
from graders.errors import CourseError
from graders.pipeline.context import UnitContext
from graders.pipeline.fingerprint import run_key
from graders.pipeline.measure_unit import measure_unit
from graders.records.run_store import RunStore
from graders.tasks import Gan


def measure_run(
    solution: Solution, submission: Submission, unit: UnitContext, run_store: RunStore
) -> dict[str, Any]:
    """Train a known solution once and return what the calibration file keeps of it.

    Raises:
        CourseError: The solution did not complete.
    """
    measured = measure_unit(submission, unit, run_store, lambda _event: None, rerun=False)
    run, scores = measured.run, measured.scores
    if scores is None:
        failure = run.failure
        said = f"{failure.verdict} {failure.kind} {failure.message}" if failure else run.verdict
        raise CourseError(f"{submission.file_name} could not be measured: {said}")
    key = run_key(submission, unit)
    return {
        "solution": str(solution),
        **({"part": unit.assignment.part} if unit.assignment.part else {}),
        "seed": unit.seed,
        **_accuracies(scores),
        **_measures(scores, unit, run_store, key),
        "epochs": _epochs(run),
        "cpu_seconds": round(run.usage.cpu_seconds, 1),
        "environment": dict(run.environment),
        "run_key": key,
    }


def _accuracies(scores: Scores) -> dict[str, float]:
    if isinstance(scores, GenerativeScores):
        return {}
    hidden, train = scores.hidden_accuracy, scores.train_accuracy
    return {
        "hidden_accuracy": round(hidden, 4),
        "train_accuracy": round(train, 4),
        "gap": round(train - hidden, 4),
    }


def _measures(
    scores: Scores, unit: UnitContext, run_store: RunStore, key: str
) -> Mapping[str, Mapping[str, float]]:
    if isinstance(scores, GenerativeScores):
        stored = run_store.latest(key)
        floor = cast(Gan, unit.task).real_floor(stored[1]) if stored else 0.0
        found = {**_of_generator(scores), "kid_floor": floor}
    elif isinstance(scores, RecallScores):
        found = _of_recall(scores)
    else:
        found = _of_classifier(scores)
    return {"measures": {name: round(value, 5) for name, value in found.items()}} if found else {}


def _of_generator(scores: GenerativeScores) -> dict[str, float]:
    final = scores.final
    return {
        "kid": final.kid,
        "density": final.density,
        "coverage": final.coverage,
        "total_variation": final.total_variation,
        "modes": float(scores.modes),
        "rejected_share": final.rejected_share,
        "untrained_kid": scores.untrained_kid,
        "memorised_share": scores.memorised_share,
        "duplicate_share": scores.duplicate_share,
        "latent_distance": scores.latent_distance,
        "latent_jump": scores.latent_jump,
    }


def _of_recall(scores: RecallScores) -> dict[str, float]:
    found = {f"lag_{lag}": accuracy for lag, accuracy in scores.accuracy_by_lag}
    found["swapped_share"] = scores.swapped_share
    found["with_decoy_accuracy"] = scores.with_decoy_accuracy
    if scores.longer_accuracy is not None:
        found["longer_accuracy"] = scores.longer_accuracy
    if scores.ablated_accuracy is not None:
        found["ablated_accuracy"] = scores.ablated_accuracy
    return found


def _of_classifier(scores: ClassificationScores) -> dict[str, float]:
    found = {"top5_accuracy": scores.top5_accuracy, "coarse_accuracy": scores.coarse_accuracy}
    return {name: value for name, value in found.items() if value is not None}


def _epochs(run: RunEvidence) -> int:
    if run.history is not None:
        return run.history.epochs_run
    pair = run.adversarial
    return pair.history.steps_run if pair and pair.history else 0
