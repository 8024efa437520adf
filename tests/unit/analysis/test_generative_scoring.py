"""From arrays of two networks to one set of scores."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from graders.analysis.generative_scoring import (
    Described,
    NetworkView,
    Pictures,
    real_kid_floor,
    score_generator,
)

COUNT = 120
CLASSES = 3


def described(seed: int, *, shift: float = 0.0, label: int | None = None) -> Described:
    rng = np.random.default_rng(seed)
    labels = rng.integers(0, CLASSES, COUNT) if label is None else np.full(COUNT, label)
    classes = np.eye(CLASSES + 1, dtype=np.float32)[labels]
    features = rng.standard_normal((COUNT, 6)).astype(np.float32) + np.float32(shift)
    return Described(features=features, classes=classes)


def view(seed: int, *, final: Described | None = None) -> NetworkView:
    samples = [described(seed + number) for number in range(3)]
    if final is not None:
        samples[-1] = final
    return NetworkView(
        checkpoints=tuple(samples),
        untrained=described(seed + 3, shift=2.0, label=CLASSES),
        held_out=described(seed + 4),
        train=described(seed + 5),
    )


def pictures(**changes: np.ndarray) -> Pictures:
    rng = np.random.default_rng(8)

    def images() -> np.ndarray:
        return rng.integers(0, 256, (COUNT, 6, 6, 1)).astype(np.uint8)

    sound = Pictures(final=images(), stepped=images()[:20], held_out=images(), train=images())
    return replace(sound, **changes)


def score(views=None, images=None):
    return score_generator(
        views or {"a": view(10), "b": view(50)},
        images or pictures(),
        steps=(90, 95, 100),
        value_range=(-1.0, 1.0),
    )


def test_sound_samples_score_like_real_ones():
    """Distances about 0, coverage and density about 1, all classes, no class less."""
    scores = score()
    assert [found.step for found in scores.checkpoints] == [90, 95, 100]
    assert scores.final.kid < 0.2
    assert scores.untrained_kid > 2
    assert scores.final.coverage > 0.8
    assert scores.modes == CLASSES
    assert scores.num_samples == COUNT
    assert scores.final.rejected_share == 0.0
    assert sum(scores.final.class_shares) == pytest.approx(1.0)


def test_the_stricter_network_counts():
    """Pleasing one network does not help, and the disagreement is on record."""
    fooled = described(60, shift=1.5, label=CLASSES)
    scores = score({"a": view(10), "b": view(50, final=fooled)})
    alone = score({"b": view(50, final=fooled)})
    assert scores.final.kid == alone.final.kid > 1.0
    assert scores.final.rejected_share == 1.0
    assert scores.final.total_variation == 1.0
    assert scores.net_disagreement > 0.5 > score().net_disagreement


def test_copies_in_either_space_count():
    """A copy in pixels or in the public network's features is a copy."""
    images = pictures()
    assert score(images=replace(images, final=images.train)).memorised_share == 1.0
    honest = view(10)
    copying = replace(honest, checkpoints=(*honest.checkpoints[:2], honest.train))
    assert score({"a": copying, "b": view(50)}).memorised_share == 1.0


def test_real_floor_is_small_and_positive():
    """What chance alone gives is far below what a fault gives."""
    assert 0 < real_kid_floor({"a": view(10), "b": view(50)}) < 0.3


def test_steps_and_checkpoints_must_agree():
    """Every checkpoint has its step."""
    with pytest.raises(ValueError, match="each of 1 steps"):
        score_generator({"a": view(10)}, pictures(), steps=(1,), value_range=(0, 1))
    with pytest.raises(ValueError, match="every network"):
        score_generator({}, pictures(), steps=(1,), value_range=(0, 1))
