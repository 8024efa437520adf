"""Feature networks are found, checked against their description, and refused when damaged."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from graders.course.feature_files import feature_network_files, find_feature_networks
from graders.errors import DatasetError

ROOT = Path(__file__).resolve().parents[3]
DATASETS = ("glyphs", "mnist", "fashion_mnist")


@pytest.fixture
def folders(tmp_path):
    """Copies of the shipped folders, to be damaged."""
    found = tmp_path / "assignments" / "gan", tmp_path / "reference" / "gan"
    for folder in found:
        shutil.copytree(ROOT / folder.relative_to(tmp_path) / "features", folder / "features")
    return found


@pytest.mark.parametrize("dataset", DATASETS)
def test_shipped_networks_are_whole_small_and_good(dataset):
    """Both networks match their checksum and reach what they must."""
    found = find_feature_networks(
        ROOT / "assignments" / "gan", ROOT / "reference" / "gan", dataset=dataset
    )
    assert list(found) == ["a", "b"]
    for network in found.values():
        required = json.loads(network.weights.with_suffix(".json").read_text())["required"]
        assert network.weights.stat().st_size < 300_000
        assert network.image_shape == (28, 28, 1)
        assert network.num_classes == 10
        assert network.held_out_accuracy >= required["held_out_accuracy"] >= 0.88
        assert network.reject_recall >= required["reject_recall"] >= 0.95


def test_roles_are_those_of_the_features_job(folders):
    """The job finds its weights by role."""
    files = feature_network_files(*folders, "glyphs")
    assert set(files) == {"network_a", "network_b"}
    assert files["network_b"].name == "glyphs_b.npz"


@pytest.mark.parametrize("ending", [".npz", ".json"])
def test_missing_file_names_the_command_that_makes_it(folders, ending):
    """A teacher without the secret network learns how to get one."""
    (folders[1] / "features" / f"glyphs_b{ending}").unlink()
    with pytest.raises(DatasetError, match=r"no feature network .*make_feature_net\.py b"):
        find_feature_networks(*folders, dataset="glyphs")


def test_damaged_weights_are_refused(folders):
    """One flipped bit is found."""
    weights = folders[0] / "features" / "glyphs_a.npz"
    content = bytearray(weights.read_bytes())
    content[1000] ^= 1
    weights.write_bytes(content)
    with pytest.raises(DatasetError, match="does not match the checksum"):
        find_feature_networks(*folders, dataset="glyphs")


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"dataset": "mnist"}, "describes network a of mnist"),
        ({"network": "b"}, "describes network b of glyphs"),
        ({"sha256": "none"}, "sha256"),
        ({"image_shape": [28, 28]}, "image_shape"),
    ],
)
def test_description_of_something_else_is_refused(folders, changes, said):
    """A network is used for its own data set only."""
    described = folders[0] / "features" / "glyphs_a.json"
    described.write_text(json.dumps(json.loads(described.read_text()) | changes))
    with pytest.raises(DatasetError, match=said):
        find_feature_networks(*folders, dataset="glyphs")
