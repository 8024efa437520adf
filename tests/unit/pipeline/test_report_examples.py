"""Examples on pages: words of token ids, and the nearest training images."""

from __future__ import annotations

import numpy as np
import pytest

from graders.pipeline import report_examples
from graders.pipeline.report_examples import MAX_WORDS, nearest_images, pictures_of, text_of
from tests.evidence_factories import make_adversarial

VOCABULARY = ("<pad>", "<start>", "<unknown>", "good", "food")


def test_words_lose_padding_and_marks_and_keep_a_sign_for_the_unknown() -> None:
    assert text_of(np.array([0, 0, 1, 3, 2, 4]), VOCABULARY) == "good … food"


def test_ids_outside_the_vocabulary_are_unknown() -> None:
    assert text_of(np.array([3, 99, -1]), VOCABULARY) == "good … …"


def test_of_a_long_text_the_end_is_kept() -> None:
    words = text_of(np.array([3] * 200 + [4]), VOCABULARY).split()
    assert words[0] == "[…]"
    assert words[-1] == "food"
    assert len(words) == MAX_WORDS + 1


def test_the_nearest_image_is_found_across_chunks(monkeypatch: pytest.MonkeyPatch) -> None:
    """The same answer as comparing every pair."""
    monkeypatch.setattr(report_examples, "_CHUNK", 7)
    rng = np.random.default_rng(2)
    among = rng.integers(0, 256, (40, 6, 5, 1), dtype=np.uint8)
    images = rng.integers(0, 256, (8, 6, 5, 1), dtype=np.uint8)
    images[0] = among[33]
    difference = images[:, None].astype(np.int64) - among[None].astype(np.int64)
    expected = among[(difference**2).sum(axis=(2, 3, 4)).argmin(axis=1)]
    found = nearest_images(images, among)
    assert (found == expected).all()
    assert (found[0] == images[0]).all()


class Shelf:
    """Stands where prepared data stands: it has training images."""

    def __init__(self, images: np.ndarray) -> None:
        self._images = images

    def train_inputs(self) -> np.ndarray:
        return self._images


def test_pictures_show_the_same_columns_at_every_step() -> None:
    """Checkpoints that keep fewer samples set the number of columns; equal steps are one row."""
    rng = np.random.default_rng(1)
    counts = (300, 16, 16, 16, 300, 300, 556)
    outputs = {
        f"samples_{index:02d}": rng.integers(0, 256, (count, 28, 28, 1), dtype=np.uint8)
        for index, count in enumerate(counts)
    }
    outputs["class_logits"] = np.zeros((3, 10), np.float32)
    adversarial = make_adversarial()
    shelf = Shelf(rng.integers(0, 256, (50, 28, 28, 1), dtype=np.uint8))
    pictures = pictures_of(outputs, shelf, adversarial)  # type: ignore[arg-type]
    assert pictures is not None
    assert [step for step, _ in pictures.through_training] == [0, 200, 500, 1000, 1800, 1900, 2000]
    assert {samples.shape for _, samples in pictures.through_training} == {(12, 28, 28, 1)}
    assert (pictures.final == outputs["samples_06"][:8]).all()
    assert pictures.nearest.shape == pictures.final.shape


def test_without_the_steps_of_checkpoints_there_are_no_pictures() -> None:
    outputs = {"samples_00": np.zeros((4, 28, 28, 1), np.uint8)}
    shelf = Shelf(outputs["samples_00"])
    assert pictures_of(outputs, shelf, make_adversarial()) is None  # type: ignore[arg-type]
