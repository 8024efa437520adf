"""Draws the splits of an assignment's profile once and keeps them as memory-mapped arrays."""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from graders.analysis.moved_pixels import MOVED
from graders.course.datasets.base import Dataset, Examples, ImportedDataset, Superclasses
from graders.course.datasets.pool_splits import ONLY_FOLD, Fold
from graders.course.datasets.registered import DATASETS
from graders.course.hidden_labels import HiddenLabels, draw_permutation, permute
from graders.course.moved_copies import moved_copies
from graders.course.predicted_inputs import (
    load_by_split,
    sets_by_shape,
    stored_sets,
    write_predicted,
)
from graders.course.secret import derive_seed, secret_of_run
from graders.course.workspace import Workspace, written_whole
from graders.domain.assignment import Assignment
from graders.domain.training import Profile
from graders.errors import DatasetError
from graders.tasks import TASKS

LAYOUT = 4
_LIST = "files.json"
_TRAINING_FILES = ("x_train", "y_train", "x_validation", "y_validation")


@dataclass(frozen=True, slots=True, kw_only=True)
class PreparedData:
    """The files of one split.

    Attributes:
        data_id: Names the data and its secret split; holds no secret itself.
        folder: Private folder of the split.
        class_names: Names of the classes, in true order.
        superclasses: Groups of like classes; None where there are none.
        vocabulary: Word of each token id; empty for images.
        latent_seed: Seed of the latent vectors that a generator is given.
    """

    data_id: str
    folder: Path
    class_names: tuple[str, ...]
    superclasses: Superclasses | None
    vocabulary: tuple[str, ...]
    latent_seed: int

    def training_files(self) -> Mapping[str, Path]:
        """Files of the train job by role; labels are permuted."""
        return {name: self.folder / f"{name}.npy" for name in _TRAINING_FILES}

    def train_image_file(self) -> Path:
        """Training images alone, for work without labels."""
        return self.folder / "x_train.npy"

    def input_files(self) -> Mapping[str, Path]:
        """Unlabelled inputs of the predict job, by input set.

        Splits of one shape are one set in a secret order: student code that may run there cannot
        tell a training example from a hidden one by its place or by the number of examples.
        """
        return {name: self.folder / f"inputs_{name}.npy" for name in stored_sets(self.folder)}

    def train_inputs(self) -> NDArray[Any]:
        """Inputs of the training split, memory-mapped: uint8 images or int32 tokens."""
        return _mapped(self.folder / "x_train.npy")

    def validation_inputs(self) -> NDArray[Any]:
        """Inputs of the public validation split, memory-mapped: uint8 images or int32 tokens."""
        return _mapped(self.folder / "x_validation.npy")

    def hidden_inputs(self) -> NDArray[Any]:
        """Inputs of the hidden split, memory-mapped; they are never shown."""
        return _mapped(self.folder / "x_hidden.npy")

    def by_split(self, outputs: Mapping[str, NDArray[Any]]) -> Mapping[str, NDArray[Any]]:
        """Bring outputs for `input_files` back to their splits, in the order of the labels.

        Args:
            outputs: By name of the input set; a set may come once more as `<set>_ablated`, whose
                splits are called `<split>_ablated`.
        """
        return load_by_split(self.folder, outputs)

    def hidden_labels(self) -> HiddenLabels:
        """Read the labels that never cross the wall."""
        names = [path.stem.removeprefix("true_") for path in self.folder.glob("true_*.npy")]
        return HiddenLabels(
            labels={
                name: np.load(self.folder / f"true_{name}.npy", allow_pickle=False)
                for name in names
            },
            permutation=np.load(self.folder / "permutation.npy", allow_pickle=False),
        )

    def facts(self) -> Mapping[str, Mapping[str, NDArray[Any]]]:
        """Read what else is known of the examples, by split and name; it never crosses the wall."""
        facts: dict[str, dict[str, NDArray[Any]]] = {}
        for path in self.folder.glob("fact_*.npy"):
            split, _, name = path.stem.removeprefix("fact_").partition(".")
            facts.setdefault(split, {})[name] = np.load(path, allow_pickle=False)
        return facts


def prepare_data(
    workspace: Workspace,
    assignment: Assignment,
    profile: Profile,
    *,
    secret: bytes,
    fold: Fold = ONLY_FOLD,
) -> PreparedData:
    """Return the split of this course, drawing and storing it on first use.

    Args:
        workspace: The course.
        assignment: An assignment with one model, or a part of one with several.
        profile: Its profile.
        secret: The course secret.
        fold: Which part of imported data is hidden; data that code makes has no folds.

    Raises:
        DatasetError: The data set is missing, damaged, too small, or not of the assignment's shape.
    """
    dataset = DATASETS.get(profile.dataset)
    _check_fit(dataset, assignment, profile)
    data_id = _data_id(assignment, profile, secret, fold)
    folder = workspace.private / "splits" / f"{assignment.unit}-{profile.name}-{data_id[:16]}"
    if not _is_whole(folder):
        # What somebody damaged is drawn again: equal seeds, equal bytes.
        shutil.rmtree(folder, ignore_errors=True)
        seed = derive_seed(secret, assignment.unit, profile.dataset, "split")
        splits = _splits(dataset, profile, seed=seed, store=workspace.data, fold=fold)
        workspace.private.mkdir(parents=True, exist_ok=True, mode=0o700)
        with written_whole(folder) as partial:
            _write(partial, splits, assignment, profile, secret)
            _list_files(partial)
    return PreparedData(
        data_id=data_id,
        folder=folder,
        class_names=dataset.class_names,
        superclasses=dataset.superclasses,
        vocabulary=dataset.vocabulary,
        latent_seed=derive_seed(secret, assignment.unit, "latents"),
    )


def data_of_run(
    workspace: Workspace,
    assignment: Assignment,
    profile: Profile,
    secret: bytes,
    index: int,
    *,
    num_folds: int = 1,
) -> PreparedData:
    """Return the split that one run is trained on.

    Data that code makes is drawn anew for each run; imported data is split once, so that all runs
    are measured on the same hidden examples, or, with folds, each run on others.

    Args:
        workspace: The course.
        assignment: An assignment with one model, or a part of one with several.
        profile: Its profile.
        secret: The course secret.
        index: Which run, from 0.
        num_folds: Folds of imported data; run i hides fold i modulo this number.

    Raises:
        DatasetError: The data set is missing, damaged, too small, or not of the assignment's shape.
    """
    if DATASETS.get(profile.dataset).downloadable:
        fold = Fold(index=index % num_folds, count=num_folds)
        return prepare_data(workspace, assignment, profile, secret=secret, fold=fold)
    return prepare_data(workspace, assignment, profile, secret=secret_of_run(secret, index))


def _mapped(path: Path) -> NDArray[Any]:
    array: NDArray[Any] = np.load(path, mmap_mode="r", allow_pickle=False)
    return array


def _check_fit(dataset: Dataset, assignment: Assignment, profile: Profile) -> None:
    if len(dataset.class_names) != assignment.num_classes:
        raise DatasetError(
            f"{profile.dataset} has {len(dataset.class_names)} classes; "
            f"{assignment.unit} asks for {assignment.num_classes}."
        )
    if len(dataset.vocabulary) != assignment.vocabulary_size:
        raise DatasetError(
            f"{profile.dataset} has {len(dataset.vocabulary)} token ids; "
            f"{assignment.unit} says {assignment.vocabulary_size or 'none'}.",
            hint=f"Set `vocabulary_size` for the profile {profile.name}.",
        )


def _splits(
    dataset: Dataset, profile: Profile, *, seed: int, store: Path, fold: Fold
) -> Mapping[str, Examples]:
    if isinstance(dataset, ImportedDataset):
        return dataset.splits(profile, seed=seed, store=store, fold=fold)
    return dataset.splits(profile, seed=seed, store=store)


def _data_id(assignment: Assignment, profile: Profile, secret: bytes, fold: Fold) -> str:
    facts = {
        "layout": LAYOUT,
        "assignment": assignment.unit,
        "dataset": profile.dataset,
        "sizes": [
            profile.num_train,
            profile.num_validation,
            profile.num_hidden,
            profile.num_train_probe,
        ],
        "moved_copies": TASKS.get(assignment.task).num_moved_copies,
        "secret": hashlib.sha256(b"data id|" + secret).hexdigest(),
        # The first fold of any number of folds is what there is without folds.
        **({"fold": [fold.index, fold.count]} if fold.index else {}),
    }
    return hashlib.sha256(json.dumps(facts, sort_keys=True).encode()).hexdigest()


def _write(
    folder: Path,
    splits: Mapping[str, Examples],
    assignment: Assignment,
    profile: Profile,
    secret: bytes,
) -> None:
    train = splits["train"]
    if train.inputs.shape[1:] != assignment.input_shape:
        raise DatasetError(
            f"{profile.dataset} has inputs of shape {train.inputs.shape[1:]}; "
            f"{assignment.unit} asks for {assignment.input_shape}.",
            hint=f"Set `input_shape` for the profile {profile.name}.",
        )
    permutation = draw_permutation(
        assignment.num_classes, seed=derive_seed(secret, assignment.unit, "permutation")
    )
    probe_seed = derive_seed(secret, assignment.unit, "train_probe")
    probe = np.random.default_rng(probe_seed).permutation(profile.num_train)
    probe = probe[: profile.num_train_probe]
    predicted = {
        **{name: part for name, part in splits.items() if name != "train"},
        "train_probe": Examples(inputs=train.inputs[probe], labels=train.labels[probe]),
    }
    num_copies = TASKS.get(assignment.task).num_moved_copies
    if num_copies:
        moved_seed = derive_seed(secret, assignment.unit, "moved_copies")
        predicted[MOVED] = moved_copies(splits["hidden"], num_copies, seed=moved_seed)
    order_seed = derive_seed(secret, assignment.unit, "predict_order")
    write_predicted(folder, predicted, sets_by_shape(predicted), order_seed=order_seed)
    _save(folder / "x_hidden.npy", splits["hidden"].inputs)
    _save(folder / "x_validation.npy", splits["validation"].inputs)
    _save(folder / "x_train.npy", train.inputs)
    _save(folder / "y_train.npy", permute(train.labels, permutation))
    _save(folder / "y_validation.npy", permute(splits["validation"].labels, permutation))
    _save(folder / "permutation.npy", permutation)


def _list_files(folder: Path) -> None:
    sizes = {path.name: path.stat().st_size for path in folder.iterdir()}
    (folder / _LIST).write_text(json.dumps(sizes, indent=1), "utf-8")


def _is_whole(folder: Path) -> bool:
    """Whether every file of a split is there in its full length."""
    try:
        sizes = json.loads((folder / _LIST).read_text("utf-8"))
        return all((folder / name).stat().st_size == size for name, size in sizes.items())
    except (OSError, ValueError):
        return False


def _save(path: Path, array: NDArray[Any]) -> None:
    np.save(path, array, allow_pickle=False)
