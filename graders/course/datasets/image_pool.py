"""Real data sets: imported once, pooled, and re-split by the course secret.

Public test labels are public, so all labelled examples are pooled and a hidden test split is drawn
from the pool by a secret seed.
"""

from __future__ import annotations

import hashlib
import json
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from graders.course.datasets.base import Examples, Superclasses
from graders.course.datasets.pool_splits import ONLY_FOLD, Fold, pool_splits
from graders.course.workspace import written_whole
from graders.domain.training import Profile
from graders.errors import DatasetError

_ARRAYS = ("x_train", "y_train", "x_test", "y_test")
_MANIFEST = "manifest.json"


class ImagePool:
    """A labelled image data set that comes from outside.

    Args:
        name: Registered name.
        class_names: Names of the classes, in label order.
        image_shape: `(height, width, channels)`.
        superclasses: Groups of like classes, if there are any.
    """

    def __init__(
        self,
        name: str,
        class_names: tuple[str, ...],
        *,
        image_shape: tuple[int, ...],
        superclasses: Superclasses | None = None,
    ) -> None:
        self._name = name
        self._class_names = class_names
        self._image_shape = image_shape
        self._superclasses = superclasses

    @property
    def class_names(self) -> tuple[str, ...]:
        """Names of the classes, in label order."""
        return self._class_names

    @property
    def superclasses(self) -> Superclasses | None:
        """Groups of like classes; None where the data set has none."""
        return self._superclasses

    @property
    def vocabulary(self) -> tuple[str, ...]:
        """Empty: the examples are images."""
        return ()

    @property
    def downloadable(self) -> bool:
        """Always: its images come from outside."""
        return True

    def import_file(self, file: Path, store: Path) -> int:
        """Check a `.npz` file and store its pooled examples; return how many there are.

        Args:
            file: Arrays `x_train`, `y_train`, `x_test`, `y_test`, as Keras's own `.npz` files.
            store: Folder of imported data sets.

        Raises:
            DatasetError: The file is missing, damaged, or not this data set.
        """
        pool = self._read(file)
        target = store / self._name
        if target.exists():
            stored = json.loads((target / _MANIFEST).read_text("utf-8"))
            if stored["sha256"] == _digest(pool.inputs, pool.labels):
                return len(pool.labels)
            raise DatasetError(
                f"Another {self._name} is stored in {target} ({stored['num_examples']} examples).",
                hint=f"Remove that folder if {file} shall take its place.",
            )
        with written_whole(target) as folder:
            np.save(folder / "images.npy", pool.inputs, allow_pickle=False)
            np.save(folder / "labels.npy", pool.labels, allow_pickle=False)
            manifest = {
                "name": self._name,
                "num_examples": len(pool.labels),
                "sha256": _digest(pool.inputs, pool.labels),
                "imported_from": file.name,
            }
            (folder / _MANIFEST).write_text(json.dumps(manifest, indent=1), "utf-8")
        return len(pool.labels)

    def stored_examples(self, store: Path) -> int:
        """Return how many examples are stored; 0 when the data set is not on this machine."""
        manifest = store / self._name / _MANIFEST
        return (
            int(json.loads(manifest.read_text("utf-8"))["num_examples"]) if manifest.exists() else 0
        )

    def verify(self, store: Path) -> int:
        """Recompute the checksum of the stored pool; return how many examples it has.

        Raises:
            DatasetError: It is missing or does not match its checksum.
        """
        manifest, pool = self._stored(store)
        if _digest(np.asarray(pool.inputs), np.asarray(pool.labels)) != manifest["sha256"]:
            raise DatasetError(
                f"The stored {self._name} in {store / self._name} does not match its checksum.",
                hint="Remove that folder and import the data again.",
            )
        return len(pool.labels)

    def splits(
        self, profile: Profile, *, seed: int, store: Path, fold: Fold = ONLY_FOLD
    ) -> Mapping[str, Examples]:
        """Return disjoint `train`, `validation` and `hidden` drawn from the whole pool."""
        _manifest, pool = self._stored(store)
        chosen = pool_splits(profile, len(pool.labels), name=self._name, seed=seed, fold=fold)
        return {
            name: Examples(inputs=pool.inputs[part], labels=pool.labels[part])
            for name, part in chosen.items()
        }

    def _stored(self, store: Path) -> tuple[Mapping[str, Any], Examples]:
        folder = store / self._name
        try:
            manifest = json.loads((folder / _MANIFEST).read_text("utf-8"))
            images = np.load(folder / "images.npy", mmap_mode="r", allow_pickle=False)
            labels = np.load(folder / "labels.npy", mmap_mode="r", allow_pickle=False)
        except FileNotFoundError:
            raise DatasetError(
                f"The data set {self._name} is not on this machine.",
                hint=f"Run: python grader.py data import {self._name} FILE.npz "
                f"(or: python grader.py data download {self._name})",
            ) from None
        except ValueError as error:
            raise DatasetError(
                f"The stored {self._name} in {folder} is damaged: {error}."
            ) from None
        return manifest, Examples(inputs=images, labels=labels)

    def _read(self, file: Path) -> Examples:
        try:
            # NumPy leaves a file open that it was given by name and could not read.
            with file.open("rb") as stream, np.load(stream, allow_pickle=False) as arrays:
                missing = [name for name in _ARRAYS if name not in arrays]
                if missing:
                    raise DatasetError(
                        f"{file} has no array {', '.join(missing)}.",
                        hint=f"Expected a .npz file with {', '.join(_ARRAYS)}.",
                    )
                loaded = {name: arrays[name] for name in _ARRAYS}
        except FileNotFoundError:
            raise DatasetError(f"There is no file {file}.") from None
        except (ValueError, OSError, EOFError, zipfile.BadZipFile) as error:
            raise DatasetError(f"{file} is not a readable .npz file: {error}.") from None
        images = np.concatenate([self._images(file, loaded, part) for part in ("train", "test")])
        labels = np.concatenate([self._labels(file, loaded, part) for part in ("train", "test")])
        return Examples(inputs=images, labels=labels)

    def _images(self, file: Path, loaded: Mapping[str, NDArray[Any]], part: str) -> NDArray[Any]:
        images = loaded[f"x_{part}"]
        if images.shape[1:] == self._image_shape[:-1] and self._image_shape[-1] == 1:
            # Keras's own files of grey images have no axis for the channel.
            images = images[..., np.newaxis]
        if images.dtype != np.uint8 or images.shape[1:] != self._image_shape:
            raise DatasetError(
                f"{file}: x_{part} must be uint8 images of shape {self._image_shape}, "
                f"found {images.dtype} of shape {images.shape[1:]}."
            )
        return images

    def _labels(self, file: Path, loaded: Mapping[str, NDArray[Any]], part: str) -> NDArray[Any]:
        labels, num_images = loaded[f"y_{part}"].reshape(-1), len(loaded[f"x_{part}"])
        in_range = labels.dtype.kind in "ui" and len(labels) and 0 <= labels.min() <= labels.max()
        if not in_range or labels.max() >= len(self._class_names) or len(labels) != num_images:
            raise DatasetError(
                f"{file}: y_{part} must hold {num_images} integers "
                f"from 0 to {len(self._class_names) - 1}."
            )
        return labels.astype(np.uint8)


def _digest(images: NDArray[Any], labels: NDArray[Any]) -> str:
    digest = hashlib.sha256()
    for array in (images, labels):
        digest.update(str((array.dtype.str, array.shape)).encode())
        digest.update(np.ascontiguousarray(array).data)
    return digest.hexdigest()
