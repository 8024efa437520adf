"""Splits are drawn once from the secret, disjoint, and hold no true label where a worker looks."""

from dataclasses import replace

import numpy as np
import pytest

from graders.course.datasets.image_pool import ImagePool
from graders.course.prepared_data import data_of_run, prepare_data
from graders.course.secret import derive_seed, read_or_create_secret
from graders.domain.repeats import Schedule
from graders.errors import DatasetError
from graders.pipeline.context import NO_ANCHORS, Overrides, load_assignment, make_context
from graders.sandbox.local import LocalExecutor
from tests.grading_kit import workspace_in

CLASSES = tuple(f"class{number}" for number in range(10))


def numbered_images(count: int, start: int) -> np.ndarray:
    """Images that carry their own number in their first two pixels."""
    images = np.zeros((count, 32, 32, 3), np.uint8)
    images[:, 0, 0, 0] = np.arange(start, start + count) % 256
    images[:, 0, 0, 1] = np.arange(start, start + count) // 256
    return images


def write_npz(path, num_train=600, num_test=200, **changes):
    arrays = {
        "x_train": numbered_images(num_train, 0),
        "y_train": (np.arange(num_train) % 10).astype(np.uint8).reshape(-1, 1),
        "x_test": numbered_images(num_test, num_train),
        "y_test": (np.arange(num_test) % 10).astype(np.uint8),
        **changes,
    }
    np.savez(path, **{name: array for name, array in arrays.items() if array is not None})
    return path


@pytest.fixture
def workspace(tmp_path):
    return workspace_in(tmp_path)


@pytest.fixture
def assignment(workspace):
    return load_assignment(workspace, "cifar10_tuning")


def small(profile):
    return replace(profile, num_train=400, num_validation=100, num_hidden=200, num_train_probe=50)


def numbers(images):
    corner = images[:, 0, 0].astype(int)
    return set((corner[:, 0] + 256 * corner[:, 1]).tolist())


def test_public_test_set_is_mixed_with_the_rest_and_splits_are_disjoint(
    workspace, assignment, tmp_path
):
    """The hidden split is drawn from the whole pool; no image is in two splits."""
    pool = ImagePool("cifar10", CLASSES, image_shape=(32, 32, 3))
    assert pool.import_file(write_npz(tmp_path / "data.npz"), workspace.data) == 800
    data = prepare_data(workspace, assignment, small(assignment.profiles["cpu"]), secret=b"one")
    splits = {
        name: numbers(np.load(data.folder / f"x_{name}.npy"))
        for name in ("train", "validation", "hidden")
    }
    mixed = np.load(data.input_files()["all"])[..., :1, :1, :]
    splits["train_probe"] = numbers(data.by_split({"all": mixed})["train_probe"])
    assert [len(splits[name]) for name in ("train", "validation", "hidden")] == [400, 100, 200]
    assert not splits["train"] & splits["hidden"]
    assert not splits["train"] & splits["validation"]
    assert not splits["validation"] & splits["hidden"]
    assert splits["train_probe"] <= splits["train"]
    assert min(splits["hidden"]) < 600 <= max(splits["hidden"])


def test_folds_hide_every_image_once_and_the_first_is_that_without_folds(
    workspace, assignment, tmp_path
):
    """Cross-validation: four runs hide four disjoint quarters and never train on what they hide."""
    pool = ImagePool("cifar10", CLASSES, image_shape=(32, 32, 3))
    pool.import_file(write_npz(tmp_path / "data.npz"), workspace.data)
    profile = small(assignment.profiles["cpu"])
    runs = [
        data_of_run(workspace, assignment, profile, b"one", index, num_folds=4)
        for index in range(5)
    ]
    hidden = [numbers(run.hidden_inputs()) for run in runs]
    assert set().union(*hidden[:4]) == set(range(800))
    assert [len(one) for one in hidden] == [200] * 5
    for run, own in zip(runs, hidden, strict=True):
        assert not own & numbers(run.train_inputs())
    assert runs[4] == runs[0] == prepare_data(workspace, assignment, profile, secret=b"one")
    assert len({run.data_id for run in runs}) == 4
    alike = [data_of_run(workspace, assignment, profile, b"one", index) for index in range(3)]
    assert alike[0] == alike[1] == alike[2] == runs[0]


def test_fold_smaller_than_the_hidden_split_is_refused(workspace, assignment, tmp_path):
    """What is hidden in one run must not be hidden in another; told before any training."""
    pool = ImagePool("cifar10", CLASSES, image_shape=(32, 32, 3))
    pool.import_file(write_npz(tmp_path / "data.npz"), workspace.data)
    profile = small(assignment.profiles["cpu"])
    with pytest.raises(DatasetError, match="one of 5 folds has 160"):
        data_of_run(workspace, assignment, profile, b"one", 1, num_folds=5)
    with pytest.raises(DatasetError, match="one of 5 folds has 160"):
        make_context(
            workspace,
            assignment,
            profile,
            executor=LocalExecutor(),
            device="cpu",
            overrides=Overrides(
                secret=b"one",
                calibration=NO_ANCHORS,
                schedule=Schedule(counts=(5,), cross_validation=True),
            ),
        )


def test_another_secret_draws_another_split_and_the_same_secret_the_same(workspace, assignment):
    """The split and the permutation depend on the secret and on nothing else."""
    profile = small(assignment.profiles["embedded"])
    one, again, two = (
        prepare_data(workspace, assignment, profile, secret=secret)
        for secret in (b"one", b"one", b"two")
    )
    assert one.folder == again.folder
    assert one.data_id != two.data_id
    assert not np.array_equal(
        np.load(one.folder / "x_hidden.npy"), np.load(two.folder / "x_hidden.npy")
    )


def test_outputs_in_permuted_order_come_back_in_true_order(workspace, assignment):
    """A worker that answers its permuted labels perfectly scores perfectly."""
    data = prepare_data(
        workspace, assignment, small(assignment.profiles["embedded"]), secret=b"one"
    )
    hidden = data.hidden_labels()
    permuted = np.load(data.training_files()["y_validation"])
    outputs = np.eye(10, dtype=np.float32)[permuted]
    predicted = hidden.true_class_order(outputs).argmax(axis=1)
    np.testing.assert_array_equal(predicted, hidden.labels["validation"])


def test_predict_input_mixes_the_splits_and_outputs_find_their_way_back(workspace, assignment):
    """Nobody can tell by its place which image is hidden; the parent can."""
    data = prepare_data(
        workspace, assignment, small(assignment.profiles["embedded"]), secret=b"one"
    )
    assert list(data.input_files()) == ["all"]
    inputs = np.load(data.input_files()["all"])
    num_copies = 200
    assert len(inputs) == 200 + 100 + 50 + num_copies
    as_outputs = inputs.reshape(len(inputs), -1)[:, :10].astype(np.float32)
    by_split = data.by_split({"all": as_outputs, "all_ablated": as_outputs})
    for name, images in (
        ("hidden", data.hidden_inputs()),
        ("validation", data.validation_inputs()),
    ):
        for outputs in (by_split[name], by_split[f"{name}_ablated"]):
            np.testing.assert_array_equal(outputs, images.reshape(len(images), -1)[:, :10])
    assert len(by_split["train_probe"]) == 50
    hidden_first = np.load(data.folder / "order_all.npy")[:200]
    assert (hidden_first >= 200).any()


def test_inputs_of_another_length_are_a_set_of_their_own(workspace):
    """Longer sequences cannot be mixed with the others; their facts stay beside the labels."""
    assignment = load_assignment(workspace, "lstm")
    unit, profile = assignment.units(assignment.profiles["embedded"])[0]
    tiny = replace(profile, num_train=200, num_validation=50, num_hidden=200, num_train_probe=50)
    data = prepare_data(workspace, unit, tiny, secret=b"one")
    sets = {name: np.load(path) for name, path in data.input_files().items()}
    assert list(sets) == ["all", "longer"]
    assert sets["longer"].shape[1] > sets["all"].shape[1]
    by_split = data.by_split({name: tokens[:, :1] for name, tokens in sets.items()})
    assert set(by_split) == {"hidden", "validation", "train_probe", "swapped", "longer"}
    assert set(data.facts()["hidden"]) == {"lag", "has_decoy"}
    assert not set(data.training_files()) & {"x_hidden", "true_hidden"}


def test_pool_too_small_for_the_profile_names_the_remedy(workspace, assignment, tmp_path):
    """A profile that needs more images than are stored is refused before any training."""
    ImagePool("cifar10", CLASSES, image_shape=(32, 32, 3)).import_file(
        write_npz(tmp_path / "data.npz"), workspace.data
    )
    with pytest.raises(
        DatasetError, match=r"needs 60000 examples.*800 are stored.*smaller profile"
    ):
        prepare_data(workspace, assignment, assignment.profiles["full"], secret=b"one")


def test_missing_data_set_names_both_ways_to_get_it(workspace, assignment):
    """Without the data the sentence says how to import and how to download it."""
    with pytest.raises(DatasetError, match=r"data import cifar10 FILE.npz.*data download cifar10"):
        prepare_data(workspace, assignment, assignment.profiles["cpu"], secret=b"one")


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"x_test": None}, "no array x_test"),
        ({"y_train": np.full(600, 10, np.uint8)}, "integers from 0 to 9"),
        ({"y_train": np.zeros(3, np.uint8)}, "600 integers"),
        ({"x_train": np.zeros((600, 28, 28), np.uint8)}, "must be uint8 images"),
        ({"x_train": np.zeros((600, 32, 32, 3), np.float32)}, "must be uint8 images"),
        ({"y_test": np.array([{}] * 200, dtype=object)}, "not a readable"),
    ],
)
def test_file_that_is_not_the_data_set_is_refused_in_one_sentence(tmp_path, changes, said):
    """Missing arrays, wrong shapes, wrong labels and pickled objects are told apart."""
    pool = ImagePool("cifar10", CLASSES, image_shape=(32, 32, 3))
    with pytest.raises(DatasetError, match=said):
        pool.import_file(write_npz(tmp_path / "data.npz", **changes), tmp_path / "store")


def test_truncated_and_missing_files_are_refused(tmp_path):
    """Damage is a sentence, not a traceback."""
    pool = ImagePool("cifar10", CLASSES, image_shape=(32, 32, 3))
    file = write_npz(tmp_path / "data.npz")
    file.write_bytes(file.read_bytes()[:5000])
    with pytest.raises(DatasetError, match="not a readable"):
        pool.import_file(file, tmp_path / "store")
    with pytest.raises(DatasetError, match="no file"):
        pool.import_file(tmp_path / "absent.npz", tmp_path / "store")


def test_flipped_bit_in_the_store_is_found(tmp_path):
    """`data verify` recomputes the checksum."""
    pool = ImagePool("cifar10", CLASSES, image_shape=(32, 32, 3))
    store = tmp_path / "store"
    pool.import_file(write_npz(tmp_path / "data.npz"), store)
    assert pool.verify(store) == 800
    images = store / "cifar10" / "images.npy"
    damaged = bytearray(images.read_bytes())
    damaged[-1] ^= 1
    images.write_bytes(damaged)
    with pytest.raises(DatasetError, match="does not match its checksum"):
        pool.verify(store)


def test_secret_is_made_once_and_only_its_owner_can_read_it(tmp_path):
    """The course secret is 32 random bytes in a private folder."""
    private = tmp_path / "private"
    secret = read_or_create_secret(private)
    assert len(secret) == 32
    assert read_or_create_secret(private) == secret
    assert (private / "secret").stat().st_mode & 0o077 == 0
    assert private.stat().st_mode & 0o077 == 0


def test_seeds_differ_by_purpose_and_fit_31_bits():
    """Each purpose has its own seed; all are valid for every library."""
    seeds = {
        derive_seed(b"secret", "assignment", purpose, n) for purpose in "ab" for n in range(50)
    }
    assert len(seeds) == 100
    assert all(0 <= seed < 2**31 for seed in seeds)
