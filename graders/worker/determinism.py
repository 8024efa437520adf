"""The one place that seeds everything and keeps student code from seeding again."""

from __future__ import annotations

import os
import random
from collections.abc import Callable
from typing import Any


def prepare_environment(*, threads: int, device: str) -> None:
    """Set what TensorFlow reads at import: threads, log level, determinism, visible devices."""
    os.environ.update(
        KERAS_BACKEND="tensorflow",
        TF_CPP_MIN_LOG_LEVEL="3",
        TF_DETERMINISTIC_OPS="1",
        # Else a worker takes all memory of a GPU at once, and another one finds none.
        TF_FORCE_GPU_ALLOW_GROWTH="true",
        TF_NUM_INTRAOP_THREADS=str(threads),
        TF_NUM_INTEROP_THREADS=str(threads),
        OMP_NUM_THREADS=str(threads),
        OPENBLAS_NUM_THREADS=str(threads),
        MPLBACKEND="Agg",
    )
    if device == "cpu":
        os.environ["CUDA_VISIBLE_DEVICES"] = "-1"


def make_deterministic(seed: int, *, threads: int) -> None:
    """Fix threads and seeds and demand deterministic operations.

    Source:
        TensorFlow's `tf.config.experimental.enable_op_determinism`: equal on equal hardware.
    """
    import keras
    import tensorflow as tf

    tf.config.threading.set_intra_op_parallelism_threads(threads)
    tf.config.threading.set_inter_op_parallelism_threads(threads)
    tf.config.experimental.enable_op_determinism()
    keras.utils.set_random_seed(seed)


class SeedGuard:
    """Keeps the grader's seed: student calls of seed functions do nothing and are noted.

    Attributes:
        ignored: Names of the seed functions that student code called.
    """

    def __init__(self, seed: int) -> None:
        self._seed = seed
        self.ignored: list[str] = []
        self._replaced: list[tuple[Any, str, Any, str]] = []

    def install(self) -> None:
        """Replace the public seed functions."""
        import keras
        import numpy as np
        import tensorflow as tf

        for owner, attribute, shown in (
            (keras.utils, "set_random_seed", "keras.utils.set_random_seed"),
            (tf.keras.utils, "set_random_seed", "keras.utils.set_random_seed"),
            (tf.random, "set_seed", "tf.random.set_seed"),
            (np.random, "seed", "numpy.random.seed"),
            (random, "seed", "random.seed"),
        ):
            self._replaced.append((owner, attribute, getattr(owner, attribute), shown))
        self._set_random_seed = keras.utils.set_random_seed
        self._ignore_student_seeds()

    def reseed(self) -> None:
        """Start all random streams afresh, so that a stage does not depend on what ran before."""
        for owner, attribute, original, _shown in self._replaced:
            setattr(owner, attribute, original)
        self._set_random_seed(self._seed)
        self._ignore_student_seeds()

    def _ignore_student_seeds(self) -> None:
        for owner, attribute, _original, shown in self._replaced:
            setattr(owner, attribute, self._ignoring(shown))

    def _ignoring(self, shown: str) -> Callable[..., None]:
        def ignored_seed(*_args: object, **_kwargs: object) -> None:
            if shown not in self.ignored:
                self.ignored.append(shown)

        return ignored_seed
