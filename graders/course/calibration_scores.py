"""Reads the scores of calibration runs back from what the calibration file keeps of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from statistics import fmean, stdev
from typing import Final

from graders.course.calibration_file import RunSection, read_runs
from graders.course.fit_anchors import tolerance_factor
from graders.domain.assignment import Assignment
from graders.domain.evidence import ClassificationScores, Scores
from graders.domain.generative_scores import CheckpointScores, GenerativeScores
from graders.domain.recall_scores import RecallScores
from graders.domain.training import Profile
from graders.grading.certainty import combined_sd

_LAG: Final = "lag_"
# Their runs say how far a bad submission may go, not how much an ordinary one varies.
_EXTREME: Final = frozenset({"overfit"})

# Measures of which less is better; all others are better high.
_BETTER_LOW: Final = frozenset(
    {"gap", "kid", "total_variation", "rejected_share", "memorised_share", "duplicate_share",
     "ablated_accuracy"}
)  # fmt: skip
# Measures that have no bad direction.
_NEUTRAL: Final = frozenset({"untrained_kid", "kid_floor", "latent_jump", "train_accuracy"})
FEWEST_GRADED: Final = 3
"""Runs that a grading combines at least, unless a course wants practice."""

RunsBySolution = Mapping[str, tuple[Scores, ...]]


def stored_scores(
    path: Path, assignment: Assignment, profile: Profile
) -> Mapping[str, RunsBySolution]:
    """Return scores of the stored runs by part name ('' for the only model) and solution.

    What the file does not keep, such as a confusion matrix, is empty: no points rest on it.

    Args:
        path: `reference/<id>/calibration.json`.
        assignment: The assignment.
        profile: The profile.

    Raises:
        CalibrationMissingError: There is no such file, or none for this profile.
        AssignmentFileError: The file does not hold what it must.
    """
    runs = [run for run in read_runs(path, profile.name) if run.solution not in _EXTREME]
    solutions = dict.fromkeys(run.solution for run in runs)
    return {
        unit.part: {
            solution: tuple(
                scores_of(run, unit, size)
                for run in runs
                if run.part == unit.part and run.solution == solution
            )
            for solution in solutions
        }
        for unit, size in assignment.units(profile)
    }


def worst_scores(
    path: Path, assignment: Assignment, profile: Profile, num_runs: int = FEWEST_GRADED
) -> Mapping[str, Scores]:
    """Return scores that 99 of 100 gradings of the reference surpass in every measure, by part.

    Each measure is put at the tolerance bound of its calibration runs, all in the bad direction.

    Args:
        path: `reference/<id>/calibration.json`.
        assignment: The assignment.
        profile: The profile.
        num_runs: Runs that a grading combines.

    Source:
        docs/validation.md, "The rules".
    """
    runs = [run for run in read_runs(path, profile.name) if run.solution == "reference"]
    return {
        unit.part: scores_of(
            _at_the_bound([run for run in runs if run.part == unit.part], num_runs), unit, size
        )
        for unit, size in assignment.units(profile)
        if any(run.part == unit.part for run in runs)
    }


def _at_the_bound(runs: Sequence[RunSection], num_runs: int) -> RunSection:
    reach = tolerance_factor(len(runs)) * combined_sd(num_runs)

    def worst(name: str, values: Sequence[float]) -> float:
        if name in _NEUTRAL or len(values) < 2:
            return fmean(values)
        spread = stdev(values)
        if name in _BETTER_LOW:
            return fmean(values) + reach * spread
        bound = fmean(values) - reach * spread
        return max(bound, 0.0) if min(values) >= 0.0 else bound

    first = runs[0]
    accuracies = {
        name: worst(name, values)
        for name in ("hidden_accuracy", "train_accuracy", "gap")
        if len(values := [v for run in runs if (v := getattr(run, name)) is not None]) == len(runs)
    }
    measures = {name: worst(name, [run.measures[name] for run in runs]) for name in first.measures}
    return first.model_copy(update={**accuracies, "measures": measures})


def scores_of(run: RunSection, unit: Assignment, size: Profile) -> Scores:
    """Return the scores of one stored run, of the kind that its measures tell."""
    if "kid" in run.measures:
        return _of_generator(run, unit, size)
    if any(name.startswith(_LAG) for name in run.measures):
        return _of_recall(run, unit, size)
    hidden = run.hidden_accuracy or 0.0
    return ClassificationScores(
        hidden_accuracy=hidden,
        validation_accuracy=hidden,
        train_accuracy=hidden + (run.gap or 0.0),
        num_hidden=size.num_hidden,
        num_train_probe=size.num_train_probe,
        num_classes=unit.num_classes,
        confusion_matrix=(),
    )


def _of_recall(run: RunSection, unit: Assignment, size: Profile) -> RecallScores:
    by_lag = sorted(
        (int(name.removeprefix(_LAG)), value)
        for name, value in run.measures.items()
        if name.startswith(_LAG)
    )
    with_decoy = run.measures["with_decoy_accuracy"]
    return RecallScores(
        accuracy_by_lag=tuple(by_lag),
        num_per_lag=size.num_hidden // len(by_lag),
        num_classes=unit.num_classes,
        train_accuracy=run.train_accuracy or 0.0,
        validation_accuracy=run.hidden_accuracy or 0.0,
        with_decoy_accuracy=with_decoy,
        without_decoy_accuracy=2 * (run.hidden_accuracy or 0.0) - with_decoy,
        swapped_share=run.measures["swapped_share"],
        longer_accuracy=run.measures.get("longer_accuracy"),
        ablated_accuracy=run.measures.get("ablated_accuracy"),
    )


def _of_generator(run: RunSection, unit: Assignment, size: Profile) -> GenerativeScores:
    measures = run.measures
    final = CheckpointScores(
        step=run.epochs,
        kid=measures["kid"],
        density=measures["density"],
        coverage=measures["coverage"],
        total_variation=measures["total_variation"],
        class_shares=_shares_of_modes(int(measures["modes"]), unit.num_classes),
        rejected_share=measures["rejected_share"],
    )
    return GenerativeScores(
        checkpoints=(final,),
        untrained_kid=measures["untrained_kid"],
        memorised_share=measures["memorised_share"],
        duplicate_share=measures["duplicate_share"],
        latent_distance=measures["latent_distance"],
        latent_jump=measures["latent_jump"],
        net_disagreement=0.0,
        num_samples=size.num_hidden,
        num_classes=unit.num_classes,
        value_range=(0.0, 1.0),
    )


def _shares_of_modes(modes: int, num_classes: int) -> tuple[float, ...]:
    """Return shares of which as many count as drawn as were; the file keeps no more of them."""
    return tuple(1.0 / num_classes if label < modes else 0.0 for label in range(num_classes))
