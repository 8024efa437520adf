"""Imported texts keep their words, are pooled, and are split anew by the seed."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from graders.course.datasets.base import ImportedDataset
from graders.course.datasets.registered import DATASETS
from graders.course.datasets.text_pool import OUT_OF_VOCABULARY, PADDING, TextPool
from graders.domain.training import Limits, Profile, TrainingBudget
from graders.errors import DatasetError

NUM_TRAIN, NUM_TEST, LENGTH, NUM_WORDS = 60, 40, 12, 50
REAL_FILE = os.environ.get("GRADER_IMDB")
PROFILE = Profile(
    name="cpu",
    dataset="texts",
    num_train=50,
    num_validation=20,
    num_hidden=30,
    num_train_probe=10,
    budget=TrainingBudget(max_epochs=1, max_batch_size=64, giga_macs=1.0),
    limits=Limits(
        wall_seconds=1,
        cpu_seconds=1,
        build_cpu_seconds=1,
        memory_mib=1,
        scratch_mib=1,
        num_processes=1,
        output_kib=1,
    ),
)


def make_pool() -> TextPool:
    return TextPool("texts", ("negative", "positive"), num_words=NUM_WORDS, length=LENGTH)


def raw_texts(size: int, seed: int) -> list[np.ndarray]:
    rng = np.random.default_rng(seed)
    return [rng.integers(4, 80, rng.integers(3, 30)).astype(np.uint16) for _ in range(size)]


TEXTS = raw_texts(NUM_TRAIN, 1) + raw_texts(NUM_TEST, 2)


def write_npz(file: Path, **changes: object) -> Path:
    arrays: dict[str, object] = {"vocabulary": np.array([f"word{i}" for i in range(90)])}
    for part, texts in (("train", TEXTS[:NUM_TRAIN]), ("test", TEXTS[NUM_TRAIN:])):
        arrays[f"tokens_{part}"] = np.concatenate(texts)
        arrays[f"offsets_{part}"] = np.cumsum([0, *map(len, texts)])
        arrays[f"y_{part}"] = (np.arange(len(texts)) % 2).astype(np.uint8)
    arrays |= changes
    np.savez(file, **{name: array for name, array in arrays.items() if array is not None})
    return file


def expected_row(text: np.ndarray) -> bytes:
    """The last tokens of a text, rare ones unknown, padded at the front: said the plain way."""
    kept = [int(token) if token < NUM_WORDS else OUT_OF_VOCABULARY for token in text[-LENGTH:]]
    return np.array([PADDING] * (LENGTH - len(kept)) + kept, np.int32).tobytes()


@pytest.fixture
def store(tmp_path):
    assert make_pool().import_file(write_npz(tmp_path / "data.npz"), tmp_path / "store") == 100
    return tmp_path / "store"


def test_every_text_of_both_parts_ends_up_in_one_split(store) -> None:
    """Splits are disjoint, together the pool, and each row is a text cut and padded."""
    splits = make_pool().splits(PROFILE, seed=5, store=store)
    rows = [row.tobytes() for part in splits.values() for row in part.inputs]
    assert sorted(rows) == sorted(expected_row(text) for text in TEXTS)
    assert {part.inputs.dtype for part in splits.values()} == {np.dtype(np.int32)}
    assert [len(part.labels) for part in splits.values()] == [50, 20, 30]


def test_labels_stay_with_their_texts(store) -> None:
    """Pooling and shuffling move a label with its text."""
    labels = {
        expected_row(text): (index if index < NUM_TRAIN else index - NUM_TRAIN) % 2
        for index, text in enumerate(TEXTS)
    }
    for part in make_pool().splits(PROFILE, seed=5, store=store).values():
        assert [labels[row.tobytes()] for row in part.inputs] == part.labels.tolist()


def test_the_seed_draws_the_split(store) -> None:
    """The same seed gives the same hidden texts, another seed others."""
    first, again, other = (
        make_pool().splits(PROFILE, seed=seed, store=store)["hidden"].inputs for seed in (1, 1, 2)
    )
    np.testing.assert_array_equal(first, again)
    assert not np.array_equal(first, other)


def test_words_come_from_the_file(store) -> None:
    """Ids below four are special; word k stands at id k + 4, up to the words that are kept."""
    vocabulary = make_pool().stored_vocabulary(store)
    assert len(vocabulary) == NUM_WORDS == len(make_pool().vocabulary)
    assert vocabulary[:5] == ("<pad>", "<start>", "<unknown>", "<unused>", "word0")
    assert vocabulary[-1] == f"word{NUM_WORDS - 5}"


def test_short_vocabulary_is_filled_up(tmp_path) -> None:
    """Every id that a text may hold has a name."""
    file = write_npz(tmp_path / "data.npz", vocabulary=np.array(["only"]))
    make_pool().import_file(file, tmp_path / "store")
    vocabulary = make_pool().stored_vocabulary(tmp_path / "store")
    assert vocabulary[4:6] == ("only", "#5")
    assert len(vocabulary) == NUM_WORDS


def test_importing_twice_changes_nothing_and_other_texts_are_refused(store, tmp_path) -> None:
    """What is stored is never replaced silently."""
    assert make_pool().import_file(tmp_path / "data.npz", store) == 100
    other = write_npz(tmp_path / "other.npz", y_test=np.ones(NUM_TEST, np.uint8))
    with pytest.raises(DatasetError, match="Another texts is stored"):
        make_pool().import_file(other, store)


def test_missing_texts_name_both_ways_to_get_them(tmp_path) -> None:
    """Without the data the sentence says how to import and how to download it."""
    assert make_pool().stored_examples(tmp_path) == 0
    with pytest.raises(DatasetError, match=r"data import texts FILE.npz.*data download texts"):
        make_pool().splits(PROFILE, seed=1, store=tmp_path)


def test_pool_too_small_for_the_profile_is_refused(store) -> None:
    """A profile that needs more texts than are stored is named with both numbers."""
    with pytest.raises(DatasetError, match=r"needs 1050 examples.*100 are stored"):
        make_pool().splits(replace(PROFILE, num_train=1000), seed=1, store=store)


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"vocabulary": None}, "no array vocabulary"),
        ({"offsets_test": None}, "no array offsets_test"),
        ({"y_train": np.full(NUM_TRAIN, 2, np.uint8)}, "60 integers from 0 to 1"),
        ({"y_train": np.zeros(3, np.uint8)}, "60 integers from 0 to 1"),
        ({"y_train": np.zeros(NUM_TRAIN)}, "60 integers from 0 to 1"),
        ({"offsets_train": np.arange(61)}, "offsets_train must rise from 0"),
        ({"offsets_train": np.zeros(1, int)}, "offsets_train must rise from 0"),
        ({"tokens_test": np.zeros(5)}, "tokens_test must be one row of integers"),
        ({"tokens_test": np.array([-1])}, "tokens_test must be one row of integers"),
        ({"vocabulary": np.arange(9)}, "vocabulary must be a list of words"),
        ({"y_test": np.array([{}] * NUM_TEST, dtype=object)}, "not a readable"),
    ],
)
def test_file_that_is_not_the_data_set_is_refused_in_one_sentence(tmp_path, changes, said) -> None:
    """Missing arrays, offsets out of order, wrong labels and pickled objects are told apart."""
    with pytest.raises(DatasetError, match=said):
        make_pool().import_file(write_npz(tmp_path / "data.npz", **changes), tmp_path / "store")


def test_truncated_and_missing_files_are_refused(tmp_path) -> None:
    """Damage is a sentence, not a traceback."""
    file = write_npz(tmp_path / "data.npz")
    file.write_bytes(file.read_bytes()[:1000])
    with pytest.raises(DatasetError, match="not a readable"):
        make_pool().import_file(file, tmp_path / "store")
    with pytest.raises(DatasetError, match="no file"):
        make_pool().import_file(tmp_path / "absent.npz", tmp_path / "store")


@pytest.mark.parametrize("name", ["tokens", "offsets", "labels", "words"])
def test_flipped_bit_in_the_store_is_found(store, name) -> None:
    """The checksum covers every stored array."""
    assert make_pool().verify(store) == 100
    file = store / "texts" / f"{name}.npy"
    damaged = bytearray(file.read_bytes())
    damaged[-4] ^= 1
    file.write_bytes(damaged)
    with pytest.raises(DatasetError, match="does not match its checksum"):
        make_pool().verify(store)


def test_imported_data_sets_are_told_from_those_made_by_code() -> None:
    """What must be imported can be imported, verified and counted; the rest needs nothing."""
    for name in DATASETS:
        dataset = DATASETS.get(name)
        assert isinstance(dataset, ImportedDataset) == dataset.downloadable


@pytest.mark.skipif(not REAL_FILE, reason="set GRADER_IMDB to an imdb.npz file to run this test")
def test_real_reviews_are_read(tmp_path) -> None:
    """A real file in the documented layout is imported whole."""
    pool = DATASETS.get("imdb")
    assert isinstance(pool, TextPool)
    assert pool.import_file(Path(str(REAL_FILE)), tmp_path) == pool.verify(tmp_path) > 10_000
    hidden = pool.splits(PROFILE, seed=1, store=tmp_path)["hidden"].inputs
    assert (hidden.shape, hidden.dtype) == ((30, 100), np.int32)
    assert hidden.max() < 5_000
    assert pool.stored_vocabulary(tmp_path)[4] == "the"
