"""Real texts: imported once, pooled, and re-split by the course secret.

The counterpart of `image_pool` for labelled texts of unequal length. Token ids are those of
`keras.datasets.imdb`: 0 padding, 1 start, 2 out of vocabulary, 3 unused, then words by frequency.
"""

from __future__ import annotations

import hashlib
import json
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from graders.course.datasets.base import Examples, Superclasses
from graders.course.datasets.pool_splits import ONLY_FOLD, Fold, pool_splits
from graders.course.workspace import written_whole
from graders.domain.training import Profile
from graders.errors import DatasetError

PADDING: Final = 0
OUT_OF_VOCABULARY: Final = 2
_SPECIAL: Final = ("<pad>", "<start>", "<unknown>", "<unused>")
_PARTS: Final = ("train", "test")
_ARRAYS: Final = (
    *(f"{kind}_{part}" for part in _PARTS for kind in ("tokens", "offsets", "y")),
    "vocabulary",
)
_STORED: Final = ("tokens", "offsets", "labels", "words")
_MANIFEST: Final = "manifest.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Texts:
    """Texts of unequal length.

    Attributes:
        tokens: `(num_tokens,)` int32, all texts one after the other.
        offsets: `(num_texts + 1,)` int64; text i is `tokens[offsets[i]:offsets[i + 1]]`.
        labels: `(num_texts,)` uint8.
        words: `(num_words,)` text; the word of token id `index + 4`.
    """

    tokens: NDArray[Any]
    offsets: NDArray[Any]
    labels: NDArray[Any]
    words: NDArray[Any]


class TextPool:
    """A labelled text data set that comes from outside.

    Args:
        name: Registered name.
        class_names: Names of the classes, in label order.
        num_words: Token ids that are kept; ids from here on become "out of vocabulary".
        length: Tokens that are kept, the last ones; shorter texts are padded at the front.
    """

    def __init__(
        self, name: str, class_names: tuple[str, ...], *, num_words: int, length: int
    ) -> None:
        self._name = name
        self._class_names = class_names
        self._num_words = num_words
        self._length = length

    @property
    def class_names(self) -> tuple[str, ...]:
        """Names of the classes, in label order."""
        return self._class_names

    @property
    def superclasses(self) -> Superclasses | None:
        """None: the classes have no groups."""
        return None

    @property
    def vocabulary(self) -> tuple[str, ...]:
        """A name for each token id; the words themselves are stored, see `stored_vocabulary`."""
        return (*_SPECIAL, *(f"#{index}" for index in range(len(_SPECIAL), self._num_words)))

    @property
    def downloadable(self) -> bool:
        """Always: its texts come from outside."""
        return True

    def import_file(self, file: Path, store: Path) -> int:
        """Check a `.npz` file and store its pooled texts; return how many there are.

        Args:
            file: Arrays `tokens_train`, `offsets_train`, `y_train`, the same for `test`, and
                `vocabulary`; text i is `tokens[offsets[i]:offsets[i + 1]]` and the word of token
                id k is `vocabulary[k - 4]`.
            store: Folder of imported data sets.

        Raises:
            DatasetError: The file is missing, damaged, or not this data set.
        """
        pool = _pooled(file, _read(file), num_classes=len(self._class_names))
        target = store / self._name
        if target.exists():
            stored = json.loads((target / _MANIFEST).read_text("utf-8"))
            if stored["sha256"] == _digest(pool):
                return len(pool.labels)
            raise DatasetError(
                f"Another {self._name} is stored in {target} ({stored['num_examples']} examples).",
                hint=f"Remove that folder if {file} shall take its place.",
            )
        with written_whole(target) as folder:
            for name in _STORED:
                np.save(folder / f"{name}.npy", getattr(pool, name), allow_pickle=False)
            manifest = {
                "name": self._name,
                "num_examples": len(pool.labels),
                "sha256": _digest(pool),
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

    def stored_vocabulary(self, store: Path) -> tuple[str, ...]:
        """Return the word of each token id.

        Raises:
            DatasetError: The data set is missing or damaged.
        """
        _manifest, pool = self._stored(store)
        words = pool.words[: self._num_words - len(_SPECIAL)].tolist()
        named = (*_SPECIAL, *(str(word) for word in words))
        return (*named, *self.vocabulary[len(named) :])

    def verify(self, store: Path) -> int:
        """Recompute the checksum of the stored pool; return how many examples it has.

        Raises:
            DatasetError: It is missing or does not match its checksum.
        """
        manifest, pool = self._stored(store)
        if _digest(pool) != manifest["sha256"]:
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
            name: Examples(inputs=self._last_tokens(pool, part), labels=pool.labels[part])
            for name, part in chosen.items()
        }

    def _last_tokens(self, pool: _Texts, chosen: NDArray[Any]) -> NDArray[np.int32]:
        ends = pool.offsets[chosen + 1][:, None]
        places = ends - self._length + np.arange(self._length)
        inside = places >= pool.offsets[chosen][:, None]
        tokens = np.where(inside, pool.tokens[np.maximum(places, 0)], PADDING)
        return np.where(tokens < self._num_words, tokens, OUT_OF_VOCABULARY).astype(np.int32)

    def _stored(self, store: Path) -> tuple[Mapping[str, Any], _Texts]:
        folder = store / self._name
        try:
            manifest = json.loads((folder / _MANIFEST).read_text("utf-8"))
            arrays = {
                name: np.load(folder / f"{name}.npy", mmap_mode="r", allow_pickle=False)
                for name in _STORED
            }
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
        return manifest, _Texts(**arrays)


def _read(file: Path) -> Mapping[str, NDArray[Any]]:
    try:
        # NumPy leaves a file open that it was given by name and could not read.
        with file.open("rb") as stream, np.load(stream, allow_pickle=False) as arrays:
            missing = [name for name in _ARRAYS if name not in arrays]
            if missing:
                raise DatasetError(
                    f"{file} has no array {', '.join(missing)}.",
                    hint=f"Expected a .npz file with {', '.join(_ARRAYS)}.",
                )
            return {name: arrays[name] for name in _ARRAYS}
    except FileNotFoundError:
        raise DatasetError(f"There is no file {file}.") from None
    except (ValueError, OSError, EOFError, zipfile.BadZipFile) as error:
        raise DatasetError(f"{file} is not a readable .npz file: {error}.") from None


def _pooled(file: Path, loaded: Mapping[str, NDArray[Any]], *, num_classes: int) -> _Texts:
    for part in _PARTS:
        _check_texts(file, loaded[f"tokens_{part}"], loaded[f"offsets_{part}"], part)
        _check_labels(file, loaded, part, num_classes=num_classes)
    words = loaded["vocabulary"]
    if words.dtype.kind != "U" or words.ndim != 1:
        raise DatasetError(f"{file}: vocabulary must be a list of words, found {words.dtype}.")
    after_train = loaded["offsets_train"].astype(np.int64)
    after_test = loaded["offsets_test"].astype(np.int64) + after_train[-1]
    return _Texts(
        tokens=np.concatenate([loaded[f"tokens_{part}"] for part in _PARTS]).astype(np.int32),
        offsets=np.concatenate([after_train, after_test[1:]]),
        labels=np.concatenate([loaded[f"y_{part}"] for part in _PARTS]).astype(np.uint8),
        words=words,
    )


def _check_texts(file: Path, tokens: NDArray[Any], offsets: NDArray[Any], part: str) -> None:
    if tokens.dtype.kind not in "ui" or tokens.ndim != 1 or not len(tokens) or tokens.min() < 0:
        raise DatasetError(f"{file}: tokens_{part} must be one row of integers from 0 on.")
    if (
        offsets.dtype.kind not in "ui"
        or offsets.ndim != 1
        or len(offsets) < 2
        or offsets[0] != 0
        or offsets[-1] != len(tokens)
        or (np.diff(offsets.astype(np.int64)) < 1).any()
    ):
        raise DatasetError(
            f"{file}: offsets_{part} must rise from 0 to {len(tokens)}, the number of tokens."
        )


def _check_labels(
    file: Path, loaded: Mapping[str, NDArray[Any]], part: str, *, num_classes: int
) -> None:
    labels, num_texts = loaded[f"y_{part}"], len(loaded[f"offsets_{part}"]) - 1
    if (
        labels.dtype.kind not in "ui"
        or labels.shape != (num_texts,)
        or labels.min() < 0
        or labels.max() >= num_classes
    ):
        raise DatasetError(
            f"{file}: y_{part} must hold {num_texts} integers from 0 to {num_classes - 1}."
        )


def _digest(pool: _Texts) -> str:
    digest = hashlib.sha256()
    for name in _STORED:
        array = getattr(pool, name)
        digest.update(str((array.dtype.str, array.shape)).encode())
        digest.update(np.ascontiguousarray(array).data.cast("B"))
    return digest.hexdigest()
