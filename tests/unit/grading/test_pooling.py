"""Several runs become one value that one bad run cannot move far."""

from __future__ import annotations

from dataclasses import replace
from statistics import stdev

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from graders.grading.certainty import _COMBINED_SD
from graders.grading.pooling import combine, pool
from tests.evidence_factories import make_generative_scores, make_recall_scores, make_scores

VALUES = st.lists(st.floats(-1e6, 1e6), min_size=1, max_size=9)


@pytest.mark.parametrize(
    ("values", "expected"),
    [([0.7], 0.7), ([0.7, 0.1, 0.9], 0.7), ([0.0, 0.6, 0.7, 0.8, 1.0], 0.7)],
)
def test_median_of_three_and_trimmed_mean_of_five(values, expected):
    assert combine(values) == pytest.approx(expected)


def test_nothing_cannot_be_combined():
    with pytest.raises(ValueError, match="nothing"):
        combine([])


@given(VALUES)
def test_order_does_not_matter_and_the_result_lies_between(values):
    combined = combine(values)
    assert combined == combine(values[::-1]) == combine(sorted(values))
    assert min(values) - 1e-6 <= combined <= max(values) + 1e-6


@given(VALUES, st.integers(0, 8), st.floats(0, 1e3))
def test_a_better_run_never_makes_the_result_worse(values, place, gain):
    better = list(values)
    better[place % len(values)] += gain
    assert combine(better) >= combine(values) - 1e-6


@pytest.mark.parametrize(("num_runs", "share"), [(int(n), share) for n, share in _COMBINED_SD])
def test_spread_shrinks_as_the_certainty_says(num_runs, share):
    """By simulation: the factors that intervals are computed with, within one part in a hundred."""
    draws = np.random.default_rng(7).normal(size=(60_000, num_runs))
    assert stdev(combine(list(row)) for row in draws) == pytest.approx(share, abs=0.01)


def test_one_bad_run_in_three_changes_nothing():
    good, better = make_scores(0.80, 0.84), make_scores(0.82, 0.85)
    bad = make_scores(0.10, 0.10)
    pooled = pool([good, better, bad])
    assert pooled.hidden_accuracy == good.hidden_accuracy
    assert pooled.gap == pytest.approx(0.04)


def test_counts_and_the_confusion_matrix_are_those_of_the_shown_run():
    first, second = make_scores(0.80, 0.84, seed=1), make_scores(0.70, 0.74, seed=2)
    pooled = pool([first, second, second], shown=1)
    assert pooled.confusion_matrix == second.confusion_matrix
    assert pooled.num_hidden == second.num_hidden
    assert type(pooled.num_hidden) is int


def test_lags_are_combined_one_by_one():
    pooled = pool([make_recall_scores(longest=value) for value in (0.2, 0.9, 0.7)])
    assert pooled.accuracy_by_lag[-1] == (make_recall_scores().accuracy_by_lag[-1][0], 0.7)


def test_what_one_run_lacks_is_lacking():
    """A model that could not read longer sequences in one run cannot be relied on to read them."""
    sound = make_recall_scores()
    pooled = pool([sound, replace(sound, longer_accuracy=None), sound])
    assert pooled.longer_accuracy is None


def test_checkpoints_of_a_generator_are_combined_in_order():
    base = make_generative_scores()
    worse = replace(
        base,
        checkpoints=tuple(replace(point, kid=point.kid + 1.0) for point in base.checkpoints),
    )
    pooled = pool([base, worse, worse])
    assert [point.kid for point in pooled.checkpoints] == [point.kid for point in worse.checkpoints]
    assert pooled.modes == base.modes
