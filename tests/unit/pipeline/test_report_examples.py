"""Examples on pages: words of token ids, and the nearest training images."""

from __future__ import annotations

import numpy as np
import pytest

from graders.pipeline import report_examples
from graders.pipeline.report_examples import MAX_WORDS, nearest_images, text_of

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
