"""Trains submissions one after the other with nothing around them: what a grader cannot beat.

It imports Keras once, says `ready`, and then reads one path a line: the file is executed, its model
built, trained on the given splits with the same batches, order and validation as in the grader,
and asked for the outputs that the grader asks for. `done` is said after each. No sandbox, no
second process, nothing stored, nothing scored. Used by throughput.py.

    python benchmarks/bare_trainer.py FOLDER_OF_SPLITS
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

os.environ.update(
    KERAS_BACKEND="tensorflow", TF_CPP_MIN_LOG_LEVEL="3", TF_DETERMINISTIC_OPS="1",
    CUDA_VISIBLE_DEVICES="-1", OMP_NUM_THREADS="1", OPENBLAS_NUM_THREADS="1",
)  # fmt: skip

import keras
import numpy as np
import tensorflow as tf

PREDICTION_BATCH = 256


def main() -> None:
    """Serve paths from standard input until it ends."""
    tf.config.threading.set_intra_op_parallelism_threads(1)
    tf.config.threading.set_inter_op_parallelism_threads(1)
    tf.config.experimental.enable_op_determinism()
    folder = Path(sys.argv[1])
    names = ("x_train", "y_train", "x_validation", "y_validation", "inputs_all")
    arrays = {name: np.load(folder / f"{name}.npy", mmap_mode="r") for name in names}
    print("ready", flush=True)
    for line in sys.stdin:
        _train(Path(line.strip()), arrays)
        print("done", flush=True)


def _train(source: Path, arrays: dict[str, np.ndarray]) -> None:
    keras.utils.set_random_seed(7)
    namespace: dict[str, object] = {}
    exec(compile(source.read_text("utf-8"), str(source), "exec"), namespace)  # noqa: S102
    model = namespace["build_model"](arrays["x_train"].shape[1:], 10)  # type: ignore[operator]
    settings: dict[str, int] = namespace["TRAINING"]  # type: ignore[assignment]
    train = _batches(arrays["x_train"], arrays["y_train"], settings["batch_size"], shuffle=True)
    validation = _batches(
        arrays["x_validation"], arrays["y_validation"], PREDICTION_BATCH, shuffle=False
    )
    model.fit(train, validation_data=validation, epochs=settings["epochs"], verbose=0)
    model.predict(_batches(arrays["inputs_all"], None, PREDICTION_BATCH, shuffle=False), verbose=0)


def _batches(x: np.ndarray, y: np.ndarray | None, size: int, *, shuffle: bool) -> tf.data.Dataset:
    dataset = tf.data.Dataset.from_tensor_slices(x if y is None else (x, y))
    if shuffle:
        dataset = dataset.shuffle(len(x), seed=7, reshuffle_each_iteration=True)
    dataset = dataset.batch(size)
    if y is None:
        dataset = dataset.map(lambda images: tf.cast(images, tf.float32))
    else:
        dataset = dataset.map(lambda images, labels: (tf.cast(images, tf.float32), labels))
    options = tf.data.Options()
    options.autotune.enabled = False
    return dataset.prefetch(2).with_options(options)


if __name__ == "__main__":
    main()
