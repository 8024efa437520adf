"""Several runs judged as one: a bad run is outvoted, a broken one counts as none."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from graders.domain.grade import CriterionStatus
from graders.domain.rubric import Rubric, RubricItem
from graders.domain.verdict import Verdict
from graders.grading.judge_runs import judge_runs, nearest_run, points_alone, pooled_evidence
from tests.criterion_evidence import make_calibration, make_evidence, make_graph, make_scores

ACCURACY = RubricItem(id="accuracy", criterion="hidden_accuracy", max_points=Decimal(60))
POOLING = RubricItem(id="pooling", criterion="pooling", max_points=Decimal(40))
RUBRIC = Rubric(items=(ACCURACY, POOLING))
TOP = make_calibration().accuracy_knots[-1][0]
FLOOR = make_calibration().accuracy_knots[0][0]


def run(accuracy, **changes):
    scores = replace(make_scores(), hidden_accuracy=accuracy, train_accuracy=accuracy)
    return make_evidence(scores=scores, **changes)


def broken():
    return make_evidence(scores=None, verdict=Verdict.LOSS_NOT_FINITE)


def judged(*runs, shown=0):
    return judge_runs(runs, RUBRIC, make_calibration(), shown=shown)


def test_one_run_is_judged_as_it_is():
    assert judged(run(TOP))[0].points == 60


def test_no_run_is_a_bug():
    with pytest.raises(ValueError, match="no run"):
        judged()


def test_one_bad_run_of_three_costs_nothing():
    assert judged(run(TOP), run(FLOOR), run(TOP))[0].points == 60


def test_one_lucky_run_of_three_earns_nothing():
    assert judged(run(FLOOR), run(TOP), run(FLOOR))[0].points == 0


def test_what_is_shown_as_measured_is_what_was_paid():
    """Five runs about the top knot: the mean reaches it, so all points are won."""
    around = [TOP - 0.04, TOP - 0.02, TOP, TOP + 0.02, TOP + 0.04]
    result = judged(*(run(accuracy) for accuracy in around))[0]
    assert result.finding.observed.value == pytest.approx(TOP)
    assert result.points == 60
    alone = points_alone([run(accuracy) for accuracy in around], RUBRIC, make_calibration())
    assert min(alone) < 100


def test_a_run_that_broke_is_a_run_without_points():
    assert judged(run(TOP), broken(), run(TOP))[0].points == 60
    result = judged(broken(), broken(), run(TOP))[0]
    assert result.points == 0
    five = judged(run(TOP), run(TOP), broken(), broken(), run(TOP))[0]
    assert five.points == 40
    assert five.status is CriterionStatus.PARTLY_MET


def test_words_of_full_credit_do_not_stand_beside_a_part_of_the_points():
    middle = (FLOOR + TOP) / 2
    result = judged(run(TOP), run(TOP), broken(), broken(), run(middle))[0]
    assert 0 < result.points < 60
    assert result.finding.code == "accuracy.partial"


def test_what_we_failed_to_establish_in_one_run_is_for_a_person():
    """A completed run without scores is our failure, not the student's."""
    result = judged(run(TOP), run(TOP), make_evidence(scores=None))[0]
    assert result.status is CriterionStatus.NOT_ASSESSED


def test_a_structure_that_all_runs_share_is_judged_as_before():
    flat = make_graph()
    runs = [run(TOP, graph=flat), run(FLOOR, graph=flat), run(TOP, graph=flat)]
    alone = judged(runs[0])[1]
    assert judged(*runs)[1] == alone


def test_the_shown_run_is_the_one_nearest_to_the_result():
    assert nearest_run([50.0, 90.0, 70.0]) == 2
    assert nearest_run([70.0, 70.0, 10.0]) == 0


def test_pooled_scores_need_scores_of_every_run():
    runs = [run(TOP), broken(), run(FLOOR)]
    assert pooled_evidence(runs, 2).scores == runs[2].scores
    assert pooled_evidence([run(0.5), run(0.6), run(0.7)], 0).scores.hidden_accuracy == 0.6
