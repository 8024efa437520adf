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
(x_train, y_train), (x_test, y_test) = getattr(keras.datasets, sys.argv[1]).load_data()
numpy.savez(sys.argv[2], x_train=x_train, y_train=y_train, x_test=x_test, y_test=y_test)
"""


def download_with_keras(name: str, folder: Path) -> Path:
    """Run `keras.datasets.<name>.load_data()` and return the `.npz` file it wrote.

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
