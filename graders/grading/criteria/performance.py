"""Criteria on what the trained model can do."""

from __future__ import annotations

from graders.domain.evidence import ClassificationScores
from graders.domain.grade import Finding, Measure, Sense, Unit
from graders.domain.rubric import Calibration
from graders.grading.criteria.base import criterion
from graders.grading.curves import interpolate, ramp

_EXCELLENT_FLOOR = 0.6


@criterion("hidden_accuracy")
def hidden_accuracy(scores: ClassificationScores, calibration: Calibration) -> Finding:
    """Accuracy on data the model has never seen, on the curve between starter and reference.

    Source:
        docs/grading.md, "Curves instead of steps".
    """
    accuracy = scores.hidden_accuracy
    floor, top = calibration.accuracy_knots[0][0], calibration.accuracy_knots[-1][0]
    credit = interpolate(accuracy, calibration.accuracy_knots)
    if accuracy >= top:
        code = "accuracy.full"
    elif accuracy <= floor:
        code = "accuracy.floor"
    else:
        code = "accuracy.partial"
    return Finding(
        credit=credit,
        code=code,
        observed=Measure(value=accuracy, unit=Unit.PERCENT),
        required=Measure(value=top, unit=Unit.PERCENT),
        sense=Sense.AT_LEAST,
        values=(
            ("baseline", repr(floor)),
            ("above_baseline", repr(accuracy - floor)),
            ("num_hidden", str(scores.num_hidden)),
        ),
    )


@criterion("overfitting_gap")
def overfitting_gap(scores: ClassificationScores, calibration: Calibration) -> Finding:
    """Training minus hidden accuracy, worth points only as far as the model has learned.

    The sampling error counts for the student, and a model as accurate as the reference keeps at
    least 60 %: interpolating its training data does not make it a bad model.

    Source:
        docs/grading.md, "The overfitting gap".
    """
    knots = calibration.accuracy_knots
    learned_from, learned_enough = knots[0][0], knots[max(len(knots) - 2, 0)][0]
    has_learned = ramp(scores.hidden_accuracy, learned_from, learned_enough)
    certain_gap = scores.gap - scores.gap_standard_error
    excess = ramp(certain_gap, calibration.gap_full_credit, calibration.gap_no_credit)
    share = 1.0 - excess
    if scores.hidden_accuracy >= knots[-1][0]:
        share = max(share, _EXCELLENT_FLOOR)
    return Finding(
        credit=has_learned * share,
        code=_gap_code(has_learned=has_learned, excess=excess),
        observed=Measure(value=scores.gap, unit=Unit.PERCENTAGE_POINTS),
        required=Measure(value=calibration.gap_full_credit, unit=Unit.PERCENTAGE_POINTS),
        sense=Sense.AT_MOST,
        values=(
            ("train_accuracy", repr(scores.train_accuracy)),
            ("hidden_accuracy", repr(scores.hidden_accuracy)),
            ("standard_error", repr(scores.gap_standard_error)),
            ("learned_from", repr(learned_from)),
            ("learned_enough", repr(learned_enough)),
        ),
    )


def _gap_code(*, has_learned: float, excess: float) -> str:
    if has_learned <= 0.0:
        return "gap.nothing_learned"
    if excess >= 1.0:
        return "gap.large"
    if excess > 0.0:
        return "gap.mild"
    return "gap.small" if has_learned >= 1.0 else "gap.underfit"
