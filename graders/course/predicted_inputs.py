"""Mixes what a model is asked to predict into sets, and brings the outputs back to their splits."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from graders.course.datasets.base import Examples
from graders.tasks.base import ALL_INPUTS

_FILE = "predicted.json"
_ABLATED = "_ablated"


def sets_by_shape(splits: Mapping[str, Examples]) -> Mapping[str, tuple[str, ...]]:
    """Group splits whose inputs have one shape.

    Returns:
        Split names by set: those shaped like `hidden` are `ALL_INPUTS`, every other set bears the
        name of its first split.
    """
    by_shape: dict[tuple[int, ...], list[str]] = {splits["hidden"].inputs.shape[1:]: []}
    for name in sorted(splits):
        by_shape.setdefault(splits[name].inputs.shape[1:], []).append(name)
    named = {names[0]: tuple(names) for names in by_shape.values()}
    common = next(iter(named))
    return {ALL_INPUTS if name == common else name: names for name, names in named.items()}


def write_predicted(
    folder: Path,
    splits: Mapping[str, Examples],
    sets: Mapping[str, Sequence[str]],
    *,
    order_seed: int,
) -> None:
    """Write inputs of each set in a secret order, and labels and facts of each split."""
    layout = {}
    rng = np.random.default_rng(order_seed)
    for name, members in sets.items():
        together = np.concatenate([splits[member].inputs for member in members])
        order = rng.permutation(len(together))
        np.save(folder / f"inputs_{name}.npy", together[order], allow_pickle=False)
        np.save(folder / f"order_{name}.npy", order, allow_pickle=False)
        layout[name] = [[member, len(splits[member].labels)] for member in members]
    for name, part in splits.items():
        np.save(folder / f"true_{name}.npy", part.labels, allow_pickle=False)
        for fact, values in part.facts.items():
            np.save(folder / f"fact_{name}.{fact}.npy", values, allow_pickle=False)
    (folder / _FILE).write_text(json.dumps(layout), "utf-8")


def stored_sets(folder: Path) -> tuple[str, ...]:
    """Return the names of the stored input sets, the common one first."""
    return tuple(_layout(folder))


def load_by_split(folder: Path, outputs: Mapping[str, NDArray[Any]]) -> Mapping[str, NDArray[Any]]:
    """Bring outputs of stored input sets back to their splits, in the order of the labels."""
    layout = _layout(folder)
    parts: dict[str, NDArray[Any]] = {}
    for name, array in outputs.items():
        is_ablated = name.endswith(_ABLATED)
        members = layout[name.removesuffix(_ABLATED)]
        order = np.load(folder / f"order_{name.removesuffix(_ABLATED)}.npy", allow_pickle=False)
        restored = np.empty_like(array)
        restored[order] = array
        ends = np.cumsum([size for _member, size in members])
        for (member, _size), part in zip(members, np.split(restored, ends[:-1]), strict=True):
            parts[f"{member}{_ABLATED}" if is_ablated else member] = part
    return parts


def _layout(folder: Path) -> Mapping[str, list[tuple[str, int]]]:
    layout: dict[str, list[tuple[str, int]]] = json.loads((folder / _FILE).read_text("utf-8"))
    return layout
