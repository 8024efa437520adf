"""What tf.data's autotuner costs short trainings, and whether switching it off changes them.

Method: a small network is trained on a pipeline as students write it (`map` with AUTOTUNE,
`shuffle`, `batch`, `prefetch(AUTOTUNE)`), on one built from arrays and on one from a generator, for
the given epochs with a validation pass each; with the autotuner as TensorFlow has it, and without.
Each training has a process of its own with one thread, the two settings take turns, and only `fit`
is timed. Printed are medians of wall and CPU seconds with their range, their difference (sleep: let
nothing else run), and whether all weights of a pipeline have the same SHA-256.

    python benchmarks/pipelines.py --rounds 5 --epochs 8
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Sequence
from typing import Any

os.environ.update(
    KERAS_BACKEND="tensorflow", TF_CPP_MIN_LOG_LEVEL="3", CUDA_VISIBLE_DEVICES="-1",
    TF_NUM_INTRAOP_THREADS="1", TF_NUM_INTEROP_THREADS="1",
)  # fmt: skip

import keras
import numpy as np
import tensorflow as tf
from keras import layers
from tabulate import tabulate

PIPELINES = ("student", "arrays", "generator")


def main() -> int:
    """Measure and print a table, or, as a child, train once."""
    parser = argparse.ArgumentParser(description="The autotuner of tf.data: cost and effect.")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--epochs", type=int, default=8)
    parser.add_argument("--child", nargs=2, help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.child:
        print(json.dumps(_train(arguments.child[0], arguments.child[1] == "on", arguments.epochs)))
        return 0
    rows = []
    for pipeline in PIPELINES:
        found: dict[str, list[dict[str, Any]]] = {"on": [], "off": []}
        for _round in range(arguments.rounds):
            for setting, runs in found.items():
                runs.append(_in_a_process(pipeline, setting, arguments.epochs))
        rows += [_row(pipeline, setting, runs) for setting, runs in found.items()]
        weights = {run["weights"] for runs in found.values() for run in runs}
        rows[-1]["weights"] = "all equal" if len(weights) == 1 else f"{len(weights)} different"
    print(tabulate(rows, headers="keys", tablefmt="github"))
    return 0


def _row(pipeline: str, setting: str, runs: Sequence[dict[str, Any]]) -> dict[str, str]:
    walls, cpus = ([run[name] for run in runs] for name in ("wall", "cpu"))
    asleep = [max(wall - cpu, 0.0) for wall, cpu in zip(walls, cpus, strict=True)]
    return {
        "pipeline": pipeline,
        "autotuner": setting,
        "wall s": f"{statistics.median(walls):.2f} ({min(walls):.2f} to {max(walls):.2f})",
        "CPU s": f"{statistics.median(cpus):.2f}",
        "asleep s": f"{statistics.median(asleep):.2f} (at most {max(asleep):.2f})",
        "weights": "",
    }


def _in_a_process(pipeline: str, setting: str, epochs: int) -> dict[str, Any]:
    command = [sys.executable, __file__, "--child", pipeline, setting, "--epochs", str(epochs)]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    result: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return result


def _train(pipeline: str, autotuned: bool, epochs: int) -> dict[str, Any]:  # noqa: FBT001 - private
    tf.config.experimental.enable_op_determinism()
    keras.utils.set_random_seed(7)
    images = np.random.default_rng(7).random((2_000, 16, 16, 3), np.float32)
    labels = (images.mean((1, 2, 3)) * 1e4).astype(np.int64) % 10

    def batches(x: Any, y: Any, *, training: bool) -> Any:  # noqa: ANN401
        dataset = _dataset(pipeline, x, y, training=training)
        if autotuned:
            return dataset
        options = tf.data.Options()
        options.autotune.enabled = False
        return dataset.with_options(options)

    model = keras.Sequential(
        [
            keras.Input((16, 16, 3)),
            layers.Conv2D(8, 3, activation="relu"),
            layers.GlobalAveragePooling2D(),
            layers.Dense(10, activation="softmax"),
        ]
    )
    model.compile("adam", "sparse_categorical_crossentropy")
    train = batches(images, labels, training=True)
    validation = batches(images[:500], labels[:500], training=False)
    wall, cpu = time.perf_counter(), time.process_time()
    model.fit(train, validation_data=validation, epochs=epochs, verbose=0)
    wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
    weights = b"".join(weight.tobytes() for weight in model.get_weights())
    return {"wall": wall, "cpu": cpu, "weights": hashlib.sha256(weights).hexdigest()}


def _dataset(pipeline: str, x: Any, y: Any, *, training: bool) -> Any:  # noqa: ANN401
    if pipeline == "generator":
        shapes = (tf.TensorSpec(x.shape[1:], tf.float32), tf.TensorSpec((), tf.int64))
        dataset = tf.data.Dataset.from_generator(
            lambda: zip(x, y, strict=True), output_signature=shapes
        )
        return dataset.batch(64).prefetch(2)
    dataset = tf.data.Dataset.from_tensor_slices((x, y))
    if training:
        dataset = dataset.shuffle(len(x), seed=7)
    if pipeline == "student":
        dataset = dataset.map(lambda image, label: (image / 2, label), tf.data.AUTOTUNE)
        return dataset.batch(64).prefetch(tf.data.AUTOTUNE)
    return dataset.batch(64).prefetch(2)


if __name__ == "__main__":
    sys.exit(main())
