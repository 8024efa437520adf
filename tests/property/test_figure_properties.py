"""Figures are well-formed whatever a process that ran student code reported."""

from __future__ import annotations

import re
from dataclasses import replace
from xml.etree import ElementTree

from hypothesis import given, settings
from hypothesis import strategies as st

from graders.domain.evidence import TrainingHistory
from graders.domain.gan_history import AdversarialHistory
from graders.reports import (
    accuracy_plots,
    confusion_plots,
    curve_plots,
    generative_plots,
    quality_plots,
    recall_plots,
)
from graders.reports.messages.text import Language
from tests.assignment_factories import CALIBRATION
from tests.course_factories import ANCHORS
from tests.evidence_factories import make_generative_scores, make_recall_scores, make_scores

SVG = "{http://www.w3.org/2000/svg}"
languages = st.sampled_from(Language)
share = st.floats(0.0, 1.0)
curves = st.lists(st.floats(), max_size=80).map(tuple)
names = st.text(max_size=40)


def check(drawing: str, prefix: str) -> None:
    """Well-formed, ids unique and with the prefix, and every number and place is finite."""
    root = ElementTree.fromstring(drawing)  # noqa: S314 - drawn by us
    ids = [node.attrib["id"] for node in root.iter() if "id" in node.attrib]
    assert len(ids) == len(set(ids))
    assert all(found.startswith(prefix) for found in ids)
    assert set(re.findall(r"url\(#([^)]*)\)", drawing)) <= set(ids)
    for node in root.iter():
        for name, value in node.attrib.items():
            if name in {"x", "y", "cx", "cy", "d", "width", "height", "viewBox", "transform"}:
                assert not re.search("nan|inf|e[+-]", value), (name, value)
    for node in root.iter(f"{SVG}text"):
        assert node.text


@given(curves, curves, st.sampled_from(["loss", "accuracy"]), languages)
def test_any_history_is_drawn(train, validation, metric: str, language: Language) -> None:
    history = TrainingHistory(
        metrics={metric: train, f"val_{metric}": validation},
        epochs_requested=9,
        epochs_run=9,
        examples_seen=1,
        budget_reached=False,
    )
    check(curve_plots.learning_curve(history, metric, language, prefix="m-"), "m-curve")


@given(curves, curves, curves, languages)
def test_any_adversarial_history_is_drawn(generator, discriminator, accuracy, language) -> None:
    history = AdversarialHistory(
        steps=tuple(range(10, 10 * len(generator) + 10, 10)),
        generator_loss=generator,
        discriminator_loss=discriminator,
        discriminator_accuracy=accuracy,
        steps_requested=9,
        steps_run=9,
        budget_reached=False,
    )
    check(generative_plots.loss_figure(history, language, prefix="m-"), "m-adversarial")
    check(generative_plots.discriminator_figure(history, language, prefix="m-"), "m-discr")


@st.composite
def calibrations(draw):
    steps = sorted(draw(st.sets(st.integers(0, 1000), min_size=2, max_size=6)))
    shares = sorted(draw(st.lists(share, min_size=len(steps), max_size=len(steps))))
    full = draw(st.floats(0.0, 0.5))
    return replace(
        CALIBRATION,
        accuracy_knots=tuple(zip((step / 1000 for step in steps), shares, strict=True)),
        gap_full_credit=full,
        gap_no_credit=full + draw(st.floats(0.001, 0.5)),
    )


@given(share, share, calibrations(), languages)
def test_any_classifier_is_drawn(hidden, train, anchors, language: Language) -> None:
    scores = make_scores(hidden, train)
    check(accuracy_plots.gap_figure(scores, anchors, language, prefix="m-"), "m-gap")
    check(accuracy_plots.gap_figure(scores, None, language, prefix="m-"), "m-gap")
    check(accuracy_plots.accuracy_curve(hidden, anchors, language, prefix="m-"), "m-accuracy")


@settings(max_examples=40)
@given(st.integers(1, 30), st.data(), languages)
def test_any_confusion_matrix_is_drawn(size: int, data, language: Language) -> None:
    row = st.lists(st.integers(0, 10**7), min_size=size, max_size=size)
    matrix = data.draw(st.lists(row, min_size=size, max_size=size))
    given_names = data.draw(st.one_of(st.just([]), st.lists(names, min_size=size, max_size=size)))
    drawing = confusion_plots.confusion_figure(matrix, given_names, language, prefix="m-")
    check(drawing, "m-confusion")


@given(
    st.dictionaries(st.integers(1, 10**6), share, max_size=9),
    share,
    st.lists(st.one_of(st.none(), share), min_size=5, max_size=5),
    languages,
)
def test_any_memory_is_drawn(by_lag, chance, probes, language: Language) -> None:
    scores = replace(
        make_recall_scores(),
        accuracy_by_lag=tuple(sorted(by_lag.items())),
        without_decoy_accuracy=probes[0] or 0.0,
        with_decoy_accuracy=probes[1] or 0.0,
        swapped_share=probes[2],
        longer_accuracy=probes[3],
        ablated_accuracy=probes[4],
    )
    check(recall_plots.lag_figure(scores, language, prefix="m-"), "m-lag")
    check(recall_plots.probes_figure(scores, language, prefix="m-"), "m-probes")


@given(
    st.floats(-1e6, 1e6),
    st.floats(0.0, 1e6),
    share,
    st.lists(share, min_size=10, max_size=10),
    st.one_of(st.just([]), st.lists(names, min_size=10, max_size=10)),
    languages,
)
def test_any_generator_is_drawn(kid, density, rest, shares, given_names, language) -> None:
    scores = make_generative_scores()
    final = replace(
        scores.final,
        kid=kid,
        density=density,
        coverage=rest,
        total_variation=rest,
        class_shares=tuple(shares),
        rejected_share=rest,
    )
    scores = replace(scores, checkpoints=(*scores.checkpoints[:-1], final))
    for anchors in (ANCHORS, None):
        check(quality_plots.quality_figure(scores, anchors, language, prefix="m-"), "m-quality")
    drawing = generative_plots.class_share_figure(scores, given_names, language, prefix="m-")
    check(drawing, "m-class-shares")
