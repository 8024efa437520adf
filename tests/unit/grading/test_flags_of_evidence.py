"""Flags follow from evidence alone, and not from what an honest submission may show."""

from __future__ import annotations

from dataclasses import replace

import pytest

from graders.domain.evidence import Evidence, Origin
from graders.domain.review import (
    Influence,
    LayerInfluence,
    MovedPixels,
    Probes,
    ReviewFlag,
    TrainingSteps,
)
from graders.domain.verdict import Verdict
from graders.grading.review_flags import review_flags


def codes(**probes):
    evidence = Evidence(verdict=Verdict.COMPLETED, probes={"": Probes(**probes)})
    return [flag.code for flag in review_flags(evidence)]


def moved(lost, won=0, *, right=180, images=200):
    return MovedPixels(
        num_images=images,
        original_accuracy=right / images,
        moved_accuracy=(right - lost + won) / images,
        num_lost=lost,
        num_won=won,
    )


@pytest.mark.parametrize(
    ("pair", "is_flagged"),
    [
        (moved(0), False),
        (moved(6, 4), False),  # the most that was measured of an honest model, and more
        (moved(20), False),  # ten points
        (moved(30), False),  # fifteen points, within two standard errors of ten
        (moved(34), True),
        (moved(160), True),
        (moved(80, 60, right=100), False),  # answers that waver, but lose nothing to speak of
        (moved(3, images=4, right=4), True),
        (moved(1, images=4, right=4), False),
        (moved(0, 100, right=20), False),
    ],
)
def test_a_drop_is_flagged_when_it_is_beyond_its_error(pair, is_flagged):
    """More than ten points, by more than two standard errors of the pairs."""
    assert codes(moved=pair) == (["flag.exact_inputs"] if is_flagged else [])


CONV = LayerInfluence(kind="Conv2D", name="c", gradient=0.0, effect=0.0)
DENSE = LayerInfluence(kind="Dense", name="d", gradient=1.0, effect=None)


@pytest.mark.parametrize(
    ("layer", "is_flagged"),
    [
        (CONV, True),
        (replace(CONV, gradient=5e-7, effect=5e-7), True),
        (replace(CONV, gradient=1e-5, effect=None), False),
        (replace(CONV, effect=1e-3), False),  # a dead ReLU behind it wakes up
        (replace(CONV, effect=None), False),  # not tried: no statement
        (replace(CONV, kind="Rescaling"), False),  # nobody is paid for it
        *((replace(CONV, kind=kind), True) for kind in (
            "SeparableConv2D", "MaxPooling2D", "SpatialDropout2D", "BatchNormalization", "LSTM",
            "GRU", "SimpleRNN", "ConvLSTM2D", "Bidirectional", "RandomFlip", "GaussianNoise",
        )),
    ],
)  # fmt: skip
def test_a_structural_layer_without_gradient_and_effect_is_flagged(layer, is_flagged):
    """Both must be missing; one of them alone has honest causes."""
    influence = Influence(layers=(layer, DENSE), output_variation=0.2)
    assert codes(influence=influence) == (["flag.inert_layers"] if is_flagged else [])


def test_outputs_that_never_change_have_no_decoration():
    """Where nothing carries, no layer stands beside the path that does."""
    assert codes(influence=Influence(layers=(CONV, DENSE), output_variation=0.0)) == []
    assert codes(influence=Influence(layers=(), output_variation=0.0)) == []


def test_many_inert_layers_are_counted_and_the_first_are_named():
    """The text stays short."""
    layers = tuple(replace(CONV, name=f"c{index}") for index in range(12))
    probes = Probes(influence=Influence(layers=layers, output_variation=1.0))
    (flag,) = review_flags(Evidence(verdict=Verdict.COMPLETED, probes={"": probes}))
    values = dict(flag.values)
    assert values["count"] == "12"
    assert values["names"].endswith("c7 (Conv2D), …")
    assert flag.origin is Origin.MEASURED


@pytest.mark.parametrize(
    ("counted", "taken", "elsewhere", "is_flagged"),
    [
        (800, 800, 0, False),
        (800, 0, 0, False),  # a `train_step` without the model's optimizer
        (800, 200, 0, False),  # gradients that are gathered over four batches
        (8, 9, 1, False),  # tried on one batch while building
        (800, 840, 0, False),
        (800, 841, 0, True),
        (800, 800, 41, True),
        (8, 8, 11, True),
        (0, 0, 0, False),
    ],
)
def test_steps_beside_the_budget_are_flagged_beyond_a_twentieth(
    counted, taken, elsewhere, is_flagged
):
    """A batch or two to try things are let pass."""
    steps = TrainingSteps(counted=counted, taken=taken, elsewhere=elsewhere)
    assert codes(steps=steps) == (["flag.nested_training"] if is_flagged else [])


def test_flags_name_their_model_and_those_of_the_text_come_first():
    """Of several models each has flags of its own."""
    static = ReviewFlag(code="flag.unusual_reach", origin=Origin.STATIC)
    steps = TrainingSteps(counted=10, taken=100, elsewhere=0)
    evidence = Evidence(
        verdict=Verdict.COMPLETED,
        suspicions=(static,),
        probes={"memory": Probes(), "sentiment": Probes(steps=steps)},
    )
    flags = review_flags(evidence)
    assert [(flag.code, flag.part) for flag in flags] == [
        ("flag.unusual_reach", ""),
        ("flag.nested_training", "sentiment"),
    ]
    assert flags[1].origin is Origin.REPORTED
