"""Finds the feature networks that generated images are judged with, and checks them."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Final, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from graders.errors import DatasetError

FOLDER: Final = "features"
MAX_BYTES: Final = 2 * 1024 * 1024

Share = Annotated[float, Field(ge=0, le=1)]


@dataclass(frozen=True, slots=True, kw_only=True)
class FeatureNetworkFile:
    """One network whose weights are what its description says.

    Attributes:
        name: `a` (public) or `b` (the teacher's).
        weights: The `.npz` file.
        sha256: Its checksum.
        image_shape: `(height, width, channels)` of the images it reads.
        num_classes: C, without the class for images of no class.
        held_out_accuracy: Of the network on held-out real images, in [0, 1].
        reject_recall: Share of images of no class that it knows as such, in [0, 1].
    """

    name: Literal["a", "b"]
    weights: Path
    sha256: str
    image_shape: tuple[int, ...]
    num_classes: int
    held_out_accuracy: float
    reject_recall: float


class _Description(BaseModel):
    """The part of `<dataset>_<network>.json` that grading rests on."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    schema_version: Literal[1] = Field(alias="schema")
    network: Literal["a", "b"]
    dataset: str
    image_shape: tuple[int, int, int]
    num_classes: int = Field(ge=2, le=1_000)
    sha256: str = Field(pattern=r"^[0-9a-f]{64}$")
    held_out_accuracy: Share
    reject_recall: Share


def find_feature_networks(
    assignment: Path, reference: Path, *, dataset: str
) -> Mapping[str, FeatureNetworkFile]:
    """Return both networks of a data set by name, `a` first.

    Args:
        assignment: Folder of the assignment; the public network lies in its `features`.
        reference: Folder of its reference; the teacher's network lies in its `features`.
        dataset: Registered name of the data set.

    Raises:
        DatasetError: A file is missing, damaged, or belongs to something else; the hint names the
            command that makes it.
    """
    return {
        "a": _read(assignment / FOLDER, "a", dataset),
        "b": _read(reference / FOLDER, "b", dataset),
    }


def feature_network_files(assignment: Path, reference: Path, dataset: str) -> Mapping[str, Path]:
    """Return the checked weights of both networks by their role in a features job.

    Args:
        assignment: Folder of the assignment.
        reference: Folder of its reference.
        dataset: Registered name of the data set.

    Raises:
        DatasetError: See `find_feature_networks`.
    """
    found = find_feature_networks(assignment, reference, dataset=dataset)
    return {f"network_{name}": network.weights for name, network in found.items()}


def _read(folder: Path, name: Literal["a", "b"], dataset: str) -> FeatureNetworkFile:
    weights, described = (folder / f"{dataset}_{name}{ending}" for ending in (".npz", ".json"))
    hint = (
        f"Make it again: python tools/make_feature_net.py {name} DATA --dataset {dataset} "
        f"--seed SEED --out {folder}"
    )
    try:
        if weights.stat().st_size > MAX_BYTES or described.stat().st_size > MAX_BYTES:
            raise DatasetError(f"The feature network {weights} is larger than any of ours.")
        content = weights.read_bytes()
        description = _Description.model_validate_json(described.read_bytes())
    except FileNotFoundError as error:
        raise DatasetError(f"There is no feature network {error.filename}.", hint=hint) from None
    except ValidationError as error:
        problem = error.errors()[0]
        place = ".".join(map(str, problem["loc"])) or "the file"
        raise DatasetError(f"{described}: {place}: {problem['msg']}.", hint=hint) from None
    if (description.network, description.dataset) != (name, dataset):
        raise DatasetError(
            f"{described} describes network {description.network} of {description.dataset}, "
            f"not {name} of {dataset}.",
            hint=hint,
        )
    if hashlib.sha256(content).hexdigest() != description.sha256:
        raise DatasetError(f"{weights} does not match the checksum in {described}.", hint=hint)
    return FeatureNetworkFile(
        name=name,
        weights=weights,
        sha256=description.sha256,
        image_shape=description.image_shape,
        num_classes=description.num_classes,
        held_out_accuracy=description.held_out_accuracy,
        reject_recall=description.reject_recall,
    )
