"""Draws the splits of an assignment's profile once and keeps them as memory-mapped arrays."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from graders.course.datasets.base import LabelledImages
from graders.course.datasets.registered import DATASETS
from graders.course.hidden_labels import HiddenLabels, draw_permutation, permute
from graders.course.secret import derive_seed
from graders.course.workspace import Workspace, written_whole
from graders.domain.assignment import Assignment
from graders.domain.training import Profile
from graders.errors import DatasetError

LAYOUT = 2
_TRAINING_FILES = ("x_train", "y_train", "x_validation", "y_validation")
_PREDICTED = ("hidden", "validation", "train_probe")


@dataclass(frozen=True, slots=True, kw_only=True)
class PreparedData:
    """The files of one split.

    Attributes:
        data_id: Names the data and its secret split; holds no secret itself.
        folder: Private folder of the split.
        class_names: Names of the classes, in true order.
    """

    data_id: str
    folder: Path
    class_names: tuple[str, ...]

    def training_files(self) -> Mapping[str, Path]:
        """Files of the train job by role; labels are permuted."""
        return {name: self.folder / f"{name}.npy" for name in _TRAINING_FILES}

    def input_file(self) -> Path:
        """Unlabelled inputs of the predict job: all splits in one secret order.

        Student code that may run there cannot tell a training example from a hidden one by its
        place or by the number of examples.
        """
        return self.folder / "x_predict.npy"

    def validation_images(self) -> NDArray[Any]:
        """Images of the public validation split, memory-mapped, uint8."""
        images: NDArray[Any] = np.load(
            self.folder / "x_validation.npy", mmap_mode="r", allow_pickle=False
        )
        return images

    def by_split(self, outputs: NDArray[Any]) -> Mapping[str, NDArray[Any]]:
        """Bring outputs for `input_file` back to their splits, in the order of the labels."""
        order = np.load(self.folder / "predict_order.npy", allow_pickle=False)
        restored = np.empty_like(outputs)
        restored[order] = outputs
        labels = self.hidden_labels().labels
        sizes = [len(labels[name]) for name in _PREDICTED]
        parts = np.split(restored, np.cumsum(sizes)[:-1])
        return dict(zip(_PREDICTED, parts, strict=True))

    def hidden_labels(self) -> HiddenLabels:
        """Read the labels that never cross the wall."""
        return HiddenLabels(
            labels={
                name: np.load(self.folder / f"true_{name}.npy", allow_pickle=False)
                for name in _PREDICTED
            },
            permutation=np.load(self.folder / "permutation.npy", allow_pickle=False),
        )


def prepare_data(
    workspace: Workspace, assignment: Assignment, profile: Profile, *, secret: bytes
) -> PreparedData:
    """Return the split of this course, drawing and storing it on first use.

    Raises:
        DatasetError: The data set is missing, damaged, too small, or not of the assignment's shape.
    """
    dataset = DATASETS.get(profile.dataset)
    if len(dataset.class_names) != assignment.num_classes:
        raise DatasetError(
            f"{profile.dataset} has {len(dataset.class_names)} classes; "
            f"{assignment.id} asks for {assignment.num_classes}."
        )
    data_id = _data_id(assignment, profile, secret)
    folder = workspace.private / "splits" / f"{assignment.id}-{profile.name}-{data_id[:16]}"
    if not folder.exists():
        seed = derive_seed(secret, assignment.id, profile.dataset, "split")
        splits = dataset.splits(profile, seed=seed, store=workspace.data)
        workspace.private.mkdir(parents=True, exist_ok=True, mode=0o700)
        with written_whole(folder) as partial:
            _write(partial, splits, assignment, profile, secret)
    return PreparedData(data_id=data_id, folder=folder, class_names=dataset.class_names)


def _data_id(assignment: Assignment, profile: Profile, secret: bytes) -> str:
    facts = {
        "layout": LAYOUT,
        "assignment": assignment.id,
        "dataset": profile.dataset,
        "sizes": [
            profile.num_train,
            profile.num_validation,
            profile.num_hidden,
            profile.num_train_probe,
        ],
        "secret": hashlib.sha256(b"data id|" + secret).hexdigest(),
    }
    return hashlib.sha256(json.dumps(facts, sort_keys=True).encode()).hexdigest()


def _write(
    folder: Path,
    splits: Mapping[str, LabelledImages],
    assignment: Assignment,
    profile: Profile,
    secret: bytes,
) -> None:
    shapes = {part.images.shape[1:] for part in splits.values()}
    if shapes != {assignment.input_shape}:
        raise DatasetError(
            f"{profile.dataset} has images of shape {shapes}, not {assignment.input_shape}."
        )
    permutation = draw_permutation(
        assignment.num_classes, seed=derive_seed(secret, assignment.id, "permutation")
    )
    probe_seed = derive_seed(secret, assignment.id, "train_probe")
    probe = np.random.default_rng(probe_seed).permutation(profile.num_train)[
        : profile.num_train_probe
    ]
    train = splits["train"]
    predicted = {
        "hidden": splits["hidden"],
        "validation": splits["validation"],
        "train_probe": LabelledImages(images=train.images[probe], labels=train.labels[probe]),
    }
    for name, part in predicted.items():
        np.save(folder / f"x_{name}.npy", part.images, allow_pickle=False)
        np.save(folder / f"true_{name}.npy", part.labels, allow_pickle=False)
    together = np.concatenate([part.images for part in predicted.values()])
    order_seed = derive_seed(secret, assignment.id, "predict_order")
    order = np.random.default_rng(order_seed).permutation(len(together))
    np.save(folder / "x_predict.npy", together[order], allow_pickle=False)
    np.save(folder / "predict_order.npy", order, allow_pickle=False)
    np.save(folder / "x_train.npy", train.images, allow_pickle=False)
    np.save(folder / "y_train.npy", permute(train.labels, permutation), allow_pickle=False)
    np.save(
        folder / "y_validation.npy",
        permute(splits["validation"].labels, permutation),
        allow_pickle=False,
    )
    np.save(folder / "permutation.npy", permutation, allow_pickle=False)
