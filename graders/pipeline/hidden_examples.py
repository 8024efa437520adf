"""What would give hidden examples away: their labels in a row, and their pictures."""

from __future__ import annotations

import hashlib
import math
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from graders.course.prepared_data import PreparedData
from graders.reports.images import png_data_uri

LabelRuns = Mapping[int, frozenset[tuple[str, ...]]]
"""Runs of labels as texts of digits, by their length."""

_SURE: Final = 40 * math.log(2)
_FEWEST_LABELS: Final = 12
_PICTURE: Final = re.compile(rb"data:image/png;base64,[A-Za-z0-9+/=]+")


def label_runs(units: Iterable[PreparedData]) -> LabelRuns:
    """Return runs of hidden labels that are too long to be met by chance, true and permuted.

    A run of one class only is left out: a row of zeros is met on any page.
    """
    found: dict[int, set[tuple[str, ...]]] = {}
    for data in units:
        hidden = data.hidden_labels()
        labels = hidden.labels.get("hidden")
        if labels is None or labels.ndim != 1:
            continue
        classes = max(len(hidden.permutation), 2)
        length = max(_FEWEST_LABELS, math.ceil(_SURE / math.log(classes)))
        for order in (labels, hidden.permutation[labels]):
            shown = [str(label) for label in np.asarray(order).tolist()]
            runs = (tuple(shown[at : at + length]) for at in range(len(shown) - length + 1))
            found.setdefault(length, set()).update(run for run in runs if len(set(run)) > 1)
    return {length: frozenset(runs) for length, runs in found.items()}


def holds_labels(text: str, labels: LabelRuns) -> bool:
    """Whether a text holds a run of hidden labels, whatever stands between two."""
    words = re.sub(r"[^\w]+", " ", text).split()
    return any(
        tuple(words[start : start + length]) in runs
        for length, runs in labels.items()
        for start in range(len(words) - length + 1)
        if words[start].isdigit()
    )


def hidden_pictures(units: Iterable[PreparedData]) -> frozenset[bytes]:
    """Return the hash of every hidden image as a page would show it.

    An image that is among the training or validation images as well is public, and not returned.
    """
    return frozenset(
        _hash(png_data_uri(np.asarray(image)).encode())
        for data in units
        if data.hidden_inputs().ndim == 4
        for image in _hidden_only(data)
    )


def holds_picture(page: bytes, pictures: frozenset[bytes]) -> bool:
    """Whether a page shows one of the hidden images."""
    return any(_hash(found) in pictures for found in _PICTURE.findall(page))


def _hidden_only(data: PreparedData) -> Iterator[NDArray[Any]]:
    public = {
        _hash(np.asarray(image).tobytes())
        for images in (data.train_inputs(), data.validation_inputs())
        for image in images
    }
    for image in data.hidden_inputs():
        if _hash(np.asarray(image).tobytes()) not in public:
            yield image


def _hash(content: bytes) -> bytes:
    return hashlib.sha256(content).digest()
