"""Lets a separate process download a data set with Keras; the trusted side never imports Keras."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from graders.errors import DatasetError

_TIMEOUT_SECONDS = 3600
_PROGRAM = """
import sys
import numpy, keras

source = getattr(keras.datasets, sys.argv[1])
if not hasattr(source, "get_word_index"):
    (x_train, y_train), (x_test, y_test) = source.load_data()
    numpy.savez(sys.argv[2], x_train=x_train, y_train=y_train, x_test=x_test, y_test=y_test)
    raise SystemExit

# Texts come as lists of unequal length, which an array without pickles cannot hold.
NUM_WORDS = 20_000
arrays = {}
for part, (texts, labels) in zip(("train", "test"), source.load_data(num_words=NUM_WORDS)):
    lengths = [len(text) for text in texts]
    arrays[f"tokens_{part}"] = numpy.concatenate([numpy.asarray(text, "uint16") for text in texts])
    arrays[f"offsets_{part}"] = numpy.concatenate([[0], numpy.cumsum(lengths)]).astype("int64")
    arrays[f"y_{part}"] = numpy.asarray(labels, "uint8")
ranks = source.get_word_index()
arrays["vocabulary"] = numpy.array(sorted(ranks, key=ranks.get)[:NUM_WORDS])
numpy.savez(sys.argv[2], **arrays)
"""


def download_with_keras(name: str, folder: Path) -> Path:
    """Run `keras.datasets.<name>.load_data()` and return the `.npz` file it wrote.

    Images are written as Keras gives them; texts, which Keras gives as lists of unequal length, as
    one row of tokens with the offsets of each text, and their vocabulary.

    Raises:
        DatasetError: The download failed.
    """
    target = folder / f"{name}.npz"
    try:
        done = subprocess.run(  # noqa: S603 - our program, a registered data set's name
            [sys.executable, "-c", _PROGRAM, name, str(target)],
            capture_output=True,
            check=False,
            text=True,
            timeout=_TIMEOUT_SECONDS,
        )
    except subprocess.TimeoutExpired:
        raise _failed(name, "it took more than an hour") from None
    if done.returncode != 0 or not target.exists():
        lines = [line for line in done.stderr.strip().splitlines() if line.strip()]
        raise _failed(name, lines[-1][:300] if lines else f"exit code {done.returncode}")
    return target


def _failed(name: str, reason: str) -> DatasetError:
    return DatasetError(
        f"Keras could not download {name}: {reason}.",
        hint=f"Or bring a .npz file: python grader.py data import {name} FILE.npz",
    )
