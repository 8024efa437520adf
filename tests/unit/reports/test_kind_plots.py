"""Figures of sequence models, generators and many classes hold at the edges of their values."""

from __future__ import annotations

import zlib
from base64 import b64decode
from dataclasses import replace

import numpy as np
import pytest

from graders.domain.gan_history import AdversarialHistory
from graders.reports import generative_plots, quality_plots, recall_plots
from graders.reports.base import ClassGroups
from graders.reports.confusion_plots import group_confusion_figure, grouped_counts
from graders.reports.images import png_data_uri, strip_data_uri
from graders.reports.messages.text import Language, format_value
from tests.course_factories import ANCHORS, GROUPS
from tests.evidence_factories import (
    make_adversarial,
    make_fine_scores,
    make_generative_scores,
    make_recall_scores,
)
from tests.unit.reports.test_plots import SVG, parsed, texts

ES = Language.ES


def description(drawing: str) -> str:
    return parsed(drawing).findtext(f"{SVG}desc") or ""


def test_grouped_counts_keep_every_example() -> None:
    counts = grouped_counts(((3, 1, 0), (0, 2, 2), (1, 0, 5)), ClassGroups(names=("a", "b"),
                            of_class=(0, 0, 1)))  # fmt: skip
    assert counts.tolist() == [[6, 2], [1, 5]]


def test_the_group_matrix_names_groups_and_writes_counts() -> None:
    drawing = group_confusion_figure(make_fine_scores(0.4, 0.5).confusion_matrix, GROUPS, ES)
    assert "grupo de clases 19" in texts(drawing)
    assert "20 grupos" in description(drawing)


def test_every_lag_and_the_chance_line_are_told() -> None:
    said = description(recall_plots.lag_figure(make_recall_scores(), ES))
    assert "8 símbolos, 99,5 %" in said
    assert "12,5 %" in said


@pytest.mark.parametrize("longest", [0.0, 0.125, 1.0])
def test_any_memory_is_drawn(longest: float) -> None:
    scores = replace(make_recall_scores(longest=longest), ablated_accuracy=None)
    assert parsed(recall_plots.lag_figure(scores, ES)) is not None
    assert "no se pudo medir" in description(recall_plots.probes_figure(scores, ES))


@pytest.mark.parametrize("kid", [-0.002, 0.0, 1e-9, 0.3, 40.0])
@pytest.mark.parametrize("known", [True, False])
def test_any_distance_has_a_place_on_the_logarithmic_scale(kid: float, known: bool) -> None:  # noqa: FBT001 - pytest
    scores = make_generative_scores()
    final = replace(scores.final, kid=kid, density=2.4)
    scores = replace(scores, checkpoints=(*scores.checkpoints[:-1], final))
    drawing = quality_plots.quality_figure(scores, ANCHORS if known else None, ES)
    assert ("referencia" in texts(drawing)) is known


def test_a_collapsed_generator_is_drawn() -> None:
    scores = make_generative_scores()
    final = replace(scores.final, class_shares=(1.0, *([0.0] * 9)), rejected_share=0.0)
    scores = replace(scores, checkpoints=(final,))
    assert "100,0 %" in description(generative_plots.class_share_figure(scores, (), ES))


@pytest.mark.parametrize(
    "values", [(), (0.5,), (float("nan"),) * 3, (1e30,) * 400, (1.7e308, -1.7e308)]
)
def test_losses_of_odd_histories_are_drawn(values: tuple[float, ...]) -> None:
    history = AdversarialHistory(
        steps=tuple(range(1, len(values) + 1)),
        generator_loss=values,
        discriminator_loss=values,
        discriminator_accuracy=tuple(min(value, 1.0) for value in values),
        steps_requested=9,
        steps_run=9,
        budget_reached=False,
    )
    assert parsed(generative_plots.loss_figure(history, ES)) is not None
    assert parsed(generative_plots.discriminator_figure(history, ES)) is not None


def test_a_long_training_stays_a_small_figure() -> None:
    history = make_adversarial(steps=400_000).history
    assert history is not None
    assert len(generative_plots.loss_figure(history, ES)) < 60_000


def pixels_of(uri: str) -> tuple[int, np.ndarray]:
    raw = b64decode(uri.split(",")[1])
    width, height = (int.from_bytes(raw[at : at + 4], "big") for at in (16, 20))
    start = raw.index(b"IDAT") + 4
    size = int.from_bytes(raw[start - 8 : start - 4], "big")
    rows = np.frombuffer(zlib.decompress(raw[start : start + size]), np.uint8)
    return width, rows.reshape(height, -1)[:, 1:]


def test_a_grey_image_holds_exactly_its_pixels() -> None:
    grey = np.arange(12, dtype=np.uint8).reshape(3, 4, 1)
    width, rows = pixels_of(png_data_uri(grey))
    assert width == 4
    assert (rows == grey[..., 0]).all()


def test_a_strip_sets_images_side_by_side() -> None:
    images = np.arange(2 * 3 * 4, dtype=np.uint8).reshape(2, 3, 4, 1)
    width, rows = pixels_of(strip_data_uri(images))
    assert width == 4 + 2 + 4
    assert (rows[:, :4] == images[0, ..., 0]).all()
    assert (rows[:, 6:] == images[1, ..., 0]).all()


def test_strips_of_other_arrays_are_refused() -> None:
    with pytest.raises(ValueError, match="uint8"):
        strip_data_uri(np.zeros((0, 3, 4, 1), np.uint8))


@pytest.mark.parametrize(
    ("value", "shown"), [(0.0123, "0,012"), (-0.0031, "-0,0031"), (0.5, "0,5"), (0, "0"),
                         (0.999, "1"), (2.346, "2,35"), (1234.5, "1.234,5")],
)  # fmt: skip
def test_small_numbers_keep_two_significant_digits(value: float, shown: str) -> None:
    assert format_value(value, "number", ES) == shown
